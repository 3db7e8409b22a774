import type { EvalContext } from "../state/evalContext.ts";
import type { GuideFact } from "../state/facts.ts";
import { wakeAt } from "../time/moment.ts";
import { report, type Transition } from "./transition.ts";

/** The time until which tips are paused that are paused until the user turns them on again. */
export const EVER = Number.MAX_SAFE_INTEGER;

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

/** Takes in that the user wants no tips for a while, or wants them again. */
export function pauseTips(
  transition: Transition,
  { guide, at, id, until }: GuideFact & { did: "paused" },
): void {
  transition.state.tips = [at, until];
  const isPaused = until > at;
  const end = isPaused && until < EVER ? new Date(until).toISOString() : undefined;
  const properties = { guide_id: guide, paused: isPaused, until: end };
  report(transition, () => id, { event: "Tips Paused", at, properties });
}
