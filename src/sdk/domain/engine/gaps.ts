import { holds } from "../conditions/conditions.ts";
import { getClock } from "../conditions/gapClock.ts";
import { withoutPrototype } from "../lib/withoutPrototype.ts";
import type { GapPlan } from "../plan/plan.ts";
import type { ClockScope } from "../state/abilities.ts";
import { type EvalContext, getGap, getMemory, getReached, getUnit } from "../state/evalContext.ts";
import { markDirty, reportOnce, type Transition } from "./transition.ts";

/** Does the gap stand open for this user now? */
export function isOpen(context: EvalContext, gap: GapPlan): boolean {
  const { opened, bridged } = getGap(context, gap) ?? {};
  return opened !== undefined && bridged === undefined && holds(gap.for, context, getPlace(context, gap));
}

/** Closes the open gaps whose far milestone was reached. */
export function bridgeGaps(transition: Transition, milestone: string): void {
  for (const gap of transition.index.gapsTo.get(milestone) ?? []) {
    const state = getGap(transition, gap);
    const reached = getReached(transition, milestone);
    if (state?.opened === undefined || state.bridged !== undefined || reached === undefined) continue;
    state.bridged = Math.max(reached, state.opened);
    markDirty(transition, transition.index.on(`gap ${gap.id}`));
    // What was reached before anybody looked, nothing of ours has bridged.
    if (transition.past || transition.told?.news.get(`milestone ${milestone}`) === false) continue;
    reportGap(transition, gap, "Gap Bridged", state.bridged, {
      elapsed_ms: state.bridged - state.opened,
      // What was shown on the way, and to whom it was not.
      guides: state.guides && getShown(state.guides),
      arm: state.arm && toArm(transition, gap, state.arm[1]),
    });
  }
}

/** In the order in which they were shown first. */
const getShown = (guides: Readonly<Record<string, number>>): string[] =>
  Object.keys(guides).sort((a, b) => guides[a]! - guides[b]! || (a < b ? -1 : 1));

/** How reports name the arms; `undefined` where nobody is held out and so nobody is compared. */
export function toArm({ index }: EvalContext, { holdout }: GapPlan, isHeldOut: boolean): string | undefined {
  if (holdout.share + index.plan.holdout.share === 0) return undefined;
  return isHeldOut ? "held_out" : "treated";
}

/** Is it neither open nor crossed? */
export function mayOpen(context: EvalContext, { id, to }: GapPlan): boolean {
  const memory = getMemory(context, to);
  return (
    memory !== undefined && memory.gaps[id]?.opened === undefined && getReached(context, to) === undefined
  );
}

/** Opens those of the gaps that stand open from now. A gap whose far milestone is reached in the same fact does not open. */
export function openGaps(transition: Transition, candidates: readonly GapPlan[]): void {
  for (const gap of candidates) {
    if (!mayOpen(transition, gap) || !opens(transition, gap)) continue;
    const { gaps } = getMemory(transition, gap.to)!;
    gaps[gap.id] = withoutPrototype({ since: 0, ...gaps[gap.id], opened: transition.now });
    markDirty(transition, transition.index.on(`gap ${gap.id}`));
    reportGap(transition, gap, "Gap Opened", transition.now, {});
  }
}

function opens(transition: Transition, gap: GapPlan): boolean {
  const place = getPlace(transition, gap);
  if (place.clock !== undefined) transition.abilities.keepClock?.(transition, gap, place.clock);
  return (
    place.clock !== undefined && holds(gap.for, transition, place) && holds(gap.opens, transition, place)
  );
}

const getPlace = (context: EvalContext, gap: GapPlan): ClockScope => ({ clock: getClock(context, gap) });

function reportGap(
  transition: Transition,
  { id, from, to }: GapPlan,
  event: "Gap Opened" | "Gap Bridged",
  at: number,
  more: Readonly<Record<string, unknown>>,
): void {
  const { since } = getMemory(transition, to)!.gaps[id]!;
  const round = since === 0 ? 0 : new Date(since).toISOString();
  const properties = {
    gap_id: id,
    from,
    milestone_id: to,
    occurrence: since === 0 ? undefined : round,
    ...more,
  };
  reportOnce(transition, getUnit(transition, to)!, [id, round], { event, at, properties });
}
