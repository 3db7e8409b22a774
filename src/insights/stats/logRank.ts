import { chiSquareTail } from "./chiSquare.ts";
import { expectThat } from "./expectThat.ts";
import { solve } from "./solve.ts";
import {
  countTimes,
  isSorted,
  type SurvivalTime,
  type SurvivalTimes,
  toSurvivalTimes,
} from "./survivalTimes.ts";

export interface LogRank {
  /** One for each group, in their order. */
  readonly groups: ReadonlyArray<{
    readonly n: number;
    readonly observed: number;
    /** Events that it would have had, were the groups alike. */
    readonly expected: number;
  }>;
  readonly chiSquare: number;
  /** Groups with expected events, less one. */
  readonly df: number;
  /** 1 where there is nothing to compare: no event, or a single group at risk. */
  readonly p: number;
}

/**
 * Whether groups come to an event alike fast: the log-rank test (Mantel-Haenszel, rho = 0), two-sided.
 * SOURCE: Mantel 1966, Cancer Chemotherapy Reports 50:163-170; Peto and Peto 1972, Journal of the Royal Statistical
 * Society A 135:185-207; the variance is the hypergeometric one.
 * @param given Groups: two or more. Times as `kaplanMeier` takes them, in one unit.
 * @throws RangeError for fewer groups, or a time that is no finite number.
 */
export function logRank(given: ReadonlyArray<readonly SurvivalTime[] | SurvivalTimes>): LogRank {
  expectThat(given.length > 1, "logRank: groups", given.length, "two or more");
  const groups = given.map((times) => (isSorted(times) ? times : toSurvivalTimes(times, "logRank")));
  const { observed, expected, covariance } = addUp(groups);
  // One of the groups says nothing that the others do not say; one that never was at risk says nothing at all.
  const compared = expected.flatMap((sum, group) => (sum > 0 ? [group] : [])).slice(1);
  const excess = compared.map((group) => observed[group]! - expected[group]!);
  const among = compared.map((row) => compared.map((column) => covariance[row]![column]!));
  const solution = solve(among, excess);
  const chiSquare = solution
    ? Math.max(
        0,
        solution.reduce((sum, x, i) => sum + x * excess[i]!, 0),
      )
    : 0;
  const df = compared.length;
  return {
    groups: groups.map((times, i) => ({
      n: countTimes(times),
      observed: observed[i]!,
      expected: expected[i]!,
    })),
    chiSquare,
    df,
    p: df > 0 ? chiSquareTail(chiSquare, df) : 1,
  };
}

function addUp(groups: readonly SurvivalTimes[]) {
  const zeros = (): number[] => groups.map(() => 0);
  const [observed, expected, covariance] = [zeros(), zeros(), groups.map(zeros)];
  const atRisk = groups.map(countTimes);
  // Only at events something is added: who left before one is no longer at risk of it.
  const [deaths, nextEvent, nextCensored] = [zeros(), zeros(), zeros()];
  for (;;) {
    let at = Number.POSITIVE_INFINITY;
    for (const [group, { events }] of groups.entries()) at = Math.min(at, events[nextEvent[group]!] ?? at);
    if (at === Number.POSITIVE_INFINITY) return { observed, expected, covariance };
    let [n, d] = [0, 0];
    for (const [group, { events, censored }] of groups.entries()) {
      let next = nextCensored[group]!;
      while (next < censored.length && censored[next]! < at) next++;
      atRisk[group]! -= next - nextCensored[group]!;
      nextCensored[group] = next;
      next = nextEvent[group]!;
      while (events[next] === at) next++;
      deaths[group] = next - nextEvent[group]!;
      nextEvent[group] = next;
      n += atRisk[group]!;
      d += deaths[group]!;
    }
    // All at risk have the event together: that is certain in each group, and has no variance.
    const factor = n > 1 ? (d * (n - d)) / (n * n * (n - 1)) : 0;
    for (let row = 0; row < groups.length; row++) {
      const ofRow = atRisk[row]!;
      observed[row]! += deaths[row]!;
      expected[row]! += (d * ofRow) / n;
      for (let column = 0; column < groups.length; column++)
        covariance[row]![column]! += factor * ofRow * ((row === column ? n : 0) - atRisk[column]!);
    }
    for (let group = 0; group < groups.length; group++) atRisk[group]! -= deaths[group]!;
  }
}
