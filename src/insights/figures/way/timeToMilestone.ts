import type { MilestonePlan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { kaplanMeier, type SurvivalStep } from "../../stats/kaplanMeier.ts";
import { countTimes } from "../../stats/survivalTimes.ts";
import { judgeTarget, type TargetMet } from "./targetMet.ts";
import type { MilestoneTarget } from "./targets.ts";
import { getTimes } from "./times.ts";
import { getTimesApart, type TimesApart } from "./timesApart.ts";

/** How long it takes to a milestone. Spans are milliseconds from a unit's first event. */
export interface TimeToMilestone {
  /** People, or accounts where the milestone is an account's. */
  readonly n: number;
  readonly reached: number;
  /** By then half of all have reached it; `null` where the log does not go so far. The same for both quartiles. */
  readonly medianMs: number | null;
  readonly quartilesMs: readonly [number | null, number | null];
  /** The share that has reached it by each time, from 0 to 1; of more than 1,000 times those at which it rose by 0.001. */
  readonly curve: ReadonlyArray<readonly [ms: number, share: number]>;
  /** How sure the curve is, at 100 of its times at most: the limits of 95 % of the share. */
  readonly band: ReadonlyArray<readonly [ms: number, lower: number, upper: number]>;
  /** Units that have not reached it, by how long each was followed: as many to a group, 50 groups at most. */
  readonly onTheWay: ReadonlyArray<readonly [ms: number, units: number]>;
  /** What was aimed for, and what came of it; `null` where the config says no time and share. */
  readonly target: TargetMet | null;
  /**
   * The same by segment, as of the end of the log, and whether they differ. An association: what made somebody fast may
   * have brought them into the segment. `null` of an account's milestone, and where one segment alone has anybody.
   */
  readonly segments: TimesApart | null;
}

/**
 * Time to a milestone, with those who are still on their way: at the end of the log they are censored. A unit's clock
 * starts with its first event. What was reached before anybody looked is left out, since nobody knows its time.
 * SOURCE: Kaplan and Meier 1958; see `kaplanMeier`.
 * @param segments Those by which people's times are told apart, from low to high.
 */
export function getTimeToMilestone(
  facts: Facts,
  milestone: Pick<MilestonePlan, "id" | "level">,
  target: MilestoneTarget = {},
  segments: readonly string[] = [],
): TimeToMilestone {
  const { all, bySegment } = getTimes(facts, milestone);
  const survival = kaplanMeier(all);
  const [lower, , upper] = survival.quartiles;
  return {
    n: survival.n,
    reached: survival.events,
    medianMs: survival.median.at ?? null,
    quartilesMs: [lower.at ?? null, upper.at ?? null],
    curve: getCurve(survival.steps),
    band: getBand(survival.steps),
    onTheWay: getOnTheWay(survival.steps),
    target: judgeTarget(all, target),
    segments: milestone.level === "account" ? null : getTimesApart(bySegment, segments),
  };
}

/**
 * Of `getTimeToMilestone` what needs no curve.
 * @param at As it was known then; the end of the log where it is left out.
 */
export function getReached(
  facts: Facts,
  milestone: Pick<MilestonePlan, "id" | "level">,
  target: MilestoneTarget = {},
  at?: number,
): Pick<TimeToMilestone, "n" | "reached" | "target"> {
  const { all } = getTimes(facts, milestone, at);
  return { n: countTimes(all), reached: all.events.length, target: judgeTarget(all, target) };
}

const MOST_LIMITS = 100;
/** Nobody sees a rise of less than a thousandth, and a reply would have a point for each of all people. */
const LEAST_RISE = 1 / 1_000;
const MANY_STEPS = 1_000;
const MOST_GROUPS = 50;

/** All of its steps; of very many those at which it has risen enough to be seen, and the last. */
function getCurve(steps: readonly SurvivalStep[]): TimeToMilestone["curve"] {
  const rising = steps.filter(({ events }) => events > 0);
  let last = 0;
  const seen = rising.filter(({ reached }, i) => {
    if (rising.length > MANY_STEPS && reached - last < LEAST_RISE && i < rising.length - 1) return false;
    last = reached;
    return true;
  });
  return seen.map(({ at, reached }) => [at, reached]);
}

function getBand(steps: readonly SurvivalStep[]): TimeToMilestone["band"] {
  const known = steps.flatMap(({ at, events, interval }) =>
    events > 0 && interval ? [[at, interval.lower, interval.upper] as const] : [],
  );
  const every = Math.ceil(known.length / MOST_LIMITS);
  return known.filter((_, i) => i % every === 0 || i === known.length - 1);
}

function getOnTheWay(steps: readonly SurvivalStep[]): TimeToMilestone["onTheWay"] {
  const left = steps.filter(({ censored }) => censored > 0);
  const all = left.reduce((sum, { censored }) => sum + censored, 0);
  const size = Math.ceil(all / MOST_GROUPS);
  const groups: Array<readonly [ms: number, units: number]> = [];
  let units = 0;
  for (const { at, censored } of left) {
    units += censored;
    if (units < size && at !== left.at(-1)!.at) continue;
    groups.push([at, units]);
    units = 0;
  }
  return groups;
}
