import type { GapPlan } from "../plan/plan.ts";
import { type EvalContext, getGap, getReached } from "../state/evalContext.ts";
import { toEpoch } from "./values.ts";

/** The user's beginning: as the vendor knows it, else the first visit. */
export function getStart(context: EvalContext): number {
  const created = toEpoch(context.state.user.traits.createdAt?.[1], context);
  return Number.isFinite(created) ? created : context.state.since;
}

/** When the gap's clock started; `undefined` while it does not run. */
export function getClock(context: EvalContext, gap: GapPlan): number | undefined {
  const { clock, since } = getGap(context, gap) ?? {};
  const from = clock ?? (gap.from === undefined ? getStart(context) : getReached(context, gap.from));
  // What lapsed starts it anew.
  return from !== undefined && since ? Math.max(from, since) : from;
}
