import type { GapPlan, Plan } from "../../../sdk/domain/plan/plan.ts";
import { createDraw } from "../../facts/exposures.ts";
import type { Arm, Basis, Facts, TriggerRow } from "../../facts/rows.ts";
import { sampleRatio } from "../../stats/sampleRatio.ts";
import { sortTimes } from "../../stats/survivalTimes.ts";
import { groupBy } from "../groupBy.ts";
import { getGapRows, getTriggerRows } from "../rowsOf.ts";
import { getReaches } from "../way/reaches.ts";
import { type Targets, WITHIN_MS } from "../way/targets.ts";
import { getTimesApart, type TimesApart } from "../way/timesApart.ts";
import { type AlternativesFigure, getAlternatives } from "./alternatives.ts";
import {
  doRatesDiffer,
  findOtherShares,
  getOddStrata,
  getTriggerRates,
  type OddStratum,
  type TriggerRates,
  toDrawn,
} from "./armHealth.ts";
import { keepComparable } from "./comparable.ts";
import { type Comparison, compare, type Followed, type Following } from "./comparison.ts";
import { getDecidingLook } from "./decidingLook.ts";
import { estimateDaily, isFinal, judge, type Verdict } from "./verdict.ts";

/** What a gap's bridge did to its far milestone. */
export interface EffectFigure extends Comparison {
  readonly gap: string;
  readonly basis: Basis;
  /** Success is `to` within so many milliseconds of the first trigger. */
  readonly withinMs: number;
  /** Left out: they had triggers in both arms. */
  readonly mixed: number;
  /** Left out: they were not followed for `withinMs` yet. */
  readonly tooYoung: number;
  /** Left out: the gap was paused at some time in their `withinMs`, as their pages have told. */
  readonly paused: number;
  /** The same for all units whose gap has opened, from then on, by the arm that the hash gives them. */
  readonly opened: Comparison;
  /** Units whose plan held out another share than the one of now: one that was given, or as the arms of that plan tell. */
  readonly changed: number;
  /** Units whose plan is not the one of now, and was not given: the arm is held against the share of now. */
  readonly unknownPlans: ReadonlyArray<{ readonly plan: string | null; readonly units: number }>;
  /**
   * Units whose arm is not the one that the hash gives them for the holdout of their plan; where that is not known, of
   * now. Those that another share explains are left out.
   */
  readonly disagreeing: readonly Disagreement[];
  /** How probable arms of these sizes are, where they are as drawn; `null` where there are too few to say. */
  readonly ratioP: number | null;
  /** Versions of Milepost and browsers in which they are not. */
  readonly oddStrata: readonly OddStratum[];
  /** Of all whose gap has opened, who came to the first trigger. Where that differs by arm, there is no uplift. */
  readonly triggerRates: TriggerRates;
  /**
   * Of the difference, 95 % for who looks every day: the verdict is by it. From the day on which what was planned for
   * was there it stays as it was then. `null` with fewer than 20 units in an arm, and where no difference is told.
   */
  readonly daily: readonly [number, number] | null;
  /**
   * Times from the first trigger to `to` by arm, of all who are compared, also of who was not followed for `withinMs` yet,
   * for who looks once. `null` where an arm has nobody, accounts are drawn for people, or no difference is told.
   */
  readonly times: TimesApart | null;
  /** Guides of the bridge of which each unit keeps one, compared; empty where it has no `oneOf`. */
  readonly alternatives: readonly AlternativesFigure[];
  readonly verdict: Verdict;
}

export interface Disagreement {
  readonly unit: string;
  readonly at: number;
  readonly arm: Arm;
  readonly drawn: Arm;
  /** The version of the plan under which it was reported; `null` where it says none. */
  readonly plan: string | null;
}

/**
 * The effect of a gap's bridge, by assigned arm: units with a first trigger in the gap's first occurrence, and whether
 * they reached `to` within the gap's `target.within` after it, 14 days by default. Whatever happens after the trigger,
 * a unit stays in its arm. Where whole accounts are held out of a personal milestone, the difference is that of the
 * accounts' shares.
 * SOURCE: Newcombe 1998, Statistics in Medicine 17:873-890, method 10; accounts: see `clusterDifference`.
 */
