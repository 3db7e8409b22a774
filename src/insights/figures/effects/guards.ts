import type { GapPlan, MilestonePlan, Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Arm, Facts, MilestoneRow } from "../../facts/rows.ts";
import { clusterDifference } from "../../stats/clusterDifference.ts";
import { newcombe } from "../../stats/newcombe.ts";
import type { SequentialLook } from "../../stats/sequentialInterval.ts";
import { groupBy } from "../groupBy.ts";
import { getExposureRows, getMilestoneRows } from "../rowsOf.ts";
import { type Targets, WITHIN_MS } from "../way/targets.ts";
import { keepComparable } from "./comparable.ts";
import { type Arms, type Followed, toClusters } from "./comparison.ts";
import { getDecidingLook } from "./decidingLook.ts";
import { type EffectFigure, getCompared, getDays, getEffect, isAccounts } from "./effect.ts";
import { type GuardVerdict, getGuardLevel, isGuardFinal, judgeGuard } from "./verdict.ts";

/** What a gap's bridge did to a milestone that the gap protects. */
export interface GuardFigure {
  readonly milestone: string;
  readonly treated: GuardArm;
  readonly heldOut: GuardArm;
  /** The treated share less that of who was held out, from -1 to 1; `null` where an arm has nobody. */
  readonly difference: number | null;
  /** It may be as low as that: the lower limit of 95 %, one-sided, for who looks once. */
  readonly atWorst: number | null;
  readonly verdict: GuardVerdict;
}

export interface GuardArm {
  readonly n: number;
  /** Who has the milestone so long after the first trigger. */
  readonly has: number;
}

/** An effect, with what came of the milestones that the gap protects. */
export interface GuardedEffect extends EffectFigure {
  readonly guards: readonly GuardFigure[];
}

/**
 * The effect of a gap's bridge, and on each milestone that the gap protects: whether units have it at the end of the
 * gap's `target.within` after the first trigger, whenever they reached it. A habit that has lapsed by then is not had.
 * One that suffers makes the bridge one that harms, whatever it does to the far milestone.
 * SOURCE: one-sided limits of the intervals of `effect`, with the error divided by the milestones (Bonferroni).
 */
export function getGuardedEffect(facts: Facts, gap: GapPlan, plan: Plan, targets: Targets): GuardedEffect {
  const effect = getEffect(facts, gap, plan, targets);
  const { protects = [], worth } = targets.gaps[gap.id] ?? {};
  const isTold = effect.verdict.kind !== "not measured" && effect.verdict.kind !== "unhealthy";
  const known = plan.milestones.filter(({ id }) => protects.includes(id));
  if (known.length === 0) return { ...effect, guards: [] };
  const { facts: comparable } = keepComparable(facts, gap, plan, effect.withinMs);
  const guards = known.map((milestone) => {
    const arms = follow(comparable, gap, plan, milestone, effect.withinMs);
    return measure(milestone.id, arms, {
      by: isClustered(gap, plan, milestone) ? "account" : "user",
      share: gap.holdout.share,
      days: getDays([...arms.treated, ...arms.held_out], { end: facts.end ?? 0, withinMs: effect.withinMs }),
      withinMs: effect.withinMs,
      tests: known.length,
      isTold,
      ...(worth !== undefined && { worth }),
    });
  });
  const suffering = guards
    .filter(({ verdict }) => verdict.kind === "suffers")
    .map(({ milestone }) => milestone);
  return {
    ...effect,
    guards,
    ...(suffering.length > 0 && { verdict: { kind: "harms", suffering } as const }),
  };
}

/** Whole accounts are drawn, and people counted. */
const isClustered = (gap: GapPlan, plan: Plan, { level }: MilestonePlan): boolean =>
  isAccounts(gap, plan) ? level === "user" : gap.holdout.byAccount;

/** Units by arm that were followed for long enough, and whether they had the milestone in the end. */
function follow(
  facts: Facts,
  gap: GapPlan,
  plan: Plan,
  { id, level }: MilestonePlan,
  withinMs = WITHIN_MS,
): Arms {
  const rows = groupBy(getMilestoneRows(facts, id), ({ unit }) => unit);
  const old = getUnits(facts, gap, plan, level)
    .filter(({ at }) => (facts.end ?? 0) - at >= withinMs)
    .map(({ unit, account, arm, at }) => {
      const isThere = hasAt(rows.get(unit), at + withinMs);
      return { unit, account, arm, at, isThere };
    });
  const of = (arm: Arm) => old.filter((one) => one.arm === arm);
  return { treated: of("treated"), held_out: of("held_out") };
}

const hasAt = (rows: readonly MilestoneRow[] = [], at: number): boolean =>
  rows.reduce<MilestoneRow | undefined>(
    (last, row) => (row.at <= at && (!last || row.at >= last.at) ? row : last),
    undefined,
  )?.kind === "reached";

/** Those in whom the milestone is looked for: of an account that was drawn, its people who came to the bridge. */
function getUnits(facts: Facts, gap: GapPlan, plan: Plan, level: MilestonePlan["level"]): Followed[] {
  const whole = getCompared(facts, gap);
  if (level === "account")
    return whole.map(({ unit, account, arm, at }) => ({ unit: account ?? unit, account, arm, at }));
  if (!isAccounts(gap, plan)) return whole;
  const drawn = new Map(whole.map((row) => [row.unit, row]));
  const people = new Map<string, Followed>();
  for (const { unit, person, isFirst } of getExposureRows(facts, gap.id)) {
    const trigger = isFirst ? drawn.get(unit) : undefined;
    if (trigger) people.set(person, { unit: person, account: unit, arm: trigger.arm, at: trigger.at });
  }
  return [...people.values()];
}

interface Measuring {
  readonly by: "user" | "account";
  readonly share: number;
  readonly days: number;
  readonly withinMs: number;
  readonly tests: number;
  readonly isTold: boolean;
  readonly worth?: number;
}

function measure(
  milestone: string,
  arms: Arms,
  { withinMs, tests, isTold, ...known }: Measuring,
): GuardFigure {
  const toArm = (arm: Arm): GuardArm => ({
    n: arms[arm].length,
    has: arms[arm].filter(({ isThere }) => isThere).length,
  });
  const [treated, heldOut] = [toArm("treated"), toArm("held_out")];
  const isFinal = (look: SequentialLook): boolean => isGuardFinal(look, known, tests);
  const difference = isTold ? getDifference(arms, known.by === "account") : undefined;
  return {
    milestone,
    treated,
    heldOut,
    difference: difference?.difference ?? null,
    atWorst: difference?.lower ?? null,
    verdict: isTold
      ? judgeGuard(
          { ...known, look: getDecidingLook(arms, known.by === "account", withinMs, isFinal) },
          tests,
        )
      : { kind: "not told" },
  };
}

/** One-sided 95 %: the lower limit of an interval of 90 %. */
function getDifference(arms: Arms, ofAccounts: boolean) {
  const level = getGuardLevel(1);
  if (ofAccounts) {
    const [one, other] = [toClusters(arms.treated), toClusters(arms.held_out)];
    if (Math.min(one.length, other.length) < 2) return undefined;
    const { difference, interval } = clusterDifference(one, other, { level });
    return { difference, lower: interval.lower };
  }
  const [one, other] = [arms.treated, arms.held_out].map((arm) => ({
    trials: arm.length,
    successes: arm.filter(({ isThere }) => isThere).length,
  }));
  return one!.trials === 0 || other!.trials === 0 ? undefined : newcombe(one!, other!, level);
}
