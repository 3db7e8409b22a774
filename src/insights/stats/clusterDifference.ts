import { expectLevel, expectThat, isCount } from "./expectThat.ts";
import { clamp, type Interval, LEVEL } from "./interval.ts";
import { getHybridScore } from "./newcombe.ts";
import { studentTUpperQuantile } from "./studentT.ts";

/** One account: so many of its exposed people had success. */
export interface Cluster {
  readonly successes: number;
  /** People who were exposed, from 1 on. */
  readonly people: number;
}

export interface ClusterArm {
  readonly clusters: number;
  readonly people: number;
  readonly share: number;
  /** Of the share, between accounts. */
  readonly standardError: number;
  /** Independent people who would tell as much: at least the accounts, at most the people. */
  readonly effectiveSize: number;
}

export interface ClusterDifference {
  readonly treated: ClusterArm;
  readonly control: ClusterArm;
  /** The treated share less that of the control. */
  readonly difference: number;
  readonly standardError: number;
  /** Degrees of freedom of the standard error: Welch's. With few accounts the interval is wider by them. */
  readonly df: number;
  readonly interval: Interval;
}

export interface ClusterOptions {
  /** Level of confidence, 0.95 by default. */
  readonly level?: number;
  /**
   * What counts once. `account` by default: the share is the mean of the accounts' shares, as accounts are what is
   * drawn. `person`: it is all successes over all people, so large accounts count for more.
   */
  readonly weight?: "account" | "person";
}

/**
 * The difference of two shares where whole accounts are drawn, and people of one account are alike. Its variance is
 * that between accounts, so that it is right however alike they are.
 *
 * The interval is Newcombe's with the effective sizes, and the quantile of Student's t distribution with Welch's
 * degrees of freedom in place of the normal one. With more than some hundred accounts in each arm the two are the
 * same. It stays between -1 and 1, and does not collapse where no account of an arm had a success, which one of a
 * standard error alone would.
 *
 * SOURCE: Donner and Klar 2000, Design and Analysis of Cluster Randomization Trials in Health Research, chapter 6 (accounts'
 * shares, t); Welch 1947, Biometrika 34:28-35 (degrees of freedom); Deng, Knoblich and Lu 2018, KDD '18:233-242
 * (the delta method for a ratio); Korn and Graubard 1998, Survey Methodology 24:193-201 (effective sizes in intervals
 * of shares); Newcombe 1998.
 *
 * @throws RangeError where an arm has fewer than two accounts, an account no people, or more successes than people.
 */
export function clusterDifference(
  treated: readonly Cluster[],
  control: readonly Cluster[],
  { level = LEVEL, weight = "account" }: ClusterOptions = {},
): ClusterDifference {
  expectLevel(level, "clusterDifference");
  expectClusters(treated, "clusterDifference: treated");
  expectClusters(control, "clusterDifference: control");
  const arms = [getArm(treated, weight), getArm(control, weight)] as const;
  const df = getWelch(...arms);
  const sizes = arms.map(({ share, effectiveSize: size }) => ({ share, size }));
  const critical = studentTUpperQuantile((1 - level) / 2, df);
  const { difference, lower, upper } = getHybridScore(sizes[0]!, sizes[1]!, critical);
  const standardError = Math.hypot(arms[0].standardError, arms[1].standardError);
  return {
    treated: arms[0],
    control: arms[1],
    difference,
    standardError,
    df,
    interval: { lower, upper },
  };
}

function expectClusters(clusters: readonly Cluster[], place: string): void {
  expectThat(clusters.length > 1, place, clusters.length, "two or more accounts");
  const wrong = clusters.find(
    ({ successes, people }) => !(isCount(people) && people > 0 && isCount(successes) && successes <= people),
  );
  const expected = "whole numbers of people from 1 on, and of successes from 0 to the people";
  expectThat(wrong === undefined, `${place}: account`, wrong, expected);
}

const NO_VARIANCE = 1e-24;

function getArm(clusters: readonly Cluster[], weight: "account" | "person"): ClusterArm {
  const m = clusters.length;
  const sum = (of: (cluster: Cluster) => number): number => clusters.reduce((all, one) => all + of(one), 0);
  const people = sum((one) => one.people);
  const share =
    weight === "account"
      ? sum((one) => one.successes / one.people) / m
      : sum((one) => one.successes) / people;
  // How far an account moves the share: by its own share, or by its people with the size of a mean account as the unit.
  const pull = ({ successes, people: size }: Cluster): number =>
    (successes - share * size) / (weight === "account" ? size : people / m);
  const variance = sum((one) => pull(one) ** 2) / (m - 1) / m;
  // Shares that are all one may differ by their rounding.
  const standardError = variance < NO_VARIANCE ? 0 : Math.sqrt(variance);
  const spread = share * (1 - share);
  const effectiveSize = spread === 0 ? m : clamp(spread / standardError ** 2, m, people);
  return { clusters: m, people, share, standardError, effectiveSize };
}

function getWelch(treated: ClusterArm, control: ClusterArm): number {
  const arms = [treated, control];
  // Of an arm without variance nothing is known: the smaller one has to do.
  if (arms.some(({ standardError }) => standardError === 0))
    return Math.min(treated.clusters, control.clusters) - 1;
  const total = arms.reduce((sum, { standardError }) => sum + standardError ** 2, 0);
  return total ** 2 / arms.reduce((sum, arm) => sum + arm.standardError ** 4 / (arm.clusters - 1), 0);
}
