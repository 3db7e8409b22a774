import { getShareAt } from "../../stats/kaplanMeier.ts";
import type { SurvivalTimes } from "../../stats/survivalTimes.ts";
import type { Target } from "./targets.ts";

/** What was aimed for, and what came of it. */
export interface TargetMet {
  readonly withinMs: number;
  /** Aimed for. */
  readonly share: number;
  /** What it came to by that time. */
  readonly reached: number;
  /** 95 %; `null` where nothing has happened by then that tells one. */
  readonly interval: readonly [number, number] | null;
  readonly isMet: boolean;
}

/** Shares are products of many: half of all may be a little less than a half by their rounding. */
export const ROUNDING = 1e-9;

/**
 * Whether so many have come there in time. Who was not followed for so long counts as far as they were.
 * SOURCE: Kaplan and Meier 1958; see `kaplanMeier`.
 * @returns `null` where the target does not say both.
 */
export function judgeTarget(times: SurvivalTimes, { withinMs, share }: Target): TargetMet | null {
  if (withinMs === undefined || share === undefined) return null;
  const { reached = 0, interval } = getShareAt(times, withinMs) ?? {};
  const known = interval ? ([interval.lower, interval.upper] as const) : null;
  return { withinMs, share, reached, interval: known, isMet: reached >= share - ROUNDING };
}
