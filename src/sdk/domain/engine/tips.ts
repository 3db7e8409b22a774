import type { GuideFact } from "../state/facts.ts";
import { report, type Transition } from "./transition.ts";

/** The time until which tips are paused that are paused until the user turns them on again. */
export const EVER = Number.MAX_SAFE_INTEGER;

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
