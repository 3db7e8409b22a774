import type { GuideFact } from "../state/facts.ts";
import type { Scene } from "../state/scene.ts";
import { wakeAt } from "../time/moment.ts";
import { report, type Turn } from "./turn.ts";

/** The time until which tips are paused that are paused until the user turns them on again. */
export const EVER = Number.MAX_SAFE_INTEGER;

export type Tips = "on" | "today" | "off";

/** Until when tips are paused by what the user chooses now, in epoch milliseconds. */
export function getEndOfPause({ now, zone, calendar }: Scene, choice: Tips): number {
  if (choice === "on") return 0;
  return choice === "off" ? EVER : calendar.getStart(calendar.getDay(now, zone) + 1, zone);
}

/** Whether the user wants tips now. */
export function getTips(scene: Scene): Tips {
  const until = scene.state.tips?.[1] ?? 0;
  if (until <= scene.now) return "on";
  if (until < EVER) wakeAt(scene, until);
  return until < EVER ? "today" : "off";
}

/** Takes in that the user wants no tips for a while, or wants them again. */
export function pauseTips(turn: Turn, { guide, at, id, until }: GuideFact & { did: "paused" }): void {
  turn.state.tips = [at, until];
  const isPaused = until > at;
  const end = isPaused && until < EVER ? new Date(until).toISOString() : undefined;
  const properties = { guide_id: guide, paused: isPaused, until: end };
  report(turn, () => id, { event: "Tips Paused", at, properties });
}
