import { expectLevel } from "./expectThat.ts";
import { type Interval, LEVEL, type Sample } from "./interval.ts";
import { getCritical } from "./normal.ts";
import { expectSample, getScoreLimits } from "./wilson.ts";

export interface Difference extends Interval {
  /** The treated share less that of the control, from -1 to 1. */
  readonly difference: number;
}

/**
 * The difference of two independent shares, and its hybrid score interval. It is for who looks once: looked at daily,
 * `getSequentialInterval` has an interval that holds.
 * SOURCE: Newcombe 1998, Statistics in Medicine 17:873-890, method 10; no continuity correction.
 * @param level Level of confidence, 0.95 by default.
 * @throws RangeError where an arm has no trials, or more successes than trials.
 */
export function newcombe(treated: Sample, control: Sample, level = LEVEL): Difference {
  expectSample(treated, "newcombe: treated");
  expectSample(control, "newcombe: control");
  expectLevel(level, "newcombe");
  return getHybridScore(toArm(treated), toArm(control), getCritical(level));
}

/** A share, and of how many: the size may be an effective one. */
export interface Arm {
  readonly share: number;
  readonly size: number;
}

const toArm = ({ successes, trials }: Sample): Arm => ({ share: successes / trials, size: trials });

/** @param critical Standard errors to each side, 1.96 for 95 %. */
export function getHybridScore(treated: Arm, control: Arm, critical: number): Difference {
  const one = getScoreLimits(treated.share, treated.size, critical);
  const other = getScoreLimits(control.share, control.size, critical);
  const difference = treated.share - control.share;
  return {
    difference,
    lower: difference - Math.hypot(treated.share - one.lower, other.upper - control.share),
    upper: difference + Math.hypot(one.upper - treated.share, control.share - other.lower),
  };
}
