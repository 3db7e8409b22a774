import { expectLevel } from "./expectThat.ts";
import { clamp, type Interval, LEVEL } from "./interval.ts";
import { getCritical } from "./normal.ts";
import { isSorted, type SurvivalTime, type SurvivalTimes, toSurvivalTimes } from "./survivalTimes.ts";
import { type Curve, getTimeQuantile } from "./timeQuantile.ts";

/** What is known at one of the times at which somebody had the event or left. */
export interface SurvivalStep {
  readonly at: number;
  /** Units that were still followed, and without the event, just before. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** The share without the event, from 1 down. */
  readonly survival: number;
  /** The share with it: 1 - survival. */
  readonly reached: number;
  /** Greenwood's standard error of both; 0 before the first event, and where nobody is left. */
  readonly standardError: number;
  /** Of `reached`; `undefined` where the transformation has none: survival 0, for log-log 1 too. */
  readonly interval: Interval | undefined;
}

/** A time by which a share of the units have had the event. */
export interface SurvivalQuantile {
  /** The share, 0.5 for the median. */
  readonly share: number;
  /** `undefined` where the curve does not come so far; the same for both limits, which are of this time. */
  readonly at: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  /** By time, each time once. */
  readonly steps: readonly SurvivalStep[];
  readonly median: SurvivalQuantile;
  /** For 0.25, 0.5 and 0.75. */
  readonly quartiles: readonly [SurvivalQuantile, SurvivalQuantile, SurvivalQuantile];
}

/** On which scale an interval of the survival is symmetric. */
export type Transformation = "plain" | "log" | "log-log";

export interface KaplanMeierOptions {
  /** Level of confidence, 0.95 by default. */
  readonly level?: number;
  /**
   * `log-log` by default: its limits are between 0 and 1 by themselves, and its coverage is near the level also for
   * few units (Borgan and Liestøl 1990, Scandinavian Journal of Statistics 17:35-41). R's `survfit` has `log`.
   */
  readonly transformation?: Transformation;
}

/**
 * The share of units that had an event by each time, where some are still on their way. Who is censored at the time of
 * an event was at risk of it.
 * SOURCE: Kaplan and Meier 1958, Journal of the American Statistical Association 53:457-481 (the estimate, 2b);
 * Greenwood 1926 (its variance); Kalbfleisch and Prentice 2002, The Statistical Analysis of Failure Time Data, 1.4
 * (the transformations); Brookmeyer and Crowley 1982, Biometrics 38:29-41 (the limits of a quantile).
 * @param times In any order. None is a curve without steps.
 * @throws RangeError where a time is no finite number.
 */
export function kaplanMeier(
  times: readonly SurvivalTime[] | SurvivalTimes,
  { level = LEVEL, transformation = "log-log" }: KaplanMeierOptions = {},
): SurvivalCurve {
  expectLevel(level, "kaplanMeier");
  const sorted = isSorted(times) ? times : toSurvivalTimes(times, "kaplanMeier");
  const steps = getSteps(sorted, getCritical(level), transformation);
  const curve = toCurve(steps);
  const [lower, upper] = [toLimits(steps, "lower"), toLimits(steps, "upper")];
  const getQuantile = (share: number): SurvivalQuantile => ({
    share,
    at: getTimeQuantile(curve, share),
    // The sooner a share may have been reached, the earlier the time.
    lower: getTimeQuantile(upper, share),
    upper: getTimeQuantile(lower, share),
  });
  const median = getQuantile(0.5);
  return {
    n: sorted.events.length + sorted.censored.length,
    events: sorted.events.length,
    steps,
    median,
    quartiles: [getQuantile(0.25), median, getQuantile(0.75)],
  };
}

/** Of `kaplanMeier` the median alone, without limits: what costs most of it is left out. */
export function getMedianTime(times: SurvivalTimes): number | undefined {
  const at: number[] = [];
  const share: number[] = [];
  walk(times, (step, survival) => {
    at.push(step.at);
    share.push(1 - survival);
    return true;
  });
  return getTimeQuantile({ at, share }, 0.5);
}

