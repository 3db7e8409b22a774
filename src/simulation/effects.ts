import { DAY_MS } from "../sdk/domain/time/spans.ts";
import type { Lots } from "./lots.ts";

/** Gaps whose bridge has an effect that is known, since this is where it is made. */
export const MEASURED = [
  "no-first-invoice",
  "sent-not-paid",
  "no-reminders",
  "working-alone",
  "gone-quiet",
] as const;
export type MeasuredGap = (typeof MEASURED)[number];

/** What a bridge truly does. */
export interface TrueEffect {
  /** The far milestone. */
  readonly to: string;
  /**
   * The chance of who is held out to reach it within the time after the first trigger. Left out: that follows from how
   * often people come, and the bridge changes nothing of it.
   */
  readonly base?: number;
  /** What the bridge adds to it, as a difference of shares. */
  readonly effect: number;
  /** The gap's `target.within`, in milliseconds. */
  readonly withinMs: number;
}

/** One bridge helps, two do nothing, one harms a little, and one helps accounts. */
export const EFFECTS: Readonly<Record<MeasuredGap, TrueEffect>> = {
  "no-first-invoice": { to: "first-invoice", base: 0.42, effect: 0.12, withinMs: 7 * DAY_MS },
  "sent-not-paid": { to: "first-payment", base: 0.5, effect: 0, withinMs: 14 * DAY_MS },
  "no-reminders": { to: "reminders", base: 0.3, effect: -0.05, withinMs: 14 * DAY_MS },
  "working-alone": { to: "team", base: 0.3, effect: 0.1, withinMs: 21 * DAY_MS },
  "gone-quiet": { to: "weekly-habit", effect: 0, withinMs: 28 * DAY_MS },
};

/** Of those who do not reach it in time, so many do later. */
const LATE = 0.15;

/**
 * When a unit reaches the far milestone after its first trigger, in milliseconds; `undefined` if it never does. The
 * same luck decides in both arms, so that whoever would reach it anyway does so with a bridge that helps too.
 */
export function drawDelay(
  lots: Lots,
  [gap, unit]: readonly [gap: string, unit: string],
  { base = 0, effect, withinMs }: TrueEffect,
  isTreated: boolean,
): number | undefined {
  const chance = base + (isTreated ? effect : 0);
  const share = lots.draw("when", gap, unit);
  if (lots.draw("luck", gap, unit) < chance) return 5 * 60_000 + share * share * withinMs * 0.9;
  return lots.draw("late", gap, unit) < LATE ? withinMs * (1.1 + 3 * share) : undefined;
}
