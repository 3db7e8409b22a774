import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { wilson } from "../../stats/wilson.ts";
import { groupBy } from "../groupBy.ts";
import { createWorthThen } from "./churnByMonth.ts";
import { getWholeMonths } from "./months.ts";
import { createSegmentsThen } from "./segmentsThen.ts";

/** What was lost of the accounts of a segment, over all whole months of the log together. */
export interface SegmentChurn {
  readonly segment: string;
  /** Accounts at a month's start, over all months: one that was there for three counts three times. */
  readonly n: number;
  /** Who had left by the end of such a month. */
  readonly lost: number;
  /** A month, from 0 to 1; with its 95 % interval. */
  readonly share: number;
  readonly interval: readonly [number, number];
  /** Shares of what the accounts paid at the months' starts; `null` where nothing is known of worth. */
  readonly revenue: { readonly gross: number; readonly expansion: number; readonly net: number } | null;
}

/**
 * Churn a month by segment, from low to high: that of a month's start, which is the highest that anybody of the account
 * was in then. Who falls and then leaves is lost by the segment of the month in which they left.
 * SOURCE: the interval is Wilson's (1927); an account leaves once, so its months are not counted as lost twice.
 */
export function getSegmentChurn(facts: Facts, { segments }: Pick<Plan, "segments">): SegmentChurn[] {
  const { accounts, start, end } = facts;
  if (start === null || end === null || segments.length === 0) return [];
  const { follow, isKnown } = createWorthThen(facts);
  const rungs = segments.map(({ id }) => id);
  const followRung = createRungsThen(facts, rungs);
  const sums = rungs.map(() => ({ n: 0, lost: 0, start: 0, gross: 0, won: 0 }));
  const months = getWholeMonths(start, end);
  for (const account of accounts) {
    const [getWorth, getRung] = [follow(account), followRung(account.account)];
    for (const { from, to } of months) {
      const [before, after] = [getWorth(from), getWorth(to)];
      const sum = before > 0 ? sums[getRung(from)] : undefined;
      if (!sum) continue;
      sum.n++;
      if (after === 0) sum.lost++;
      sum.start += before;
      sum.gross += Math.max(0, before - after);
      sum.won += Math.max(0, after - before);
    }
  }
  return sums.flatMap(({ n, lost, start: paid, gross, won }, i) => {
    if (n === 0) return [];
    const { share, lower, upper } = wilson({ successes: lost, trials: n });
    const revenue =
      isKnown && Number.isFinite(paid)
        ? { gross: gross / paid, expansion: won / paid, net: (gross - won) / paid }
        : null;
    return { segment: rungs[i]!, n, lost, share, interval: [lower, upper] as const, revenue };
  });
}

/** The place of the highest rung that anybody of an account was on at a time; -1 where nobody was on one. */
function createRungsThen(facts: Facts, rungs: readonly string[]) {
  const follow = createSegmentsThen(facts);
  const places = new Map<string | null, number>(rungs.map((id, place) => [id, place]));
  const members = groupBy(facts.people, ({ account }) => account ?? "");
  return (account: string) => {
    const own = (members.get(account) ?? []).map((row) => ({ first: row.first, getSegment: follow(row) }));
    return (at: number): number => {
      let highest = -1;
      for (const { first, getSegment } of own)
        if (first <= at) highest = Math.max(highest, places.get(getSegment(at)) ?? -1);
      return highest;
    };
  };
}
