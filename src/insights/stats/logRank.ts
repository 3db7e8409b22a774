import { chiSquareTail } from "./chiSquare.ts";
import { expectThat } from "./expectThat.ts";
import { expectTimes, type SurvivalTime } from "./kaplanMeier.ts";
import { solve } from "./solve.ts";

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
 * @param groups Two or more. Times as `kaplanMeier` takes them, in one unit.
 * @throws RangeError for fewer groups, or a time that is no finite number.
 */
export function logRank(groups: ReadonlyArray<readonly SurvivalTime[]>): LogRank {
  expectThat(groups.length > 1, "logRank: groups", groups.length, "two or more");
  for (const times of groups) expectTimes(times, "logRank");
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
    groups: groups.map(({ length: n }, i) => ({ n, observed: observed[i]!, expected: expected[i]! })),
    chiSquare,
    df,
    p: df > 0 ? chiSquareTail(chiSquare, df) : 1,
  };
}

function addUp(groups: ReadonlyArray<readonly SurvivalTime[]>) {
  const zeros = (): number[] => groups.map(() => 0);
  const [observed, expected, covariance] = [zeros(), zeros(), groups.map(zeros)];
  const atRisk = groups.map(({ length }) => length);
  const sorted = groups
    .flatMap((times, group) => times.map((time) => ({ ...time, group })))
    .toSorted((a, b) => a.at - b.at);
  for (let i = 0; i < sorted.length; ) {
    const { at } = sorted[i]!;
    const n = sorted.length - i;
    const [leaving, deaths] = [zeros(), zeros()];
    for (; sorted[i]?.at === at; i++) {
      const { group, event } = sorted[i]!;
      leaving[group]!++;
      if (event) deaths[group]!++;
    }
    const d = deaths.reduce((sum, one) => sum + one, 0);
    // All at risk have the event together: that is certain in each group, and has no variance.
    const factor = n > 1 ? (d * (n - d)) / (n * n * (n - 1)) : 0;
    for (const [row, ofRow] of atRisk.entries()) {
      observed[row]! += deaths[row]!;
      expected[row]! += (d * ofRow) / n;
      for (const [column, ofColumn] of atRisk.entries())
        covariance[row]![column]! += factor * ofRow * ((row === column ? n : 0) - ofColumn);
    }
    for (const [group, left] of leaving.entries()) atRisk[group]! -= left;
  }
  return { observed, expected, covariance };
}
