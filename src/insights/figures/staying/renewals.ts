import { DAY_MS } from "../../../sdk/domain/time/spans.ts";
import type { RenewalRow } from "../../facts/renewals.ts";
import type { AccountRow, Facts } from "../../facts/rows.ts";
import { wilson } from "../../stats/wilson.ts";
import { groupBy } from "../groupBy.ts";
import type { GetAccountState } from "./accountStates.ts";

/** Accounts that are to renew soon, and what became of earlier ones that stood as they do. */
export interface RenewalFigure {
  /** How far ahead is looked. */
  readonly withinMs: number;
  /** The earliest date first. */
  readonly due: readonly DueAccount[];
  /** What they are worth together; `null` where no worth is known of any. */
  readonly value: number | null;
  /** What earlier accounts of each state did, so many days before their date; most first. */
  readonly earlier: readonly EarlierAccounts[];
  /** How well that would have told what happened, had it been asked at each earlier date. */
  readonly hindsight: readonly Hindsight[];
}

export interface DueAccount {
  readonly account: string;
  readonly people: number;
  readonly value: number | null;
  /** The date, in epoch milliseconds. */
  readonly due: number;
  readonly state: string;
  /** Of the earlier accounts that stood so as many days before; `null` where there was none. */
  readonly earlier: StayedShare | null;
}

export interface StayedShare {
  readonly n: number;
  /** Who had not left two weeks after the date. */
  readonly stayed: number;
  /** From 0 to 1; with its 95 % interval. */
  readonly share: number;
  readonly interval: readonly [number, number];
}

export interface EarlierAccounts extends StayedShare {
  readonly state: string;
  readonly daysBefore: number;
}

export interface Hindsight {
  readonly state: string;
  /** Dates of which ten earlier ones of the same kind were known. */
  readonly n: number;
  /** Who would have been expected to stay, by the shares that were known then; and who did. */
  readonly expected: number;
  readonly stayed: number;
}

const WITHIN_MS = 90 * DAY_MS;
/** An account is compared with those that were as far from their date, in steps of so many days. */
const STEPS_DAYS = [30, 60, 90] as const;
/** Some leave some days after the date: when a bill is not paid. */
const SETTLED_MS = 14 * DAY_MS;
/** Of fewer, a share says nothing that could be held against what happened. */
const ENOUGH = 10;

/** An earlier date, and how the account stood so many days before. */
interface Earlier {
  readonly key: string;
  readonly state: string;
  readonly daysBefore: number;
  readonly asked: number;
  readonly settled: number;
  readonly hasStayed: boolean;
}

/**
 * Renewals in the next 90 days, with the state of each account and the share of earlier accounts that stayed: those that
 * were in the same state 30, 60 or 90 days before their own date, as many as this one is at most. A date counts for
 * both if it was known then. There is no score: each share says of how many accounts it is.
 * SOURCE: the interval is Wilson's (1927). Hindsight tells of each date by what had settled before it was asked, so
 * that nothing is told by what it became.
 */
export function getRenewals(facts: Facts, getState: GetAccountState): RenewalFigure {
  const end = facts.end ?? 0;
  const accounts = new Map(facts.accounts.map((row) => [row.account, row]));
  const dates = groupBy(facts.renewals, ({ account }) => account);
  const earlier = [...dates].flatMap(([id, said]) => {
    const account = accounts.get(id);
    return account ? getEarlier(account, said, end, getState) : [];
  });
  const shares = new Map([...groupBy(earlier, ({ key }) => key)].map(([key, own]) => [key, count(own)]));
  const due = [...dates]
    .flatMap(([id, said]) => toDue(accounts.get(id), said.at(-1)!.due, end, getState, shares))
    .sort((a, b) => a.due - b.due);
  const values = due.flatMap(({ value }) => value ?? []);
  return {
    withinMs: WITHIN_MS,
    due,
    value: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0),
    earlier: [...groupBy(earlier, ({ key }) => key).values()]
      .map((own) => ({ state: own[0]!.state, daysBefore: own[0]!.daysBefore, ...count(own) }))
      .sort((a, b) => b.n - a.n),
    hindsight: lookBack(earlier),
  };
}

const toKey = (state: string, daysBefore: number): string => JSON.stringify([state, daysBefore]);

/** Each date of an account that has gone by, as it was known so many days before. */
function getEarlier(
  { account, first, churned }: AccountRow,
  said: readonly RenewalRow[],
  end: number,
  getState: GetAccountState,
): Earlier[] {
  const gone = [...new Set(said.map(({ due }) => due))].filter((due) => due + SETTLED_MS <= end);
  return gone.flatMap((due) =>
    STEPS_DAYS.flatMap((daysBefore) => {
      const asked = due - daysBefore * DAY_MS;
      const isKnown = said.findLast(({ at }) => at <= asked)?.due === due;
      if (!isKnown || asked < first || (churned !== null && churned <= asked)) return [];
      const state = getState(account, asked);
      const settled = due + SETTLED_MS;
      const hasStayed = churned === null || churned > settled;
      return [{ key: toKey(state, daysBefore), state, daysBefore, asked, settled, hasStayed }];
    }),
  );
}

function toDue(
  account: AccountRow | undefined,
  due: number,
  end: number,
  getState: GetAccountState,
  shares: ReadonlyMap<string, StayedShare>,
): DueAccount[] {
  if (!account || account.churned !== null || due < end || due > end + WITHIN_MS) return [];
  const { account: id, people, value } = account;
  const state = getState(id, end);
  const step = STEPS_DAYS.find((days) => due - end <= days * DAY_MS)!;
  return [{ account: id, people, value, due, state, earlier: shares.get(toKey(state, step)) ?? null }];
}

function count(all: readonly Earlier[]): StayedShare {
  const stayed = all.filter(({ hasStayed }) => hasStayed).length;
  const { share, lower, upper } = wilson({ successes: stayed, trials: all.length });
  return { n: all.length, stayed, share, interval: [lower, upper] };
}

function lookBack(all: readonly Earlier[]): Hindsight[] {
  const settling = all.toSorted((a, b) => a.settled - b.settled);
  const known = new Map<string, { n: number; stayed: number }>();
  const states = new Map<string, { state: string; n: number; expected: number; stayed: number }>();
  let next = 0;
  for (const { key, state, asked, hasStayed } of all.toSorted((a, b) => a.asked - b.asked)) {
    for (let one = settling[next]; one && one.settled <= asked; one = settling[++next]) {
      const before = known.get(one.key) ?? { n: 0, stayed: 0 };
      known.set(one.key, { n: before.n + 1, stayed: before.stayed + (one.hasStayed ? 1 : 0) });
    }
    const before = known.get(key);
    if (!before || before.n < ENOUGH) continue;
    const told = states.get(state) ?? { state, n: 0, expected: 0, stayed: 0 };
    states.set(state, told);
    told.n++;
    told.expected += before.stayed / before.n;
    if (hasStayed) told.stayed++;
  }
  return [...states.values()].sort((a, b) => b.n - a.n);
}
