import { createEngine } from "../sdk/domain/engine.ts";
import type { Report } from "../sdk/domain/facts.ts";
import type { Plan } from "../sdk/domain/plan.ts";
import { readLogs } from "./readLog.ts";
import { createReplay } from "./replay.ts";

/** What a replay comes to: each figure a count of distinct users, of accounts where the milestone is an account's. */
export interface Simulation {
  users: number;
  events: number;
  /** Lines that are no event. */
  rejected: number;
  milestones: Record<string, { reached: number; lapsed: number }>;
  gaps: Record<string, { opened: number; bridged: number; heldOut: number }>;
  guides: Record<string, { shown: number }>;
}

export interface SimulateOptions {
  readonly plan: Plan;
  readonly logs: readonly string[];
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Epoch milliseconds at which the replay ends; the last event by default. */
  readonly until?: number;
  /** Told of each report in the order in which it came about. */
  onReport?(user: string, report: Report): void;
}

/** Replays logs through the engine, an event at a time: what is held are the people, not the events. */
export async function simulate({ plan, logs, zone, until, onReport }: SimulateOptions): Promise<Simulation> {
  const result = createSimulation(plan);
  const count = createCounting(plan, result);
  const replay = createReplay({
    engine: createEngine(plan),
    zone,
    onReport(user, report) {
      count(user, report);
      onReport?.(user, report);
    },
  });
  let last = Number.NEGATIVE_INFINITY;
  for await (const event of readLogs(logs)) {
    if (!event) result.rejected++;
    else if (until === undefined || event.at <= until) {
      result.events++;
      last = Math.max(last, event.at);
      replay.take(event);
    }
  }
  if (until !== undefined || result.events > 0) replay.end(until ?? last);
  result.users = replay.people.size;
  return result;
}

const createSimulation = ({ milestones, gaps, guides }: Plan): Simulation => ({
  users: 0,
  events: 0,
  rejected: 0,
  milestones: Object.fromEntries(milestones.map(({ id }) => [id, { reached: 0, lapsed: 0 }])),
  gaps: Object.fromEntries(gaps.map(({ id }) => [id, { opened: 0, bridged: 0, heldOut: 0 }])),
  guides: Object.fromEntries(guides.map(({ id }) => [id, { shown: 0 }])),
});

/** Counts each kind of report once for each user; what is an account's is reported once for it anyway. */
function createCounting(plan: Plan, result: Simulation): (user: string, report: Report) => void {
  const seen = new Map<string, Set<string>>();
  const levels = new Map(plan.milestones.map(({ id, level }) => [id, level]));
  const isNew = (what: string, user: string): boolean => {
    const users = seen.get(what) ?? new Set();
    seen.set(what, users);
    return users.size < users.add(user).size;
  };
  return (user, { event, id, properties: p }) => {
    const of = levels.get(`${p.milestone_id}`) === "account" ? id : user;
    const once = (what: unknown): number => (isNew(`${event} ${what}`, of) ? 1 : 0);
    const milestone = result.milestones[`${p.milestone_id}`];
    const gap = result.gaps[`${p.gap_id}`];
    const guide = result.guides[`${p.guide_id}`];
    if (event === "Milestone Reached" && milestone) milestone.reached += once(p.milestone_id);
    if (event === "Milestone Lapsed" && milestone) milestone.lapsed += once(p.milestone_id);
    if (event === "Gap Opened" && gap) gap.opened += once(p.gap_id);
    if (event === "Gap Bridged" && gap) gap.bridged += once(p.gap_id);
    if (event === "Guide Held Out" && gap) gap.heldOut += once(p.gap_id);
    if (event === "Guide Shown" && guide) guide.shown += once(p.guide_id);
  };
}
