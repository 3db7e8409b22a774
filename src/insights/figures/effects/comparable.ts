import type { GapPlan, Plan } from "../../../sdk/domain/plan/plan.ts";
import { isOut } from "../../facts/exposures.ts";
import type { Facts, GapRow } from "../../facts/rows.ts";
import { getGapRows, getTriggerRows } from "../rowsOf.ts";

export interface Comparable {
  /** Without the gap's triggers and openings that tell nothing of its bridge. */
  readonly facts: Facts;
  /** Triggers that were left out since the gap was paused for a part of the time in which success counts. */
  readonly paused: number;
}

/**
 * What of a log tells of a gap's bridge: not who was held out of the whole programme, as they see nothing of other gaps
 * either, and not whose time was paused in part. Neither depends on the gap's own arms.
 */
export function keepComparable(facts: Facts, { id }: GapPlan, plan: Plan, withinMs: number): Comparable {
  const { pauses = [] }: Partial<Facts> = facts;
  const own = pauses.filter(({ gap }) => gap === id);
  const wasPaused = (at: number): boolean =>
    own.some(({ from, until }) => from <= at + withinMs && at < (until ?? Number.POSITIVE_INFINITY));
  const triggers = getTriggerRows(facts, id).filter(({ isOut }) => !isOut);
  const gaps = getGapRows(facts, id);
  // Most gaps were never paused, and most programmes have no holdout: nobody is asked for then.
  const isTold = ({ person, account, opened: at }: GapRow): boolean =>
    !wasPaused(at) && (plan.holdout.share === 0 || !isOut(plan, { knownAs: person, account, at }));
  const isWhole = own.length === 0 && plan.holdout.share === 0;
  return {
    facts: {
      ...facts,
      triggers: own.length === 0 ? triggers : triggers.filter(({ at }) => !wasPaused(at)),
      gaps: isWhole ? gaps : gaps.filter(isTold),
    },
    paused: own.length === 0 ? 0 : triggers.filter(({ at, isMixed }) => !isMixed && wasPaused(at)).length,
  };
}