/** The last step at or before a time: what the curve says then. `undefined` before the first. */
export const getStepAt = ({ steps }: SurvivalCurve, at: number): SurvivalStep | undefined =>
  steps.findLast((step) => step.at <= at);

/** As `getStepAt` of `kaplanMeier`, for who asks of one time alone. */
export function getShareAt(
  times: SurvivalTimes,
  at: number,
): Pick<SurvivalStep, "reached" | "interval"> | undefined {
  let known: readonly [survival: number, greenwood: number] | undefined;
  walk(times, (step, survival, greenwood) => {
    if (step.at > at) return false;
    known = [survival, greenwood];
    return true;
  });
  if (!known) return undefined;
  const [survival, greenwood] = known;
  const reach = Math.sqrt(greenwood) * getCritical(LEVEL);
  return { reached: 1 - survival, interval: toInterval(survival, reach, "log-log") };
}

interface Step {
  readonly at: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

/** Goes through the times of both kinds, each once, until it is told `false`. */
function walk(
  { events, censored }: SurvivalTimes,
  take: (step: Step, survival: number, greenwood: number) => boolean,
): void {
  const all = events.length + censored.length;
  let [survival, greenwood, i, j] = [1, 0, 0, 0];
  while (i + j < all) {
    const at = Math.min(events[i] ?? Number.POSITIVE_INFINITY, censored[j] ?? Number.POSITIVE_INFINITY);
    const [atRisk, before, without] = [all - i - j, i, j];
    while (events[i] === at) i++;
    while (censored[j] === at) j++;
    const n = i - before;
    survival *= (atRisk - n) / atRisk;
    if (n > 0) greenwood += n / (atRisk * (atRisk - n));
    if (!take({ at, atRisk, events: n, censored: j - without }, survival, greenwood)) return;
  }
}

function getSteps(times: SurvivalTimes, critical: number, transformation: Transformation): SurvivalStep[] {
  const steps: SurvivalStep[] = [];
  let interval: Interval | undefined;
  walk(times, (step, survival, greenwood) => {
    const reach = Math.sqrt(greenwood);
    // Where nobody had the event, the share and its limits stand.
    if (step.events > 0 || steps.length === 0)
      interval = toInterval(survival, reach * critical, transformation);
    const standardError = survival === 0 ? 0 : survival * reach;
    steps.push({ ...step, survival, reached: 1 - survival, standardError, interval });
    return true;
  });
  return steps;
}

/** @param reach The standard error of the survival's logarithm, times the critical value. */
function toInterval(survival: number, reach: number, transformation: Transformation): Interval | undefined {
  if (survival === 0 || (survival === 1 && transformation === "log-log")) return;
  const [low, high] = getSurvivalLimits(survival, reach, transformation);
  return { lower: 1 - clamp(high, survival, 1), upper: 1 - clamp(low, 0, survival) };
}

function getSurvivalLimits(
  survival: number,
  reach: number,
  transformation: Transformation,
): readonly [number, number] {
  if (transformation === "plain") return [survival * (1 - reach), survival * (1 + reach)];
  if (transformation === "log") return [survival * Math.exp(-reach), survival * Math.exp(reach)];
  const power = Math.exp(reach / -Math.log(survival));
  return [survival ** power, survival ** (1 / power)];
}

const toCurve = (steps: readonly SurvivalStep[]): Curve => ({
  at: steps.map(({ at }) => at),
  share: steps.map(({ reached }) => reached),
});

function toLimits(steps: readonly SurvivalStep[], side: keyof Interval): Curve {
  const known = steps.filter(({ interval }) => interval !== undefined);
  return { at: known.map(({ at }) => at), share: known.map(({ interval }) => interval![side]) };
}
