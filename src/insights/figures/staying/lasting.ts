import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { DAY_MS } from "../../../sdk/domain/time/spans.ts";
import type { Facts } from "../../facts/rows.ts";
import { newcombe } from "../../stats/newcombe.ts";
import { groupBy } from "../groupBy.ts";
import { getReaches } from "../way/reaches.ts";

/** What staying has to do with a milestone: an association, and no effect of it. Counts are accounts. */
export interface LastingFigure {
  readonly milestone: string;
  /** Who had it, or of whom somebody had, after so many milliseconds; and who had not. */
  readonly with: LastingAccounts;
  readonly without: LastingAccounts;
  /** The share that stayed of those with it less that of those without, from -1 to 1; `null` where one has nobody. */
  readonly difference: number | null;
  /** Of the difference, 95 %. */
  readonly interval: readonly [number, number] | null;
}

export interface LastingAccounts {
  readonly n: number;
  readonly stayed: number;
}

/** The age at which accounts are told apart, and how long they are followed from then on. */
export const ASKED_MS = 28 * DAY_MS;
export const FOLLOWED_MS = 90 * DAY_MS;

/**
 * By milestone, accounts that were there after 28 days and could be followed for 90 more: of those that had it by then,
 * and of the others, who had not left 90 days later. All are told apart at one age, so that nobody counts as having it
 * since they stayed long enough to. What brings an account to a milestone may be what keeps it: nothing here says that
 * the milestone does. Empty where no account ever left.
 * SOURCE: Anderson, Cain and Gelber 1983, Journal of Clinical Oncology 1:710-719 (the landmark); Newcombe 1998, method 10.
 */
export function getLasting(facts: Facts, { milestones }: Pick<Plan, "milestones">): LastingFigure[] {
  const { accounts, people, end } = facts;
  if (accounts.every(({ churned }) => churned === null)) return [];
  const members = groupBy(people, ({ account }) => account ?? "");
  const followed = accounts.filter(
    ({ first, churned }) =>
      first + ASKED_MS + FOLLOWED_MS <= (end ?? 0) && (churned === null || churned > first + ASKED_MS),
  );
  const reaches = getReaches(facts);
  return milestones.map(({ id, level }) => {
    const of = reaches.get(id);
    const isBy = (unit: string, at: number): boolean =>
      (of?.get(unit)?.[0] ?? Number.POSITIVE_INFINITY) <= at;
    const has = ({ account, first }: (typeof followed)[number]): boolean =>
      level === "account"
        ? isBy(account, first + ASKED_MS)
        : (members.get(account) ?? []).some(({ person }) => isBy(person, first + ASKED_MS));
    const count = (isWith: boolean): LastingAccounts => {
      const own = followed.filter((account) => has(account) === isWith);
      const stayed = own.filter(
        ({ first, churned }) => churned === null || churned > first + ASKED_MS + FOLLOWED_MS,
      );
      return { n: own.length, stayed: stayed.length };
    };
    const [one, other] = [count(true), count(false)];
    const toSample = ({ n, stayed }: LastingAccounts) => ({ trials: n, successes: stayed });
    const known = one.n > 0 && other.n > 0 ? newcombe(toSample(one), toSample(other)) : undefined;
    return {
      milestone: id,
      with: one,
      without: other,
      difference: known?.difference ?? null,
      interval: known ? [known.lower, known.upper] : null,
    };
  });
}
