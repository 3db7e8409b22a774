import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { getMilestoneRows } from "../rowsOf.ts";

/** A habit: a milestone that lapses. Counts are people, or accounts where it is an account's. */
export interface HabitFigure {
  readonly milestone: string;
  /** Who has ever had it. */
  readonly reached: number;
  /** Who has ever lost it. */
  readonly lapsed: number;
  /** Who has it at the end of the log. */
  readonly kept: number;
  /** Who lost it, and has it again. */
  readonly regained: number;
}

/** Habits kept and lapsed, by the last that is known of each unit. */
export function getHabits(facts: Facts, { milestones }: Plan): HabitFigure[] {
  return milestones
    .filter(({ lapses }) => lapses !== undefined)
    .map(({ id }) => {
      const last = new Map<string, "reached" | "lapsed">();
      const lapsed = new Set<string>();
      for (const { unit, kind } of getMilestoneRows(facts, id)) {
        last.set(unit, kind);
        if (kind === "lapsed") lapsed.add(unit);
      }
      const kept = [...last].filter(([, kind]) => kind === "reached").map(([unit]) => unit);
      const regained = kept.filter((unit) => lapsed.has(unit)).length;
      return { milestone: id, reached: last.size, lapsed: lapsed.size, kept: kept.length, regained };
    });
}
