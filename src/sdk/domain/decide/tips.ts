import { EVER } from "../engine/tips.ts";
import type { EvalContext } from "../state/evalContext.ts";
import { wakeAt } from "../state/moment.ts";

export type Tips = "on" | "today" | "off";

/** Until when tips are paused by what the user chooses now, in epoch milliseconds. */
export function getEndOfPause({ now, zone, calendar }: EvalContext, choice: Tips): number {
  if (choice === "on") return 0;
  return choice === "off" ? EVER : calendar.getStart(calendar.getDay(now, zone) + 1, zone);
}

/** Whether the user wants tips now. */
export function getTips(context: EvalContext): Tips {
  const until = context.state.tips?.[1] ?? 0;
  if (until <= context.now) return "on";
  if (until < EVER) wakeAt(context, until);
  return until < EVER ? "today" : "off";
}
