import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { DAY_MS } from "../../../sdk/domain/time/spans.ts";
import type { Facts, MilestoneRow } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";
import type { Targets } from "../way/targets.ts";

/** How an account stood at a time, in words: what renewals are told apart by. */
export type GetAccountState = (account: string, at: number) => string;

/**
 * The states by what is known of any account. Silent: nobody of it was at work for `retention.silent`, to the day.
 * Habit kept: somebody of it, or the account, has a milestone that lapses. Habit lapsed: somebody had, and nobody has.
 * No habit yet: nobody ever had. Each is a reason by itself, and no score of several.
 */
export function createAccountStates(facts: Facts, plan: Plan, { silentMs }: Targets): GetAccountState {
  const days = new Map(facts.activity.map((row) => [row.account, row.days]));
  const habits = getHabitRows(facts, plan);

  function isSilent(account: string, at: number): boolean {
    if (silentMs === undefined) return false;
    const today = Math.floor(at / DAY_MS);
    const last = days.get(account)?.findLast((day) => day <= today) ?? Number.NEGATIVE_INFINITY;
    return (today - last) * DAY_MS >= silentMs;
  }

  return (account, at) => {
    if (isSilent(account, at)) return "silent";
    const last = new Map<string, Map<string, MilestoneRow["kind"]>>();
    for (const { milestone, unit, kind, at: when } of habits.get(account) ?? []) {
      if (when > at) break;
      const own = last.get(milestone) ?? new Map<string, MilestoneRow["kind"]>();
      last.set(milestone, own.set(unit, kind));
    }
    if (last.size === 0) return "no habit yet";
    const isKept = [...last.values()].some((own) => [...own.values()].includes("reached"));
    return isKept ? "habit kept" : "habit lapsed";
  };
}

/** By account, in order of time. */
function getHabitRows(facts: Facts, { milestones }: Plan): ReadonlyMap<string, readonly MilestoneRow[]> {
  const habits = new Set(milestones.filter(({ lapses }) => lapses !== undefined).map(({ id }) => id));
  const accounts = new Map(facts.people.map(({ person, account }) => [person, account]));
  const rows = facts.milestones
    .filter(({ milestone }) => habits.has(milestone))
    .toSorted((a, b) => a.at - b.at);
  return groupBy(rows, ({ level, unit }) => (level === "account" ? unit : (accounts.get(unit) ?? "")));
}
