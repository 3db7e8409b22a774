import { expectLevel, expectThat } from "./expectThat.ts";
import { type Interval, LEVEL } from "./interval.ts";
import { studentTUpperQuantile } from "./studentT.ts";
import { type Share, wilson } from "./wilson.ts";

/** What one account pays a month, in any one currency: at the start of the month, and at its end. 0 at the end is gone. */
export interface AccountRevenue {
  readonly start: number;
  readonly end: number;
}

export interface RevenueChurn {
  /** A share of the revenue at the start. */
  readonly share: number;
  /** `undefined` for a single account. */
  readonly interval: Interval | undefined;
}

export interface Churn {
  /** Accounts that paid at the start. */
  readonly n: number;
  readonly lost: number;
  /** Lost accounts, of those at the start; `undefined` where there were none. The same for both others. */
  readonly accounts: Share | undefined;
  /** What was lost with accounts that left or pay less. Never below 0. */
  readonly grossRevenue: RevenueChurn | undefined;
  /** The same less what others pay more. Below 0 where that is more: the revenue of these accounts has grown. */
  readonly netRevenue: RevenueChurn | undefined;
}

/**
 * What was lost in one month, of the accounts that paid at its start: who came in it does not count. Intervals say how
 * far the month's figure would vary with other accounts of the same kind. Revenue is a ratio of sums, whose large
 * accounts weigh more: its interval is that of the delta method, with Student's t.
 * SOURCE: accounts: Wilson 1927. Revenue: Cochran 1977, Sampling Techniques, 6.4 (variance of a ratio).
 * @param accounts All that paid at the start; those that did not are left out.
 * @throws RangeError where a revenue is below 0 or no finite number.
 */
export function churn(accounts: readonly AccountRevenue[], level = LEVEL): Churn {
  expectLevel(level, "churn");
  for (const [i, account] of accounts.entries()) {
    for (const side of ["start", "end"] as const)
      if (!(account[side] >= 0 && account[side] < Number.POSITIVE_INFINITY))
        expectThat(false, `churn: accounts[${i}].${side}`, account[side], "a finite number from 0 on");
  }
  const paying = accounts.filter(({ start }) => start > 0);
  const lost = paying.filter(({ end }) => end === 0).length;
  const n = paying.length;
  if (n === 0) return { n, lost, accounts: undefined, grossRevenue: undefined, netRevenue: undefined };
  return {
    n,
    lost,
    accounts: wilson({ successes: lost, trials: n }, level),
    grossRevenue: getRatio(paying, ({ start, end }) => Math.max(0, start - end), level, 0),
    netRevenue: getRatio(paying, ({ start, end }) => start - end, level),
  };
}

function getRatio(
  accounts: readonly AccountRevenue[],
  getLoss: (account: AccountRevenue) => number,
  level: number,
  least = Number.NEGATIVE_INFINITY,
): RevenueChurn {
  const n = accounts.length;
  const total = accounts.reduce((sum, { start }) => sum + start, 0);
  const share = accounts.reduce((sum, account) => sum + getLoss(account), 0) / total;
  if (n === 1) return { share, interval: undefined };
  const squares = accounts.reduce((sum, account) => sum + (getLoss(account) - share * account.start) ** 2, 0);
  const standardError = Math.sqrt((squares * n) / (n - 1)) / total;
  const reach = studentTUpperQuantile((1 - level) / 2, n - 1) * standardError;
  return { share, interval: { lower: Math.max(least, share - reach), upper: Math.min(1, share + reach) } };
}
