import { toShare } from "../lib/toShare.ts";
import type { GapPlan, Holdout, Plan } from "../plan/plan.ts";
import { type EvalContext, getGap, getUnit } from "../state/evalContext.ts";
import { wakeAt } from "../time/moment.ts";

/**
 * Is the gap's bridge withheld from this unit? Drawn by a hash of [product, gap, unit], so that the arms of two gaps
 * are independent and a unit's arm is the same on each device; what a first trigger has settled is kept.
 */
export function isHeldOut(context: EvalContext, gap: GapPlan): boolean {
  const settled = getGap(context, gap)?.arm;
  if (settled) return settled[1];
  const { plan } = context.index;
  const ofAccount = getUnit(context, gap.to)?.kind === "account";
  return draws(context, gap.holdout, gap.id, ofAccount) || draws(context, plan.holdout, "*", false);
}

function draws(
  context: EvalContext,
  { share, byAccount, until }: Holdout,
  name: string,
  ofAccount: boolean,
): boolean {
  const { index, here, now } = context;
  if (share === 0 || (until !== undefined && now >= until)) return false;
  if (until !== undefined) wakeAt(context, until);
  const unit = (byAccount || ofAccount ? here.account : undefined) ?? here.user;
  return toShare(index.plan.product, name, unit) < share;
}

const NOBODY: Holdout = { share: 0, byAccount: false };

/** The same plan, shown to everybody. */
export const withoutHoldout = (plan: Plan): Plan => ({
  ...plan,
  holdout: NOBODY,
  gaps: plan.gaps.map((gap) => ({ ...gap, holdout: NOBODY })),
});
