import { toShare } from "../lib/toShare.ts";
import type { GapPlan, GuidePlan, Holdout, Plan } from "../plan/plan.ts";
import type { EvalContext } from "../state/evalContext.ts";

/** Nothing that is exempt is held out by anybody. */
export const mayHoldOut = (gap: GapPlan, guide: Pick<GuidePlan, "exempt">): boolean =>
  !gap.exempt && !guide.exempt;

/** Does the gap's own holdout compare what the guide does? Then only one of its arms can do anything with it. */
export const isCompared = (gap: GapPlan, guide: Pick<GuidePlan, "exempt">): boolean =>
  gap.holdout.share > 0 && mayHoldOut(gap, guide);

/**
 * Is the whole programme withheld from this unit? Drawn by a hash of [product, "*", season, unit], anew in each season:
 * nothing is kept, so that the arm of any season can be told from the hash alone.
 */
export const isOut = (context: EvalContext): boolean => {
  const { holdout } = context.index.plan;
  const season = getSeason(holdout, context.now);
  return draws(context, holdout, false, "*", ...(season ? [season] : []));
};

/** The season of a moment, by its first month in UTC: `2026-10`; empty where the programme's holdout has none. */
export function getSeason({ months }: Holdout, at: number): string {
  if (!months) return "";
  const date = new Date(at);
  const month = date.getUTCMonth();
  date.setUTCMonth(month - (month % months), 1);
  return date.toISOString().slice(0, 7);
}

/** Is the unit, the user or their account, among those whom the hash of these names holds out? */
export const draws = (
  { index, here, now }: EvalContext,
  { share, byAccount, until = Number.POSITIVE_INFINITY }: Holdout,
  ofAccount: boolean,
  ...names: readonly string[]
): boolean =>
  share > 0 &&
  now < until &&
  toShare(index.plan.product, ...names, ((byAccount || ofAccount) && here.account) || here.user) < share;

const NOBODY: Holdout = { share: 0, byAccount: false };

/** The same plan, shown to everybody. */
export const withoutHoldout = (plan: Plan): Plan => ({
  ...plan,
  holdout: NOBODY,
  gaps: plan.gaps.map((gap) => ({ ...gap, holdout: NOBODY })),
});
