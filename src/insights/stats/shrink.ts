import { expectThat } from "./expectThat.ts";

export interface Estimate {
  readonly estimate: number;
  /** Above 0. */
  readonly standardError: number;
}

export interface Shrunk extends Estimate {
  /** How far it went to the mean: 0 not at all, 1 all the way. */
  readonly shrinkage: number;
}

export interface Shrinkage {
  /** What all have in common. */
  readonly mean: number;
  /** How much the true values differ between themselves, by the estimates. */
  readonly variance: number;
  /** In the order of the estimates. */
  readonly estimates: readonly Shrunk[];
}

/** With fewer estimates there is nothing to learn from each other. */
const LEAST = 4;

/**
 * Draws estimates of like things together, by what is noise in them. The largest of a list is large by luck too: after
 * this it is as large as it may be expected to be. Empirical Bayes, normal-normal.
 * SOURCE: Morris 1983, Journal of the American Statistical Association 78:47-65 (the factor (k - 3) / (k - 1), and the
 * standard errors); with equal standard errors it is Efron and Morris 1975, same journal 70:311-319. The variance
 * between is that of DerSimonian and Laird 1986, Controlled Clinical Trials 7:177-188.
 * @param estimates Fewer than four stay as they are.
 * @throws RangeError where an estimate is no finite number, or a standard error not above 0.
 */
export function shrink(estimates: readonly Estimate[]): Shrinkage {
  for (const { estimate, standardError } of estimates) {
    expectThat(Number.isFinite(estimate), "shrink: estimate", estimate, "a finite number");
    const isError = standardError > 0 && Number.isFinite(standardError);
    expectThat(isError, "shrink: standardError", standardError, "a finite number above 0");
  }
  const k = estimates.length;
  const variance = getVarianceBetween(estimates);
  const mean = getMean(estimates, variance);
  if (k < LEAST) return { mean, variance, estimates: estimates.map((one) => ({ ...one, shrinkage: 0 })) };
  const factor = (k - 3) / (k - 1);
  const shrunk = estimates.map(({ estimate, standardError }) => {
    const noise = standardError ** 2;
    const shrinkage = factor * (noise / (noise + variance));
    const away = estimate - mean;
    const own = noise * (1 - ((k - 1) / k) * shrinkage);
    const unsure = (2 / (k - 3)) * shrinkage ** 2 * away ** 2;
    return { estimate: estimate - shrinkage * away, standardError: Math.sqrt(own + unsure), shrinkage };
  });
  return { mean, variance, estimates: shrunk };
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function getMean(estimates: readonly Estimate[], variance: number): number {
  const weights = estimates.map(({ standardError }) => 1 / (standardError ** 2 + variance));
  return sum(estimates.map(({ estimate }, i) => estimate * weights[i]!)) / sum(weights);
}

function getVarianceBetween(estimates: readonly Estimate[]): number {
  if (estimates.length < 2) return 0;
  const mean = getMean(estimates, 0);
  const weights = estimates.map(({ standardError }) => 1 / standardError ** 2);
  const q = sum(estimates.map(({ estimate }, i) => weights[i]! * (estimate - mean) ** 2));
  const total = sum(weights);
  const scale = total - sum(weights.map((weight) => weight ** 2)) / total;
  return Math.max(0, (q - (estimates.length - 1)) / scale);
}
