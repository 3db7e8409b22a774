/** A confidence interval, both ends included, in the unit of what is estimated. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Counted units of one arm: `successes` of `trials`. Both are whole numbers. */
export interface Sample {
  readonly successes: number;
  readonly trials: number;
}

/** The level of confidence where none is asked for. */
export const LEVEL = 0.95;

export const clamp = (value: number, lower: number, upper: number): number =>
  Math.min(upper, Math.max(lower, value));
