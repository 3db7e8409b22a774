import {
  type Cluster,
  type ClusterArm,
  type ClusterOptions,
  clusterDifference,
} from "./clusterDifference.ts";
import { expectLevel, expectThat, isCount, isShare } from "./expectThat.ts";
import type { Interval, Sample } from "./interval.ts";
import { type Arm, getHybridScore } from "./newcombe.ts";
import { normalTail, normalUpperQuantile } from "./normal.ts";
import {
  type Effect,
  getSampleSize,
  type PlanOptions,
  type SampleSize,
  toSampleSize,
  withDefaults,
} from "./sampleSize.ts";
import { getSequentialBoundary, type SequentialBoundary } from "./sequentialBoundary.ts";
import { studentTUpperQuantile } from "./studentT.ts";
import { expectSample } from "./wilson.ts";

/** Units that the smaller arm must have before there is an interval: from there on shares are near enough to normal. */
export const BURN_IN = 20;

/** What is drawn: users one by one, or accounts as a whole. */
export type Drawn = "user" | "account";

/**
 * The share of the error that the boundary is made for. The rest is kept for what an approximation misses, by
 * simulation: few units in one arm; and, of accounts, that they grow and that their likeness is only estimated.
 */
const MADE_FOR: Readonly<Record<Drawn, number>> = { user: 0.9, account: 0.7 };

/** What is fixed before the first look. */
export interface SequentialPlan extends SampleSize {
  readonly by: Drawn;
  readonly level: number;
}

/** One arm on one day: all that there was of it since the start. */
export interface SequentialArm extends Arm {
  /** Units that were drawn: users, or accounts. */
  readonly units: number;
}

/** What there is to see on one day. `toSequentialLook` makes it of users, `toClusterLook` of accounts. */
export interface SequentialLook {
  readonly treated: SequentialArm;
  readonly control: SequentialArm;
  /** Degrees of freedom of the standard error; `Infinity` for counted users. */
  readonly df: number;
}

/** Where an experiment is: too few to say anything, on its way, or at its planned end. */
export type Phase = "burn-in" | "underway" | "final";

export interface SequentialEstimate {
  readonly phase: Phase;
  /** Of the planned information, from 0; above 1 where the last day brought more than was planned. */
  readonly fraction: number;
  /** The treated share less that of the control; `undefined` while an arm is empty. */
  readonly difference: number | undefined;
  /** Of the difference; `undefined` in the burn-in. */
  readonly interval: Interval | undefined;
}

/**
 * How many units show an effect to who looks daily: the plan of `getSequentialInterval`. By user it takes 6 % more than
 * who looks once (`sampleSize`), as the interval at the end is wider by as much as the looks before may err. The
 * smaller arm has 20 units at least.
 *
 * By account it takes 14 % more, and the sizes are independent users who tell as much. Accounts of m people with a
 * correlation r need 1 + (m - 1) r times as many people.
 * @param options As of `sampleSize`. `by` is `user` by default.
 */
export function planSequential(
  effect: Effect,
  { by = "user", ...options }: PlanOptions & { readonly by?: Drawn } = {},
): SequentialPlan {
  const { heldOut, power, level, variance } = withDefaults(effect, options, "planSequential");
  const critical = getBoundary({ by, level }).getFinal(1);
  const size = getSampleSize(effect, heldOut, variance, critical, normalUpperQuantile(1 - power));
  const least = BURN_IN / Math.min(heldOut, 1 - heldOut);
  return { ...(size.exact < least ? toSampleSize(least, heldOut) : size), by, level };
}

const getBoundary = ({ by, level }: Pick<SequentialPlan, "by" | "level">): SequentialBoundary =>
  getSequentialBoundary(1 - (1 - level) * MADE_FOR[by]);

/** Users, who are drawn one by one. An arm may be empty still. */
export function toSequentialLook(treated: Sample, control: Sample): SequentialLook {
  const toArm = ({ successes, trials }: Sample): SequentialArm => ({
    share: trials > 0 ? successes / trials : 0,
    size: trials,
    units: trials,
  });
  for (const [name, sample] of Object.entries({ treated, control }))
    if (sample.trials !== 0) expectSample(sample, `toSequentialLook: ${name}`);
  return { treated: toArm(treated), control: toArm(control), df: Number.POSITIVE_INFINITY };
}

/**
 * Accounts, which are drawn as a whole: each arm counts for as much as it tells. While an arm has fewer than two there is
 * nothing to tell.
 */
export function toClusterLook(
  treated: readonly Cluster[],
  control: readonly Cluster[],
  options: ClusterOptions = {},
): SequentialLook {
  if (Math.min(treated.length, control.length) < 2) {
    const [one, other] = [treated, control].map(({ length: units }) => ({ share: 0, size: 0, units }));
    return { treated: one!, control: other!, df: 1 };
  }
  const difference = clusterDifference(treated, control, options);
  const toArm = ({ share, effectiveSize: size, clusters: units }: ClusterArm): SequentialArm => ({
    share,
    size,
    units,
  });
  return { treated: toArm(difference.treated), control: toArm(difference.control), df: difference.df };
}

