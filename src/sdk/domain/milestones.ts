import { holds, whenHolds } from "./conditions.ts";
import { NEVER } from "./counters.ts";
import type { MilestonePlan } from "./plan.ts";
import { getUnit, type Scene } from "./scene.ts";
import { getReportId, report, type Turn } from "./turn.ts";

/** Marks what is reached now, and what that in turn brings about, until nothing more follows. */
export function reachMilestones(turn: Turn, candidates: Iterable<MilestonePlan>): void {
  const queue = new Set(candidates);
  for (const milestone of queue) {
    if (!reach(turn, milestone)) continue;
    const trigger = `milestone ${milestone.id}`;
    turn.fired.add(trigger);
    for (const next of turn.index.milestonesOn.get(trigger) ?? []) {
      // Taken out and put in again, so that one that was looked at too early gets its turn.
      queue.delete(next);
      queue.add(next);
    }
  }
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
