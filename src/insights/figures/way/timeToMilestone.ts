import type { MilestonePlan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { getStepAt, kaplanMeier, type SurvivalStep } from "../../stats/kaplanMeier.ts";
import { getMilestoneRows } from "../rowsOf.ts";
import { getReaches } from "./reaches.ts";
import type { MilestoneTarget } from "./targets.ts";
import { getTimesApart, type TimeOfOne, type TimesApart } from "./timesApart.ts";

/** How long it takes to a milestone. Spans are milliseconds from a unit's first event. */
export interface TimeToMilestone {
  /** People, or accounts where the milestone is an account's. */
  readonly n: number;
  readonly reached: number;
  /** By then half of all have reached it; `null` where the log does not go so far. The same for both quartiles. */
  readonly medianMs: number | null;
  readonly quartilesMs: readonly [number | null, number | null];
  /** The share that has reached it by each time, from 0 to 1. */
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

export interface TargetMet {
  readonly withinMs: number;
  /** Aimed for. */
  readonly share: number;
  /** What it came to by that time. */
  readonly reached: number;
  /** 95 %; `null` where nothing has happened by then that tells one. */
  readonly interval: readonly [number, number] | null;
  readonly isMet: boolean;
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
  const times = getTimes(facts, milestone);
  const survival = kaplanMeier(times);
  const [lower, , upper] = survival.quartiles;
  return {
    n: survival.n,
    reached: survival.events,
    medianMs: survival.median.at ?? null,
    quartilesMs: [lower.at ?? null, upper.at ?? null],
    curve: survival.steps.filter(({ events }) => events > 0).map(({ at, reached }) => [at, reached]),
    band: getBand(survival.steps),
    onTheWay: getOnTheWay(survival.steps),
    target: judge(times, target),
    segments: getTimesApart(times, segments),
  };
}

/** Of `getTimeToMilestone` what needs no curve. */
export function getReached(
  facts: Facts,
  milestone: Pick<MilestonePlan, "id" | "level">,
  target: MilestoneTarget = {},
): Pick<TimeToMilestone, "n" | "reached" | "target"> {
  const times = getTimes(facts, milestone);
  return {
    n: times.length,
    reached: times.filter(({ event }) => event).length,
    target: judge(times, target),
  };
}

function judge(times: readonly TimeOfOne[], { withinMs, share }: MilestoneTarget): TargetMet | null {
  if (withinMs === undefined || share === undefined) return null;
  // What comes later says nothing of the share by then.
  const cut = times.map((one) => (one.at > withinMs ? { at: withinMs + 1, event: false } : one));
  const { reached = 0, interval } = getStepAt(kaplanMeier(cut), withinMs) ?? {};
  const known = interval ? ([interval.lower, interval.upper] as const) : null;
  return { withinMs, share, reached, interval: known, isMet: reached >= share };
}

/** Of each unit whose time is known; of people with the segment that they are in. */
function getTimes(facts: Facts, { id, level }: Pick<MilestonePlan, "id" | "level">): TimeOfOne[] {
  const end = facts.end ?? 0;
  const reaches = getReaches(facts).get(id);
  const past = new Set(getMilestoneRows(facts, id).flatMap(({ isPast, unit }) => (isPast ? unit : [])));
  const units =
    level === "account"
      ? facts.accounts.map(({ account, first }) => ({ unit: account, first, name: "" }))
      : facts.people.map(({ person, first, segment }) => ({ unit: person, first, name: segment ?? "" }));
  return units
    .filter(({ unit }) => !past.has(unit))
    .map(({ unit, first, name }) => {
      const at = reaches?.get(unit)?.[0];
      return { at: Math.max(0, (at ?? end) - first), event: at !== undefined, name };
    });
}

const MOST_LIMITS = 100;
const MOST_GROUPS = 50;

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
