import type { Facts, MilestoneRow } from "../../facts/rows.ts";
import { once } from "../once.ts";

/** When each unit reached a milestone, in order of time. */
export type Reaches = ReadonlyMap<string, readonly number[]>;

/** By milestone, and then by unit: the person, or the account where the milestone is an account's. */
export const getReaches = ({ milestones }: Facts): ReadonlyMap<string, Reaches> => findReaches(milestones);

const findReaches = once((rows: readonly MilestoneRow[]): ReadonlyMap<string, Reaches> => {
  const all = new Map<string, Map<string, number[]>>();
  for (const { milestone, unit, kind, at } of rows) {
    if (kind !== "reached") continue;
    const units = all.get(milestone) ?? new Map<string, number[]>();
    all.set(milestone, units);
    const times = units.get(unit);
    if (times) times.push(at);
    else units.set(unit, [at]);
  }
  for (const units of all.values())
    for (const times of units.values()) if (times.length > 1) times.sort((a, b) => a - b);
  return all;
});