export function getEffect(given: Facts, gap: GapPlan, plan: Plan, { gaps }: Targets): EffectFigure {
  const { withinMs = WITHIN_MS, worth } = gaps[gap.id] ?? {};
  const { facts, paused } = keepComparable(given, gap, plan, withinMs);
  const { triggers } = facts;
  const whole = getCompared(facts, gap);
  const isClustered = gap.holdout.byAccount && !isAccounts(gap, plan);
  const follow = { end: facts.end ?? 0, withinMs, isClustered, reaches: getReaches(facts).get(gap.to) };
  const { comparison, tooYoung, arms } = compare(whole, follow);
  const { share } = gap.holdout;
  const { changed, unknownPlans, disagreeing } = lookAtPlans(whole, plan);
  const drawn = isClustered ? toDrawn(whole) : whole;
  const ratio = share > 0 && share < 1 && drawn.length > 0 ? sampleRatio(countArms(drawn), share) : undefined;
  const isMeasured = facts.basis === "recorded" && share > 0 && share < 1;
  const mixed = triggers.length - whole.length;
  const oddStrata = ratio ? getOddStrata(whole, share, isClustered) : [];
  const opened = getOpened(facts, gap, plan);
  const triggerRates = getTriggerRates(opened, triggers, isClustered);
  const isLopsided = isMeasured && doRatesDiffer(triggerRates);
  const alarms = [
    ...(ratio?.isAlarm ? (["ratio"] as const) : []),
    ...(oddStrata.length > 0 ? (["strata"] as const) : []),
    ...(isLopsided ? (["triggers"] as const) : []),
    ...(mixed > 0.05 * triggers.length ? (["mixed"] as const) : []),
    ...(changed > 0.01 * whole.length ? (["changed"] as const) : []),
    ...(disagreeing.length > 0.01 * whole.length ? (["arms"] as const) : []),
  ];
  const planned = {
    by: isClustered ? ("account" as const) : ("user" as const),
    share,
    ...(worth !== undefined && { worth }),
  };
  const look = isMeasured
    ? getDecidingLook(arms, isClustered, withinMs, (one) => isFinal(one, planned))
    : undefined;
  const daily = look && !isLopsided ? estimateDaily(look, planned).interval : undefined;
  return {
    gap: gap.id,
    basis: facts.basis,
    withinMs,
    ...comparison,
    ...(isLopsided && { uplift: null, interval: null }),
    mixed,
    tooYoung,
    paused,
    opened: compare(opened, follow).comparison,
    changed,
    unknownPlans: facts.basis === "recorded" ? unknownPlans : [],
    disagreeing,
    ratioP: ratio?.isEnough ? ratio.p : null,
    oddStrata,
    triggerRates,
    daily: daily ? [daily.lower, daily.upper] : null,
    alternatives: facts.basis === "recorded" ? getAlternatives(facts, gap, follow) : [],
    times: isMeasured && alarms.length === 0 && !isClustered ? getTimes(whole, follow) : null,
    verdict: look
      ? judge({
          look,
          ...planned,
          alarms,
          days: getDays(whole, follow),
          units: comparison.treated.n + comparison.heldOut.n,
        })
      : { kind: "not measured" },
  };
}

/** Recomputes each arm by the holdout of its plan, as far as that is known. */
function lookAtPlans(
  rows: readonly TriggerRow[],
  { version }: Plan,
): Pick<EffectFigure, "changed" | "unknownPlans" | "disagreeing"> {
  const unknown = rows.filter(({ planVersion, ofFormer }) => planVersion !== version && !ofFormer);
  const otherShares = findOtherShares(unknown, version);
  const isExplained = ({ planVersion, ofFormer }: TriggerRow): boolean =>
    !ofFormer && otherShares.has(planVersion ?? "");
  const changed = rows.filter((row) => row.ofFormer === "other" || isExplained(row)).length;
  return {
    changed,
    unknownPlans: [...groupBy(unknown, ({ planVersion }) => planVersion ?? "")].map(([plan, own]) => ({
      plan: plan === "" ? null : plan,
      units: own.length,
    })),
    disagreeing: rows
      .filter((row) => row.arm !== row.drawn && !isExplained(row))
      .map(({ unit, at, arm, drawn, planVersion }) => ({ unit, at, arm, drawn, plan: planVersion })),
  };
}

function getTimes(units: readonly Followed[], { end, reaches }: Following): TimesApart | null {
  const arms = new Map<string, { events: number[]; censored: number[] }>(
    ARMS.map((arm) => [arm, { events: [], censored: [] }]),
  );
  for (const { unit, at, arm } of units) {
    const reached = reaches?.get(unit)?.find((time) => time >= at);
    const { events, censored } = arms.get(arm)!;
    (reached === undefined ? censored : events).push(Math.max(0, (reached ?? end) - at));
  }
  const known = [...arms].filter(([, { events, censored }]) => events.length + censored.length > 0);
  const times = known.map(([arm, { events, censored }]) => [arm, sortTimes(events, censored)] as const);
  return getTimesApart(new Map(times), ARMS);
}

const ARMS: readonly Arm[] = ["treated", "held_out"];

/** Units that are in one arm: those that are compared. */
export const getCompared = (facts: Facts, { id }: GapPlan): TriggerRow[] =>
  getTriggerRows(facts, id).filter(({ isMixed }) => !isMixed);

/** All units whose gap has opened, in its first occurrence. */
export function getOpened(facts: Facts, gap: GapPlan, plan: Plan): Followed[] {
  const draw = createDraw(plan, gap);
  return getGapRows(facts, gap.id)
    .filter((row) => row.occurrence === 0)
    .map(({ unit, person, account, opened: at }) => ({
      unit,
      account,
      at,
      arm: draw({ knownAs: person, account, at }),
    }));
}

export const isAccounts = ({ to }: GapPlan, { milestones }: Plan): boolean =>
  milestones.some(({ id, level }) => id === to && level === "account");

const countArms = (units: readonly Followed[]) => ({
  treated: units.filter(({ arm }) => arm === "treated").length,
  control: units.filter(({ arm }) => arm === "held_out").length,
});

/** Days over which these units were triggered, and can be judged. */
export function getDays(
  units: readonly Followed[],
  { end, withinMs }: Pick<Following, "end" | "withinMs">,
): number {
  const first = units.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  return Math.max(0, (end - withinMs - first) / 86_400_000);
}
