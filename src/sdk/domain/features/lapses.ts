import { whenHolds } from "../conditions/conditions.ts";
import { NEVER } from "../conditions/counters.ts";
import type { Feature } from "../engine/feature.ts";
import { reportMilestone } from "../engine/milestones.ts";
import { markDirty, type Transition } from "../engine/transition.ts";
import { withoutPrototype } from "../lib/withoutPrototype.ts";
import type { GapPlan, MilestonePlan } from "../plan/plan.ts";
import { type EvalContext, getMemory, getReached } from "../state/evalContext.ts";
import { wakeAt } from "../state/moment.ts";

/**
 * Milestones that open again. Time passes through each moment at which a condition ends by itself, so the moment at which
 * that is seen is the moment it ended.
 */
export const lapses = {
  lapse(transition, candidates) {
    for (const plan of candidates) if (hasLapsed(transition, plan)) reopenGaps(transition, plan.id);
  },
  keepClock,
} satisfies Feature;

/** Has it not held for as long as it is given, and is open again? */
function hasLapsed(transition: Transition, plan: MilestonePlan): boolean {
  const { id, lapses: grace = 0 } = plan;
  const memory = getMemory(transition, id);
  if (!memory || getReached(transition, id) === undefined) return false;
  if (whenHolds(plan.when, transition, { ofAccount: plan.level === "account" }) !== NEVER) {
    delete memory.failing[id];
    return false;
  }
  memory.failing[id] ??= transition.now;
  const at = Math.max(memory.failing[id]! + grace, memory.milestones[id]!);
  if (at > transition.now) {
    wakeAt(transition, at);
    return false;
  }
  delete memory.failing[id];
  reportMilestone(transition, plan, "Milestone Lapsed", at);
  memory.lapses[id] = at;
  markDirty(transition, transition.index.on(`milestone ${id}`));
  return true;
}

/** The far milestone has lapsed: another occurrence of its gaps begins, with its clock from there. */
function reopenGaps(transition: Transition, milestone: string): void {
  const memory = getMemory(transition, milestone)!;
  for (const { id } of transition.index.gapsTo.get(milestone) ?? []) {
    memory.gaps[id] = withoutPrototype({ since: memory.lapses[milestone]! });
    markDirty(transition, transition.index.on(`gap ${id}`));
  }
}

/** A clock that has started goes on, though what has started it may lapse. */
function keepClock(context: EvalContext, { id, from, to }: GapPlan, clock: number): void {
  if (context.index.milestones.get(from ?? "")?.lapses === undefined) return;
  const { gaps } = getMemory(context, to)!;
  gaps[id] = withoutPrototype({ since: 0, clock, ...gaps[id] });
}
