import { DAY_MS } from "./calendar.ts";
import { holds, whenHolds } from "./conditions.ts";
import { NEVER } from "./counters.ts";
import type { MilestonePlan } from "./plan.ts";
import { getReached, getUnit, type Scene } from "./scene.ts";
import { getReportId, report, type Turn } from "./turn.ts";

/** Marks what is reached now, and what that in turn brings about, until nothing more follows; returns their ids. */
export function reachMilestones(turn: Turn, candidates: readonly MilestonePlan[]): string[] {
  const reached: string[] = [];
  const queue = [...candidates];
  for (const milestone of queue) {
    if (!reach(turn, milestone)) continue;
    const trigger = `milestone ${milestone.id}`;
    reached.push(milestone.id);
    turn.fired.add(trigger);
    // Also those that were looked at too early.
    queue.push(...(turn.index.milestonesOn.get(trigger) ?? []));
  }
  return reached;
}

function reach(turn: Turn, plan: MilestonePlan): boolean {
  const { id } = plan;
  const memory = getUnit(turn, id)?.memory;
  if (!memory || getReached(turn, id) !== undefined) return false;
  const since = whenHolds(plan.when, turn, { ofAccount: plan.level === "account" });
  if (since === NEVER) return false;
  // What makes a lapsed one hold again came after the lapse, or is seen now.
  memory.milestones[id] = since > (memory.lapses[id] ?? Number.NEGATIVE_INFINITY) ? since : turn.now;
  reportMilestone(turn, plan, "Milestone Reached", memory.milestones[id]!);
  return true;
}

/**
 * Opens those again that may lapse and have not held for as long as they are given; returns their ids. Time passes
 * through each moment at which a condition ends by itself, so the moment at which that is seen is the moment it ended.
 */
export function lapseMilestones(turn: Turn, candidates: readonly MilestonePlan[]): string[] {
  return candidates.flatMap((plan) => (lapse(turn, plan) ? [plan.id] : []));
}

function lapse(turn: Turn, plan: MilestonePlan): boolean {
  const { id, lapses: grace } = plan;
  const memory = getUnit(turn, id)?.memory;
  if (grace === undefined || !memory || getReached(turn, id) === undefined) return false;
  if (whenHolds(plan.when, turn, { ofAccount: plan.level === "account" }) !== NEVER) {
    delete memory.failing[id];
    return false;
  }
  memory.failing[id] ??= turn.now;
  const at = memory.failing[id]! + grace;
  if (at > turn.now) {
    turn.wake = Math.min(turn.wake, at);
    return false;
  }
  delete memory.failing[id];
  reportMilestone(turn, plan, "Milestone Lapsed", at);
  memory.lapses[id] = at;
  turn.fired.add(`milestone ${id}`);
  return true;
}

function reportMilestone(
  turn: Turn,
  { id, outcome, lapses }: MilestonePlan,
  event: "Milestone Reached" | "Milestone Lapsed",
  at: number,
): void {
  const unit = getUnit(turn, id)!;
  const reached = unit.memory.milestones[id]!;
  // What happens once has one id for ever; each round of a habit has that of the day on which it was reached.
  const occurrence =
    lapses === undefined ? 0 : new Date(reached - (reached % DAY_MS)).toISOString().slice(0, 10);
  report(turn, event, getReportId(turn.index.plan.product, unit.kind, unit.id, event, id, occurrence), at, {
    milestone_id: id,
    outcome_id: outcome,
    journey_id: getJourney(turn, id),
    occurrence: lapses === undefined ? undefined : occurrence,
  });
}

/** The first of the user's journeys on which the milestone lies. */
const getJourney = (scene: Scene, milestone: string): string | undefined =>
  scene.index.plan.journeys.find(
    (journey) => journey.milestones.includes(milestone) && holds(journey.for, scene),
  )?.id;
