import { expectLevel, expectThat, isCount } from "./expectThat.ts";
import { clamp, type Interval, LEVEL, type Sample } from "./interval.ts";
import { getCritical } from "./normal.ts";

export interface Share extends Interval {
  /** `successes / trials`, from 0 to 1. */
  readonly share: number;
}

/**
 * A share of counted units and its score interval.
 * SOURCE: Wilson 1927, Journal of the American Statistical Association 22:209-212; no continuity correction.
 * @param level Level of confidence, 0.95 by default.
 * @throws RangeError without trials, or where successes are not among them.
 */
export function wilson({ successes, trials }: Sample, level = LEVEL): Share {
  expectSample({ successes, trials }, "wilson");
  expectLevel(level, "wilson");
  const share = successes / trials;
  return { share, ...getScoreLimits(share, trials, getCritical(level)) };
}

export function expectSample({ successes, trials }: Sample, place: string): void {
  expectThat(isCount(trials) && trials > 0, `${place}: trials`, trials, "a whole number from 1 on");
  expectThat(
    isCount(successes) && successes <= trials,
    `${place}: successes`,
    successes,
    `a whole number from 0 to the trials, ${trials}`,
  );
}

/**
 * The score interval of a share. Its size need not be a whole number: it may be an effective one.
 * @param critical Standard errors to each side, 1.96 for 95 %.
 */
export function getScoreLimits(share: number, size: number, critical: number): Interval {
  const square = critical ** 2 / size;
  const centre = share + square / 2;
  const reach = Math.sqrt(square * (share * (1 - share) + square / 4));
  // At 0 and 1 the limits are 0 and 1 themselves, which rounding may miss.
  const lower = share === 0 ? 0 : clamp((centre - reach) / (1 + square), 0, share);
  const upper = share === 1 ? 1 : clamp((centre + reach) / (1 + square), share, 1);
  return { lower, upper };
}
