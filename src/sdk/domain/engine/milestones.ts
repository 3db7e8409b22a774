import { whenHolds } from "../conditions/conditions.ts";
import { NEVER } from "../conditions/counters.ts";
import type { MilestonePlan } from "../plan/plan.ts";
import type { Watchers } from "../plan/planIndex.ts";
import { getMemory, getReached, getUnit, type Scene } from "../state/scene.ts";
import { DAY_MS } from "../time/calendar.ts";
import { wakeAt } from "../time/moment.ts";
import { getJourneys } from "./journeys.ts";
import { fire, reportOnce, type Turn } from "./turn.ts";

/** Marks what is reached now, and what that in turn brings about, until nothing more follows; returns their ids. */
export function reachMilestones(turn: Turn, watchers: readonly Watchers[]): string[] {
  const reached: string[] = [];
  const queue = [...watchers];
  for (const { milestones } of queue) {
    for (const milestone of milestones) {
      if (reach(turn, milestone)) reached.push(milestone.id);
      else if (!turn.revises || !revise(turn, milestone)) continue;
      // Also those that were looked at too early.
      const next = turn.index.onMilestone.get(milestone.id)!;
      queue.push(next);
      fire(turn, next);
    }
  }
  return reached;
}

function reach(turn: Turn, plan: MilestonePlan): boolean {
  const { id, level, lapses } = plan;
  const memory = level === "account" ? turn.account : turn.state.user;
  if (!memory || (memory.milestones[id] !== undefined && lapses === undefined)) return false;
  if (getReached(turn, id) !== undefined) return false;
  const since = whenHolds(plan.when, turn, { ofAccount: plan.level === "account" });
  if (since === NEVER) return false;
  // What makes a lapsed one hold again came after the lapse, or is seen now.
  const lapsed = memory.lapses[id] ?? Number.NEGATIVE_INFINITY;
  memory.milestones[id] = since > lapsed ? since : Math.max(turn.now, lapsed + 1);
  reportMilestone(turn, plan, "Milestone Reached", memory.milestones[id]!);
  return true;
}

/** Of what happens once, the time is that of the event that completed it, also where that is heard of later. */
function revise(turn: Turn, { id, level, lapses, when }: MilestonePlan): boolean {
  const memory = getMemory(turn, id);
  const reached = memory?.milestones[id];
  if (reached === undefined || lapses !== undefined) return false;
  const since = whenHolds(when, turn, { ofAccount: level === "account" });
  if (since >= reached) return false;
  memory!.milestones[id] = since;
  return true;
}

/**
 * Opens those again that have not held for as long as they are given; returns their ids. Time passes
 * through each moment at which a condition ends by itself, so the moment at which that is seen is the moment it ended.
 */
export function lapseMilestones(turn: Turn, candidates: readonly MilestonePlan[]): string[] {
  return candidates.flatMap((plan) => (lapse(turn, plan) ? [plan.id] : []));
}

function lapse(turn: Turn, plan: MilestonePlan): boolean {
  const { id, lapses: grace = 0 } = plan;
  const memory = getMemory(turn, id);
  if (!memory || getReached(turn, id) === undefined) return false;
  if (whenHolds(plan.when, turn, { ofAccount: plan.level === "account" }) !== NEVER) {
    delete memory.failing[id];
    return false;
  }
  memory.failing[id] ??= turn.now;
  const at = Math.max(memory.failing[id]! + grace, memory.milestones[id]!);
  if (at > turn.now) {
    wakeAt(turn, at);
    return false;
  }
  delete memory.failing[id];
  reportMilestone(turn, plan, "Milestone Lapsed", at);
  memory.lapses[id] = at;
  fire(turn, turn.index.onMilestone.get(id)!);
  return true;
}

/** Marks what was reached before anybody looked; returns the ids of what was open. */
export function markReached(turn: Turn, past: Readonly<Record<string, number>>): string[] {
  return Object.entries(past).flatMap(([id, at]) => {
    const memory = turn.index.milestones.has(id) ? getMemory(turn, id) : undefined;
    if (!memory || getReached(turn, id) !== undefined) return [];
    memory.milestones[id] = at;
    fire(turn, turn.index.onMilestone.get(id)!);
    reportMilestone(turn, turn.index.milestones.get(id)!, "Milestone Reached", at);
    return [id];
  });
}

function reportMilestone(
  turn: Turn,
  { id, outcome, lapses }: MilestonePlan,
  event: "Milestone Reached" | "Milestone Lapsed",
  at: number,
): void {
  const reached = getMemory(turn, id)!.milestones[id]!;
  // What happens once has one id for ever; each round of a habit has that of the day on which it was reached.
  const round = lapses === undefined ? 0 : new Date(reached - (reached % DAY_MS)).toISOString().slice(0, 10);
  const properties = {
    milestone_id: id,
    outcome_id: outcome,
    journey_id: getJourney(turn, id),
    occurrence: lapses === undefined ? undefined : round,
  };
  reportOnce(turn, getUnit(turn, id)!, [id, round], { event, at, properties, past: turn.past });
}

/** The first of the user's journeys on which the milestone lies. */
const getJourney = (scene: Scene, milestone: string): string | undefined =>
  getJourneys(scene).find(({ milestones }) => milestones.includes(milestone))?.id;
