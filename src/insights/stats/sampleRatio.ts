import { chiSquareTail } from "./chiSquare.ts";
import { expectThat, isCount } from "./expectThat.ts";

/** Units of each arm. */
export interface ArmCounts {
  readonly treated: number;
  readonly control: number;
}

export interface RatioTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Whether all expected counts are 5 or more: with fewer a chi-square test says nothing, and there is no alarm. */
  readonly isEnough: boolean;
  /** p below 0.001: the arms are not as drawn, and no difference between them may be believed. */
  readonly isAlarm: boolean;
}

export interface SampleRatio extends RatioTest {
  /** Each stratum by itself; empty where none are given. */
  readonly strata: Readonly<Record<string, RatioTest>>;
  /** All strata together: their sum. It finds what goes one way here and the other way there. */
  readonly among: RatioTest | undefined;
}

/** Arms that are as drawn raise an alarm once in a thousand tests. */
const ALARM = 0.001;
/** Cochran's rule. */
const ENOUGH = 5;

/**
 * Whether the arms have the sizes that the draw gives them: the chi-square test of a sample ratio mismatch.
 * SOURCE: Pearson 1900, Philosophical Magazine 50:157-175; Fabijan et al. 2019, KDD '19:2156-2164 (what a mismatch
 * means, and the strict alarm); Cochran 1954, Biometrics 10:417-451 (how many it takes).
 * @param counts All units.
 * @param heldOut The share that was to be held out, between 0 and 1.
 * @param strata The same units by platform, plan, week or whatever may make a difference.
 * @throws RangeError where a count is no whole number, or the share is not between 0 and 1.
 */
export function sampleRatio(
  counts: ArmCounts,
  heldOut: number,
  strata: Readonly<Record<string, ArmCounts>> = {},
): SampleRatio {
  expectThat(heldOut > 0 && heldOut < 1, "sampleRatio: heldOut", heldOut, "a number between 0 and 1");
  const tests = Object.entries(strata).map(([name, one]) => [name, test(one, heldOut, name)] as const);
  const enough = tests.filter(([, { isEnough }]) => isEnough).map(([, one]) => one);
  const sum = enough.reduce((all, { chiSquare }) => all + chiSquare, 0);
  return {
    ...test(counts, heldOut, "counts"),
    strata: Object.fromEntries(tests),
    among: enough.length > 0 ? judge(sum, enough.length, true) : undefined,
  };
}

function test({ treated, control }: ArmCounts, heldOut: number, name: string): RatioTest {
  for (const [arm, count] of Object.entries({ treated, control }))
    expectThat(isCount(count), `sampleRatio: ${name}.${arm}`, count, "a whole number from 0 on");
  const total = treated + control;
  const expected = total * heldOut;
  const spread = expected * (1 - heldOut);
  const chiSquare = total === 0 ? 0 : (control - expected) ** 2 / spread;
  return judge(chiSquare, 1, Math.min(expected, total - expected) >= ENOUGH);
}

function judge(chiSquare: number, df: number, isEnough: boolean): RatioTest {
  const p = chiSquareTail(chiSquare, df);
  return { chiSquare, df, p, isEnough, isAlarm: isEnough && p < ALARM };
}
