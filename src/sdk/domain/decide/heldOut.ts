import { draws, getSeason, isOut, mayHoldOut } from "../engine/holdout.ts";
import type { GapPlan, GuidePlan } from "../plan/plan.ts";
import { type EvalContext, getGap, getUnit } from "../state/evalContext.ts";
import { wakeAt } from "../state/moment.ts";

/** Is the guide withheld for this gap, by the gap's own holdout or by that of the programme? */
export function isHeldOut(context: EvalContext, gap: GapPlan, guide: Pick<GuidePlan, "exempt">): boolean {
  if (!mayHoldOut(gap, guide)) return false;
  foreseeEnd(context, gap);
  return isOut(context) || isInArm(context, gap);
}

/** Another season draws anew, and after `until` nobody is held out. */
function foreseeEnd(context: EvalContext, gap: GapPlan): void {
  const { holdout } = context.index.plan;
  for (const { until = 0 } of [holdout, gap.holdout]) if (until > context.now) wakeAt(context, until);
  if (!holdout.months) return;
  const [year, month] = getSeason(holdout, context.now).split("-").map(Number);
  wakeAt(context, Date.UTC(year!, month! - 1 + holdout.months));
}

/**
 * Is the gap's bridge withheld from this unit? Drawn by a hash of [product, gap, unit], so that the arms of two gaps
 * are independent and a unit's arm is the same on each device; what a first trigger has settled is kept.
 */
function isInArm(context: EvalContext, gap: GapPlan): boolean {
  const settled = getGap(context, gap)?.arm;
  if (settled) return settled[1];
  return draws(context, gap.holdout, getUnit(context, gap.to)?.kind === "account", gap.id);
}
