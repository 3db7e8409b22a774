import { whenHolds } from "../conditions/conditions.ts";
import { NEVER } from "../conditions/counters.ts";
import type { MilestonePlan } from "../plan/plan.ts";
import type { Watchers } from "../plan/planIndex.ts";
import { type EvalContext, getMemory, getReached, getUnit } from "../state/evalContext.ts";
import { DAY_MS } from "../time/spans.ts";
import { getJourneys } from "./journeys.ts";
import { isOfPast, tell } from "./told.ts";
import { markDirty, reportOnce, type Transition } from "./transition.ts";

/** Marks what is reached now, and what that in turn brings about, until nothing more follows; returns their ids. */
export function reachMilestones(transition: Transition, watchers: readonly Watchers[]): string[] {
  const reached: string[] = [];
  const queue = [...watchers];
  for (const { milestones } of queue) {
    for (const milestone of milestones) {
      if (reach(transition, milestone)) reached.push(milestone.id);
      else if (!transition.learnsOfPast || !revise(transition, milestone)) continue;
      // Also those that were looked at too early.
      const next = transition.index.on(`milestone ${milestone.id}`);
      queue.push(next);
      markDirty(transition, next);
    }
  }
  return reached;
}

function reach(transition: Transition, plan: MilestonePlan): boolean {
  const { id, level, lapses } = plan;
  const memory = level === "account" ? transition.account : transition.state.user;
  if (!memory || (memory.milestones[id] !== undefined && lapses === undefined)) return false;
  if (getReached(transition, id) !== undefined) return false;
  const since = whenHolds(plan.when, transition, { ofAccount: plan.level === "account" });
  if (since === NEVER) return false;
  // What makes a lapsed one hold again came after the lapse, or is seen now.
  const lapsed = memory.lapses[id] ?? Number.NEGATIVE_INFINITY;
  memory.milestones[id] = since > lapsed ? since : Math.max(transition.now, lapsed + 1);
  const { told, past, index } = transition;
  const isPast =
    past || (told !== undefined && isOfPast(told, (what) => index.on(what).milestones.includes(plan)));
  tell(told, `milestone ${id}`, !isPast);
  reportMilestone(transition, plan, "Milestone Reached", memory.milestones[id]!, isPast);
  return true;
}

/** Of what happens once, the time is that of the event that completed it, also where that is heard of later. */
function revise(transition: Transition, { id, level, lapses, when }: MilestonePlan): boolean {
  const memory = getMemory(transition, id);
  const reached = memory?.milestones[id];
  if (reached === undefined || lapses !== undefined) return false;
  const since = whenHolds(when, transition, { ofAccount: level === "account" });
  if (since >= reached) return false;
  memory!.milestones[id] = since;
  return true;
}

/** Marks what was reached before anybody looked; returns the ids of what was open. */
export function markReached(transition: Transition, past: Readonly<Record<string, number>>): string[] {
  return Object.entries(past).flatMap(([id, at]) => {
    const memory = transition.index.milestones.has(id) ? getMemory(transition, id) : undefined;
    if (!memory || getReached(transition, id) !== undefined) return [];
    memory.milestones[id] = at;
    markDirty(transition, transition.index.on(`milestone ${id}`));
    reportMilestone(transition, transition.index.milestones.get(id)!, "Milestone Reached", at, true);
    tell(transition.told, `milestone ${id}`, false);
    return [id];
  });
}

export function reportMilestone(
  transition: Transition,
  { id, outcome, lapses }: MilestonePlan,
  event: "Milestone Reached" | "Milestone Lapsed",
  at: number,
  past = false,
): void {
  const reached = getMemory(transition, id)!.milestones[id]!;
  // What happens once has one id for ever; each round of a habit has that of the day on which it was reached.
  const round = lapses === undefined ? 0 : new Date(reached - (reached % DAY_MS)).toISOString().slice(0, 10);
  const properties = {
    milestone_id: id,
    outcome_id: outcome,
    journey_id: getJourney(transition, id),
    occurrence: lapses === undefined ? undefined : round,
  };
  reportOnce(transition, getUnit(transition, id)!, [id, round], {
    event,
    at,
    properties,
    past,
  });
}

/** The first of the user's journeys on which the milestone lies. */
const getJourney = (context: EvalContext, milestone: string): string | undefined =>
  getJourneys(context).find(({ milestones }) => milestones.includes(milestone))?.id;
