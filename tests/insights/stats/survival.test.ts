import { describe, expect, test } from "vitest";
import { kaplanMeier, type Transformation } from "../../../src/insights/stats/kaplanMeier.ts";
import { logRank } from "../../../src/insights/stats/logRank.ts";
import type { SurvivalTime } from "../../../src/insights/stats/survivalTimes.ts";
import references from "./references/survival.json" with { type: "json" };

interface Columns {
  readonly time: readonly number[];
  readonly status: readonly number[];
}
const read = ({ time, status }: Columns): SurvivalTime[] =>
  time.map((at, i) => ({ at, event: status[i] === 1 }));
/** A number of R's, where it has one. */
const orNone = (value: number | null): number | undefined => value ?? undefined;

const TRANSFORMATIONS = ["plain", "log", "log-log"] as const satisfies readonly Transformation[];

/** Numbers to nine digits, and where there is none, none. */
function expectSame(
  found: ReadonlyArray<number | undefined>,
  expected: ReadonlyArray<number | undefined>,
): void {
  const round = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : Number(value.toFixed(9));
  expect(found.map(round)).toEqual(expected.map(round));
}

describe.each(references.curves)("the curve of $name", ({ times, fits, ...curve }) => {
  test.each(TRANSFORMATIONS)("is that of R's survfit, with its %s limits and quantiles", (transformation) => {
    const { lower, upper, quantiles } = fits[transformation];
    const { steps, quartiles, median } = kaplanMeier(read(times), { transformation });
    for (const column of ["at", "atRisk", "events", "survival"] as const)
      expectSame(
        steps.map((step) => step[column]),
        curve[column],
      );
    // R has no standard error where nobody is left.
    expectSame(
      steps.map(({ standardError }) => standardError),
      curve.standardError.map((value) => value ?? 0),
    );
    // Its limits are of who has not had the event.
    expectSame(
      steps.map(({ interval }) => interval && 1 - interval.upper),
      lower.map(orNone),
    );
    expectSame(
      steps.map(({ interval }) => interval && 1 - interval.lower),
      upper.map(orNone),
    );
    for (const column of ["at", "lower", "upper"] as const)
      expectSame(
        quartiles.map((quantile) => quantile[column]),
        quantiles[column].map(orNone),
      );
    expect(median).toEqual(quartiles[1]);
  });
});

describe.each(references.tests)(
  "the log-rank test of $name",
  ({ groups, n, observed, expected, chiSquare, df, p }) => {
    test("is that of R's survdiff", () => {
      const found = logRank(groups.map(read));
      expect(found.groups.map((group) => group.n)).toEqual(n);
      expectSame(
        found.groups.map((group) => group.observed),
        observed,
      );
      expectSame(
        found.groups.map((group) => group.expected),
        expected,
      );
      expect(found.chiSquare).toBeCloseTo(chiSquare, 9);
      expect(found.df).toBe(df);
      expect(found.p).toBeCloseTo(p, 12);
    });
  },
);

describe("times", () => {
  test("of 6-MP have the values that textbooks print", () => {
    // Kleinbaum and Klein 2012, Survival Analysis, 2; Freireich et al. 1963, Blood 21:699-716.
    const [treated, control] = ["6-MP (Freireich et al. 1963)", "6-MP, control"].map((name) =>
      read(references.curves.find((curve) => curve.name === name)!.times),
    );
    expect(kaplanMeier(treated!).median.at).toBe(23);
    expect(kaplanMeier(control!).median.at).toBe(8);
    expect(kaplanMeier(treated!).steps[0]!.survival).toBeCloseTo(0.857, 3);
    expect(logRank([treated!, control!]).chiSquare).toBeCloseTo(16.79, 2);
  });

  test("of which one half ends exactly at a time have their median in the middle of the two", () => {
    const times = [1, 2, 4, 9].map((at) => ({ at, event: true }));
    expect(kaplanMeier(times).median.at).toBe(3);
    const open = [...times.slice(0, 2), ...[5, 8].map((at) => ({ at, event: false }))];
    expect(kaplanMeier(open).median.at).toBe(5);
  });

  test("of groups in which nothing happened have nothing to compare", () => {
    const quiet = [{ at: 3, event: false }];
    expect(logRank([quiet, quiet])).toMatchObject({ chiSquare: 0, df: 0, p: 1 });
    expect(logRank([quiet, [], [{ at: 2, event: true }]]).df).toBe(1);
  });

  test("that are none are refused, and so is one group alone", () => {
    expect(() => kaplanMeier([{ at: Number.NaN, event: true }])).toThrow(
      "kaplanMeier: at is NaN, expected a finite number",
    );
    expect(() => logRank([[]])).toThrow("logRank: groups is 1, expected two or more");
    expect(() => kaplanMeier([], { level: 95 })).toThrow(
      "kaplanMeier: level is 95, expected a number between 0 and 1",
    );
  });
});
