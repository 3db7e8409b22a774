import { expectLevel, expectThat } from "./expectThat.ts";
import { LEVEL } from "./interval.ts";
import { getCritical, normalCdf, normalUpperQuantile } from "./normal.ts";

/** Two arms of a plan. */
export interface Effect {
  /** The share without us: what the control is expected to reach, from 0 to 1. */
  readonly base: number;
  /** What the treated are expected to reach more, as a difference of shares: 0.1 for ten points. May be negative. */
  readonly difference: number;
}

/**
 * Of what variance the standard error is where there is no effect. `pooled`: that of both arms together, as in a
 * chi-square test of a fourfold table, and nearly so in a score interval. `unpooled`: that of each arm, as in a Wald
 * interval. Newcombe's interval has the power that `pooled` says. With unequal arms or rare successes `unpooled`
 * promises too much: for 5 % against 10 % with a tenth held out, 80 % where there are 61 %.
 */
export type NullVariance = "pooled" | "unpooled";

export interface PlanOptions {
  /** The control's share of all units, between 0 and 1; 0.5 by default. */
  readonly heldOut?: number;
  /** The probability to find the effect if it is there, 0.8 by default. */
  readonly power?: number;
  /** One less the two-sided error, 0.95 by default. */
  readonly level?: number;
  /** `pooled` by default. */
  readonly variance?: NullVariance;
}

export interface SampleSize {
  readonly treated: number;
  readonly control: number;
  /** `treated + control`, each rounded up. */
  readonly total: number;
  /** The total before that. */
  readonly exact: number;
}

/**
 * How many units show an effect to who looks once, at the end. Ten points over 30 %, with 80 % power: 2,009 with a tenth
 * held out, 712 with half. `unpooled` says 1,858 and 708 (706.4 before both arms are rounded up).
 * SOURCE: Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, chapter 4 (pooled, unequal
 * arms), without continuity correction; unpooled is Chow, Shao and Wang 2008, Sample Size Calculations in Clinical
 * Research, 4.2.
 * @throws RangeError where a share is not between 0 and 1, or there is no difference to find.
 */
export function sampleSize(effect: Effect, options: PlanOptions = {}): SampleSize {
  const { heldOut, power, level, variance } = withDefaults(effect, options, "sampleSize");
  return getSampleSize(effect, heldOut, variance, getCritical(level), normalUpperQuantile(1 - power));
}

/**
 * The probability to find an effect with so many units, for who looks once. That of an error to the wrong side is left
 * out, as R's `power.prop.test` does by default.
 */
export function powerOf(
  effect: Effect,
  sizes: { readonly treated: number; readonly control: number },
  options: Pick<PlanOptions, "level" | "variance"> = {},
): number {
  const total = sizes.treated + sizes.control;
  for (const name of ["treated", "control"] as const)
    expectThat(sizes[name] > 0, `powerOf: ${name}`, sizes[name], "a number above 0");
  const { heldOut, level, variance } = withDefaults(
    effect,
    { ...options, heldOut: sizes.control / total },
    "powerOf",
  );
  const { underEffect, underNone } = getDeviations(effect, heldOut, variance);
  const found = Math.sqrt(total) * Math.abs(effect.difference) - getCritical(level) * underNone;
  return normalCdf(found / underEffect);
}

/**
 * @param critical How many standard errors the estimate has to be away from zero.
 * @param spare How many more the effect has to be away from that.
 */
export function getSampleSize(
  effect: Effect,
  heldOut: number,
  variance: NullVariance,
  critical: number,
  spare: number,
): SampleSize {
  const { underEffect, underNone } = getDeviations(effect, heldOut, variance);
  const exact = ((critical * underNone + spare * underEffect) / effect.difference) ** 2;
  return toSampleSize(exact, heldOut);
}

export function toSampleSize(exact: number, heldOut: number): SampleSize {
  // What is a whole number but for rounding stays that.
  const roundUp = (size: number): number => Math.ceil(size - 1e-9 * size);
  const [treated, control] = [roundUp(exact * (1 - heldOut)), roundUp(exact * heldOut)];
  return { treated, control, total: treated + control, exact };
}

export function withDefaults({ base, difference }: Effect, options: PlanOptions, method: string) {
  const { heldOut = 0.5, power = 0.8, level = LEVEL, variance = "pooled" } = options;
  const between = "a number between 0 and 1";
  expectThat(base > 0 && base < 1, `${method}: base`, base, between);
  const treated = base + difference;
  expectThat(
    difference !== 0 && treated > 0 && treated < 1,
    `${method}: difference`,
    difference,
    `a number between ${-base} and ${1 - base}, and not 0`,
  );
  expectThat(heldOut > 0 && heldOut < 1, `${method}: heldOut`, heldOut, between);
  expectThat(power > 0 && power < 1, `${method}: power`, power, between);
  expectLevel(level, method);
  return { heldOut, power, level, variance };
}

/** Standard errors of the difference times the root of the total: where the effect is there, and where there is none. */
function getDeviations({ base, difference }: Effect, heldOut: number, variance: NullVariance) {
  const treated = base + difference;
  const spread = (share: number): number => share * (1 - share);
  const underEffect = Math.sqrt(spread(treated) / (1 - heldOut) + spread(base) / heldOut);
  if (variance === "unpooled") return { underEffect, underNone: underEffect };
  const mean = treated * (1 - heldOut) + base * heldOut;
  return { underEffect, underNone: Math.sqrt(spread(mean) * (1 / (1 - heldOut) + 1 / heldOut)) };
}
