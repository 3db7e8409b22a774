import type { Facts } from "../../facts/rows.ts";

/** When each unit reached a milestone, in order of time. */
export type Reaches = ReadonlyMap<string, readonly number[]>;

/** By milestone, and then by unit: the person, or the account where the milestone is an account's. */
export function getReaches({ milestones }: Facts): ReadonlyMap<string, Reaches> {
  const all = new Map<string, Map<string, number[]>>();
  for (const { milestone, unit, kind, at } of milestones) {
    if (kind !== "reached") continue;
    const units = all.get(milestone) ?? new Map<string, number[]>();
    all.set(milestone, units);
    const times = units.get(unit);
    if (times) times.push(at);
    else units.set(unit, [at]);
  }
  for (const units of all.values()) for (const times of units.values()) times.sort((a, b) => a - b);
  return all;
}
