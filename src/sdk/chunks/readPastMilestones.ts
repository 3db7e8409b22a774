import type { Plan } from "../domain/plan/plan.ts";

/** `init({ reached })`, parsed: what names a milestone of the plan and a date, and a fault for each that does not. */
export interface PastMilestones {
  /** Epoch milliseconds, by the milestone's id. */
  readonly milestones: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

export function readPastMilestones(past: Readonly<Record<string, unknown>>, plan: Plan): PastMilestones {
  const known = new Set(plan.milestones.map(({ id }) => id));
  const milestones: Record<string, number> = {};
  const faults: string[] = [];
  const refuse = (id: string, found: string, expected: string): void => {
    faults.push(`init: reached.${id}: found ${found}, expected ${expected}`);
  };
  for (const [id, when] of Object.entries(past)) {
    const at = typeof when === "number" ? when : Date.parse(`${when}`);
    if (!known.has(id)) refuse(id, "a milestone that the config does not have", "one of its milestones");
    else if (Number.isNaN(at)) refuse(id, JSON.stringify(when) ?? "nothing", "an ISO date");
    else milestones[id] = at;
  }
  return { milestones, faults };
}
