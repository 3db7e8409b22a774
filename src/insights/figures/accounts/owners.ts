import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { DAY_MS } from "../../../sdk/domain/time/spans.ts";
import type { Facts } from "../../facts/rows.ts";
import { getGapRows } from "../rowsOf.ts";
import { countLost, getGapTarget } from "../way/gapFigures.ts";
import type { TargetMet } from "../way/targetMet.ts";
import type { Targets } from "../way/targets.ts";
import { getReached } from "../way/timeToMilestone.ts";

/** What somebody answers for: outcomes that name them, the milestones of these, and the gaps before the milestones. */
export interface OwnerFigure {
  readonly owner: string;
  readonly outcomes: readonly string[];
  readonly milestones: readonly OwnedMilestone[];
  readonly gaps: readonly OwnedGap[];
}

/** Counts are people, or accounts where the milestone is an account's. */
export interface OwnedMilestone {
  readonly milestone: string;
  readonly n: number;
  readonly reached: number;
  /** Who reached it in the last week of the log. */
  readonly reachedLately: number;
  /** Against its target, now and a week before; `null` where the config says none. */
  readonly target: TargetMet | null;
  readonly targetBefore: TargetMet | null;
}

export interface OwnedGap {
  readonly gap: string;
  /** Units for which it is open, at the end of the log and a week before. */
  readonly lost: number;
  readonly lostBefore: number;
  /** Who crosses it against its target, now and a week before; `null` where the config says no share. */
  readonly target: TargetMet | null;
  readonly targetBefore: TargetMet | null;
}

const LATELY_MS = 7 * DAY_MS;

/** By owner, in the order of the config's outcomes. What has no owner is nobody's, and is in none. */
export function getOwners(
  facts: Facts,
  plan: Plan,
  targets: Targets,
  owners: Readonly<Record<string, string>>,
): OwnerFigure[] {
  const lately = (facts.end ?? 0) - LATELY_MS;
  return [...new Set(Object.values(owners))].map((owner) => {
    const outcomes = Object.keys(owners).filter((outcome) => owners[outcome] === owner);
    const own = plan.milestones.filter(({ outcome = "" }) => outcomes.includes(outcome));
    const ids = new Set(own.map(({ id }) => id));
    return {
      owner,
      outcomes,
      milestones: own.map((milestone) => {
        const target = targets.milestones[milestone.id];
        const now = getReached(facts, milestone, target);
        const then = getReached(facts, milestone, target, lately);
        return {
          milestone: milestone.id,
          n: now.n,
          reached: now.reached,
          reachedLately: now.reached - then.reached,
          target: now.target,
          targetBefore: then.target,
        };
      }),
      gaps: plan.gaps
        .filter(({ to }) => ids.has(to))
        .map(({ id }) => {
          const rows = getGapRows(facts, id);
          const target = targets.gaps[id];
          return {
            gap: id,
            lost: countLost(rows),
            lostBefore: countLost(rows, lately),
            target: getGapTarget(rows, target, facts.end ?? 0),
            targetBefore: getGapTarget(rows, target, lately),
          };
        }),
    };
  });
}