/**
 * The difference of two shares with an interval that stays valid for who looks daily, or at any other times.
 *
 * What is promised: over all looks together, the interval misses the true difference in at most `1 - level` of the
 * experiments, so where there is none it ever leaves zero out in at most 5 of 100. The promise is asymptotic. How far
 * it holds for few units is simulated: `npm run bench:insights`, with what it found in bench/results/insights.md.
 *
 * It has three phases. While an arm has fewer than 20 units there is no interval. On the way it is wide, so that only
 * what would be found at the end anyway is found before. At the end, the first look at which the planned information is
 * there, it is nearly that of who looks once. What comes later changes nothing: the answer is that of the end, and a
 * new question needs a new draw. The limits are Newcombe's, with the critical value of the day.
 *
 * SOURCE: Jennison and Turnbull 1989, Journal of the Royal Statistical Society B 51:305-361 (repeated confidence
 * intervals); Mehta and Tsiatis 2001, Drug Information Journal 35:1095-1112 (information in place of counts); the
 * boundary in `getSequentialBoundary`.
 *
 * @param looks By time, each with all that there was until then.
 * @param plan From `planSequential`, fixed before the first look.
 * @returns One for each look: what was to be shown on that day.
 * @throws RangeError where a share, a size or the plan is none, or accounts are looked at with a plan for users.
 */
export function getSequentialInterval(
  looks: readonly SequentialLook[],
  plan: Pick<SequentialPlan, "treated" | "control" | "by" | "level">,
): SequentialEstimate[] {
  for (const name of ["treated", "control"] as const)
    expectThat(plan[name] > 0, `getSequentialInterval: plan.${name}`, plan[name], "a number above 0");
  expectLevel(plan.level, "getSequentialInterval: plan");
  for (const look of looks) expectLook(look, plan.by);
  const boundary = getBoundary(plan);
  const planned = getInformation(plan.treated, plan.control);
  const estimates: SequentialEstimate[] = [];
  for (const look of looks) {
    const last = estimates.at(-1);
    estimates.push(last?.phase === "final" ? last : estimate(look, planned, boundary));
  }
  return estimates;
}

/** Where an experiment is at a look, without the interval: that takes longer where more came than was planned. */
export const getPhase = (
  { treated, control }: Pick<SequentialLook, "treated" | "control">,
  plan: Pick<SequentialPlan, "treated" | "control">,
): Phase => toPhase({ treated, control }, getInformation(plan.treated, plan.control));

const toPhase = (
  { treated, control }: Pick<SequentialLook, "treated" | "control">,
  planned: number,
): Phase =>
  Math.min(treated.units, control.units) < BURN_IN
    ? "burn-in"
    : getInformation(treated.size, control.size) >= planned
      ? "final"
      : "underway";

function estimate(look: SequentialLook, planned: number, boundary: SequentialBoundary): SequentialEstimate {
  const { treated, control, df } = look;
  const fraction = getInformation(treated.size, control.size) / planned;
  const difference = fraction > 0 ? treated.share - control.share : undefined;
  const phase = toPhase(look, planned);
  if (phase === "burn-in") return { phase, fraction, difference, interval: undefined };
  const normal = phase === "final" ? boundary.getFinal(fraction) : boundary.getUnderway(fraction);
  const { lower, upper } = getHybridScore(treated, control, toStudent(normal, df));
  return { phase, fraction, difference, interval: { lower, upper } };
}

/** Of the difference of two shares, in units of one share's variance. */
const getInformation = (treated: number, control: number): number => 1 / (1 / treated + 1 / control);

/** The value of Student's t distribution that is exceeded as rarely as `normal` is by a normal number. */
function toStudent(normal: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normal;
  return studentTUpperQuantile(Math.max(normalTail(normal), Number.MIN_VALUE), df);
}

function expectLook({ treated, control, df }: SequentialLook, by: Drawn): void {
  for (const [name, { share, size, units }] of Object.entries({ treated, control })) {
    const place = `getSequentialInterval: ${name}`;
    expectThat(isShare(share), `${place}.share`, share, "a number from 0 to 1");
    expectThat(size >= 0, `${place}.size`, size, "a number from 0 on");
    expectThat(isCount(units), `${place}.units`, units, "a whole number from 0 on");
  }
  expectThat(df > 0, "getSequentialInterval: df", df, "a number above 0");
  const isMeant = by === "account" || df === Number.POSITIVE_INFINITY;
  expectThat(isMeant, "getSequentialInterval: plan.by", by, "account, as accounts are looked at");
}
