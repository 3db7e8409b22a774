import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts, MilestoneRow } from "../../facts/rows.ts";
import { wilson } from "../../stats/wilson.ts";
import { groupBy } from "../groupBy.ts";
import { getMilestoneRows } from "../rowsOf.ts";
import { getMonth } from "./months.ts";

/** Who first got a habit in the same month, and how many of them have it later. */
export interface HabitCohort {
  readonly milestone: string;
  /** As `2026-01`, in UTC. */
  readonly month: string;
  /** People, or accounts where the habit is an account's. */
  readonly n: number;
  /** One for each 28 days since each unit's own start; ends where nobody of them was followed any longer. */
  readonly kept: readonly KeptShare[];
}

export interface KeptShare {
  /** Days since the habit was first had. */
  readonly days: number;
  /** Who was followed for so long. */
  readonly n: number;
  readonly kept: number;
  /** From 0 to 1; with its 95 % interval. */
  readonly share: number;
  readonly interval: readonly [number, number];
}

const STEP_DAYS = 28;
const DAY_MS = 86_400_000;
/** Further on a table has more columns than anybody reads. */
const MOST_STEPS = 6;

/**
 * Habits kept, by the month in which they were first had. A unit counts as having it at a time if the last that happened
 * to it by then was that it reached it. Who lost it and has it again counts as having it. Who was not followed for so
 * long yet is in neither count. What was reached before anybody looked is left out, since nobody knows its month.
 * SOURCE: the interval is Wilson's (1927).
 */
export function getCohorts(facts: Facts, { milestones }: Plan): HabitCohort[] {
  return milestones
    .filter(({ lapses }) => lapses !== undefined)
    .flatMap(({ id }) => countHabit(id, getMilestoneRows(facts, id), facts.end ?? 0));
}

function countHabit(milestone: string, rows: readonly MilestoneRow[], end: number): HabitCohort[] {
  const units = groupBy(rows, ({ unit }) => unit);
  const cohorts = new Map<string, MilestoneRow[][]>();
  for (const unsorted of units.values()) {
    const own = unsorted.toSorted((a, b) => a.at - b.at);
    const first = own.find(({ kind }) => kind === "reached");
    if (!first || first.isPast) continue;
    const month = getMonth(first.at);
    const cohort = cohorts.get(month);
    if (cohort) cohort.push(own);
    else cohorts.set(month, [own]);
  }
  return [...cohorts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, all]) => ({ milestone, month, n: all.length, kept: countKept(all, end) }));
}

function countKept(units: ReadonlyArray<readonly MilestoneRow[]>, end: number): KeptShare[] {
  return Array.from({ length: MOST_STEPS }, (_, i) => (i + 1) * STEP_DAYS).flatMap((days) => {
    const times = units.map((own) => own.find(({ kind }) => kind === "reached")!.at + days * DAY_MS);
    const followed = units.filter((_, i) => times[i]! <= end);
    if (followed.length === 0) return [];
    const kept = units.filter(
      (own, i) => times[i]! <= end && own.findLast(({ at }) => at <= times[i]!)?.kind === "reached",
    ).length;
    const { share, lower, upper } = wilson({ successes: kept, trials: followed.length });
    return [{ days, n: followed.length, kept, share, interval: [lower, upper] as const }];
  });
}
