import { holds, whenHolds } from "./conditions.ts";
import { NEVER } from "./counters.ts";
import type { MilestonePlan } from "./plan.ts";
import { getUnit, type Scene } from "./scene.ts";
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

function reach(turn: Turn, { id, when, outcome, level }: MilestonePlan): boolean {
  const unit = getUnit(turn, id);
  if (!unit || unit.memory.milestones[id] !== undefined) return false;
  const since = whenHolds(when, turn, { ofAccount: level === "account" });
  if (since === NEVER) return false;
  unit.memory.milestones[id] = since;
  report(
    turn,
    "Milestone Reached",
    getReportId(turn.index.plan.product, unit.kind, unit.id, "Milestone Reached", id, 0),
    since,
    { milestone_id: id, outcome_id: outcome, journey_id: getJourney(turn, id) },
  );
  return true;
}

/** The first of the user's journeys on which the milestone lies. */
const getJourney = (scene: Scene, milestone: string): string | undefined =>
  scene.index.plan.journeys.find(
    (journey) => journey.milestones.includes(milestone) && holds(journey.for, scene),
  )?.id;
