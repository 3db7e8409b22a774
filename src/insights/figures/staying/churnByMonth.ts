import type { AccountRow, Facts } from "../../facts/rows.ts";
import { type AccountRevenue, churn, type RevenueChurn } from "../../stats/churn.ts";
import { groupBy } from "../groupBy.ts";
import { getWholeMonths } from "./months.ts";

/** What was lost and won in one month, of the accounts that were there at its start. */
export interface MonthFigure {
  /** As `2026-01`, in UTC. */
  readonly month: string;
  /** Accounts at its start: those that paid, where anything is known of worth; else all. */
  readonly n: number;
  readonly lost: number;
  /** Lost of those at the start, from 0 to 1; `null` where there were none. */
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
  /** `null` where nothing is known of worth, nobody paid, or no number can hold it. */
  readonly revenue: RevenueFigure | null;
}

export interface RevenueFigure {
  /** At the month's start, in the vendor's own unit. */
  readonly start: number;
  /** Lost with who left or pays less, as a share of the start. */
  readonly gross: number;
  readonly grossInterval: readonly [number, number] | null;
  /** Won from others of the same accounts, as a share of the start. */
  readonly expansion: number;
  /** Lost less won; below 0 where they pay more in all. */
  readonly net: number;
  readonly netInterval: readonly [number, number] | null;
}

/**
 * Churn of accounts and of revenue, month by month; only months that the log has whole. Who came in a month counts from
 * the next one on. An account has left with its first event of `retention.churned`, and pays nothing from then on; one
 * that goes down to a worth of 0 has left too. Its worth is what `retention.value` said last.
 * SOURCE: see `churn`.
 */
export function getChurn(facts: Facts): MonthFigure[] {
  const { accounts, start, end } = facts;
  if (start === null || end === null || accounts.length === 0) return [];
  const { isKnown, follow } = createWorthThen(facts);
  const months = getWholeMonths(start, end);
  // One month ends where the next begins.
  const times = [...months.map(({ from }) => from), ...months.slice(-1).map(({ to }) => to)];
  const worths = accounts.map((account) => times.map(follow(account)));
  return months.map(({ month }, i) =>
    count(
      month,
      worths.map((own) => ({ start: own[i]!, end: own[i + 1]! })),
      isKnown,
    ),
  );
}

/** What an account pays just before a time; where nothing is known of any worth, 1 as long as it is there. */
export interface WorthThen {
  follow(account: AccountRow): (at: number) => number;
  readonly isKnown: boolean;
}

export function createWorthThen({ values }: Pick<Facts, "values">): WorthThen {
  const byAccount = groupBy(values, ({ account }) => account);
  const isKnown = values.some(({ value }) => value > 0);
  return {
    isKnown,
    follow({ account, first, churned }) {
      const said = byAccount.get(account) ?? [];
      return (at) => {
        if (first >= at || (churned !== null && churned < at)) return 0;
        if (!isKnown) return 1;
        let i = said.length - 1;
        while (i >= 0 && said[i]!.at >= at) i--;
        return Math.max(0, said[i]?.value ?? 0);
      };
    },
  };
}

function count(month: string, revenues: readonly AccountRevenue[], isKnown: boolean): MonthFigure {
  const { n, lost, accounts, grossRevenue: gross, netRevenue: net } = churn(revenues);
  const start = revenues.reduce((sum, one) => sum + one.start, 0);
  return {
    month,
    n,
    lost,
    share: accounts?.share ?? null,
    interval: accounts ? [accounts.lower, accounts.upper] : null,
    revenue:
      isKnown && gross && net && Number.isFinite(start)
        ? {
            start,
            gross: gross.share,
            grossInterval: toPair(gross),
            expansion: gross.share - net.share,
            net: net.share,
            netInterval: toPair(net),
          }
        : null,
  };
}

/** Where no account differs from the others nothing tells how far the figure would vary. */
const toPair = ({ interval }: RevenueChurn): readonly [number, number] | null =>
  interval && interval.upper > interval.lower ? [interval.lower, interval.upper] : null;
