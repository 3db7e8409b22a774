import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "../../../src/insights/stats/benjaminiHochberg.ts";
import { churn } from "../../../src/insights/stats/churn.ts";
import { clusterDifference } from "../../../src/insights/stats/clusterDifference.ts";
import type { Sample } from "../../../src/insights/stats/interval.ts";
import { newcombe } from "../../../src/insights/stats/newcombe.ts";
import { sampleRatio } from "../../../src/insights/stats/sampleRatio.ts";
import { type Effect, powerOf, type SampleSize, sampleSize } from "../../../src/insights/stats/sampleSize.ts";
import { ces, csat, nps } from "../../../src/insights/stats/scores.ts";
import { shrink } from "../../../src/insights/stats/shrink.ts";
import { studentTTail } from "../../../src/insights/stats/studentT.ts";
import { wilson } from "../../../src/insights/stats/wilson.ts";
import { createRandom } from "../../../src/testing/createRandom.ts";
import references from "./references/stats.json" with { type: "json" };

describe("a share", () => {
  test.each(references.shares)("$successes of $trials has the interval of R's prop.test", (row) => {
    const found = wilson(row);
    expect(found.lower).toBeCloseTo(row.lower, 9);
    expect(found.upper).toBeCloseTo(row.upper, 9);
  });

  // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])("%i of %i has the interval that was published", (successes, trials, lower, upper) => {
    const found = wilson({ successes, trials });
    expect([found.lower, found.upper].map((limit) => Number(limit.toFixed(4)))).toEqual([lower, upper]);
  });

  test("of what is no sample is refused", () => {
    expect(() => wilson({ successes: 12, trials: 10 })).toThrow(
      "wilson: successes is 12, expected a whole number from 0 to the trials, 10",
    );
    expect(() => newcombe({ successes: 0, trials: 1 }, { successes: 0, trials: 0 })).toThrow(
      "newcombe: control: trials is 0, expected a whole number from 1 on",
    );
  });
});

describe("a difference of shares", () => {
  // The published ones have four digits; these are composed of the limits of R's prop.test, as method 10 says.
  test.each(references.differences)(
    "$treated less $control has the interval that R's prop.test makes",
    (row) => {
      const toSample = ([successes, trials]: readonly number[]): Sample => ({
        successes: successes!,
        trials: trials!,
      });
      const found = newcombe(toSample(row.treated), toSample(row.control));
      expect(found.lower).toBeCloseTo(row.lower, 9);
      expect(found.upper).toBeCloseTo(row.upper, 9);
    },
  );

  // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("%i of %i less %i of %i has the interval that was published", (a, m, b, n, lower, upper) => {
    const found = newcombe({ successes: a, trials: m }, { successes: b, trials: n });
    expect([found.lower, found.upper].map((limit) => Number(limit.toFixed(4)))).toEqual([lower, upper]);
  });
});

/** The share of simulated experiments whose interval is above zero. */
function findOften({ base, difference }: Effect, { treated, control }: SampleSize): number {
  const random = createRandom(5);
  const draw = (trials: number, share: number): Sample => {
    let successes = 0;
    for (let i = 0; i < trials; i++) if (random() < share) successes++;
    return { successes, trials };
  };
  const found = Array.from({ length: 1500 }, () =>
    newcombe(draw(treated, base + difference), draw(control, base)),
  );
  return found.filter(({ lower }) => lower > 0).length / found.length;
}

describe("a sample", () => {
  test.each(references.powers)(
    "of $n an arm has the power of R's power.prop.test",
    ({ base, difference, n, power }) => {
      const found = powerOf({ base, difference }, { treated: n, control: n }, { variance: "pooled" });
      expect(found).toBeCloseTo(power, 9);
    },
  );

  test.each(references.sizes)(
    "of power $power is as large as R's power.prop.test has it",
    ({ base, difference, power, n }) => {
      const { exact } = sampleSize({ base, difference }, { power, variance: "pooled" });
      expect(exact / 2).toBeCloseTo(n, 4);
    },
  );

  test("shows ten points over 30 % with 2,009 users where 10 % are held out, with 712 where half are", () => {
    const effect = { base: 0.3, difference: 0.1 };
    expect(sampleSize(effect, { heldOut: 0.1 })).toMatchObject({ treated: 1808, control: 201, total: 2009 });
    expect(sampleSize(effect, { heldOut: 0.5 })).toMatchObject({ treated: 356, control: 356, total: 712 });
    const variance = "unpooled";
    expect(sampleSize(effect, { heldOut: 0.1, variance })).toMatchObject({
      treated: 1672,
      control: 186,
      total: 1858,
    });
    expect(sampleSize(effect, { heldOut: 0.5, variance }).exact).toBeCloseTo(706.4, 1);
  });

  test.each([
    [0.3, 0.1, 0.1],
    [0.05, 0.05, 0.1],
    [0.05, 0.05, 0.5],
    [0.9, 0.05, 0.1],
  ])("shows over %f a difference of %f with %f held out as often as planned", (base, difference, heldOut) => {
    const found = findOften({ base, difference }, sampleSize({ base, difference }, { heldOut }));
    expect(found).toBeGreaterThan(0.76);
    expect(found).toBeLessThan(0.84);
  });

  test("for a test with the variance of each arm is too small where successes are rare and few are held out", () => {
    const effect = { base: 0.05, difference: 0.05 };
    expect(findOften(effect, sampleSize(effect, { heldOut: 0.1, variance: "unpooled" }))).toBeLessThan(0.65);
  });

  test("is not planned for an effect that cannot be", () => {
    expect(() => sampleSize({ base: 0.95, difference: 0.1 })).toThrow(
      /^sampleSize: difference is 0.1, expected/,
    );
    expect(() => sampleSize({ base: 0.3, difference: 0.1 }, { heldOut: 1 })).toThrow(
      "sampleSize: heldOut is 1, expected a number between 0 and 1",
    );
  });
});

describe("accounts", () => {
  test("of one share each have Welch's standard error and degrees of freedom", () => {
    // Student's sleep data, moved to shares of 1,000 people: (hours + 2) / 10.
    const toClusters = (hours: readonly number[]) =>
      hours.map((one) => ({ people: 1000, successes: Math.round((one + 2) * 100) }));
    const { one, other, ...welch } = references.welch;
    const found = clusterDifference(toClusters(one), toClusters(other));
    expect(found.difference * 10).toBeCloseTo(welch.difference, 9);
    expect(found.standardError * 10).toBeCloseTo(welch.standardError, 9);
    expect(found.df).toBeCloseTo(welch.df, 6);
    expect(found.difference / found.standardError).toBeCloseTo(welch.t, 9);
    expect(2 * studentTTail(-welch.t, welch.df)).toBeCloseTo(0.07939, 5);
  });

  test("weighed by person have the share and the standard error of R's svyratio", () => {
    const { rows, share, standardError } = references.clusters;
    const { treated } = clusterDifference(rows, rows, { weight: "person" });
    expect(treated.share).toBeCloseTo(share, 12);
    expect(treated.standardError).toBeCloseTo(standardError, 12);
  });

  test("that are none are refused", () => {
    const one = { people: 3, successes: 1 };
    expect(() => clusterDifference([one], [one, one])).toThrow(
      "clusterDifference: treated is 1, expected two or more accounts",
    );
    expect(() => clusterDifference([one, one], [one, { people: 1, successes: 2 }])).toThrow(
      'clusterDifference: control: account is {"people":1,"successes":2}, expected whole numbers',
    );
  });
});

describe("the ratio of arms", () => {
  test.each(references.ratios)("$treated to $control is judged as R's chisq.test does", (row) => {
    const { treated, control, heldOut, chiSquare, p } = row;
    const found = sampleRatio({ treated, control }, heldOut);
    expect(found.chiSquare).toBeCloseTo(chiSquare, 9);
    expect(found.p / p).toBeCloseTo(1, 9);
    expect(found.isAlarm).toBe(p < 0.001);
  });

  test("is as unlikely as was published", () => {
    // Kohavi, Tang and Xu 2020, Trustworthy Online Controlled Experiments: 821,588 to 815,482 has p = 1.8e-6.
    expect(sampleRatio({ treated: 821_588, control: 815_482 }, 0.5).p).toBeCloseTo(1.8e-6, 7);
  });

  test("is looked at within strata, whose sum finds what cancels in all", () => {
    const found = sampleRatio({ treated: 900, control: 100 }, 0.1, {
      phone: { treated: 420, control: 80 },
      desktop: { treated: 480, control: 20 },
    });
    expect(found.isAlarm).toBe(false);
    expect([found.strata.phone!.isAlarm, found.strata.desktop!.isAlarm]).toEqual([true, true]);
    expect(found.among).toMatchObject({ df: 2, isAlarm: true });
    expect(found.among!.chiSquare).toBeCloseTo(40, 9);
  });

  test("of too few says nothing", () => {
    expect(sampleRatio({ treated: 10, control: 15 }, 0.1)).toMatchObject({ isEnough: false, isAlarm: false });
    expect(sampleRatio({ treated: 0, control: 0 }, 0.1)).toMatchObject({ p: 1, isAlarm: false });
  });
});

describe("many tests", () => {
  test("are adjusted as R's p.adjust does", () => {
    const { p, adjusted } = references.hochberg;
    for (const [i, one] of benjaminiHochberg(p).entries()) expect(one).toBeCloseTo(adjusted[i]!, 12);
  });

  test("keep the four of fifteen that Benjamini and Hochberg keep", () => {
    // Their 1995 paper, 3.2: thrombolysis.
    expect(benjaminiHochberg(references.hochberg.p).filter((one) => one <= 0.05)).toHaveLength(4);
  });
});

describe("estimates of like things", () => {
  test("are drawn together as Efron and Morris do with batting averages", () => {
    // 1977, Scientific American 236(5):119-127: hits of 18 players in 45 at bats; the factor is 0.212.
    const hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
    const mean = hits.reduce((sum, one) => sum + one, 0) / hits.length / 45;
    const standardError = Math.sqrt((mean * (1 - mean)) / 45);
    const found = shrink(hits.map((one) => ({ estimate: one / 45, standardError })));
    expect(found.mean).toBeCloseTo(mean, 12);
    expect(1 - found.estimates[0]!.shrinkage).toBeCloseTo(0.212, 3);
    expect(found.estimates[0]!.estimate).toBeCloseTo(0.294, 3);
    expect(found.estimates.at(-1)!.estimate).toBeCloseTo(0.242, 3);
  });

  test("differ between themselves by what DerSimonian and Laird find in the trials of the BCG vaccine", () => {
    // Colditz et al. 1994, Journal of the American Medical Association 271:698-702; logarithms of risk ratios. The
    // values are those that the R package metafor prints for method DL: 0.3088, -0.7141.
    const trials = [
      [4, 119, 11, 128],
      [6, 300, 29, 274],
      [3, 228, 11, 209],
      [62, 13_536, 248, 12_619],
      [33, 5036, 47, 5761],
      [180, 1361, 372, 1079],
      [8, 2537, 10, 619],
      [505, 87_886, 499, 87_892],
      [29, 7470, 45, 7232],
      [17, 1699, 65, 1600],
      [186, 50_448, 141, 27_197],
      [5, 2493, 3, 2338],
      [27, 16_886, 29, 17_825],
    ] as const;
    const { variance, mean } = shrink(
      trials.map(([a, b, c, d]) => ({
        estimate: Math.log(a / (a + b) / (c / (c + d))),
        standardError: Math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)),
      })),
    );
    expect(variance).toBeCloseTo(0.3088, 4);
    expect(mean).toBeCloseTo(-0.7141, 4);
  });
});

describe("what people answered", () => {
  test("is a Net Promoter Score with the interval of an adjusted Wald", () => {
    const { n, score, interval } = nps({ promoters: 50, passives: 30, detractors: 20 });
    expect([n, score]).toEqual([100, 30]);
    // By hand: p = 50.75 / 103, d = 20.75 / 103, (p - d) -+ 1.959964 * sqrt((p + d - (p - d)^2) / 103).
    const [p, d] = [50.75 / 103, 20.75 / 103];
    const reach = 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / 103);
    expect(interval!.lower).toBeCloseTo(100 * (p - d - reach), 9);
    expect(interval!.upper).toBeCloseTo(100 * (p - d + reach), 9);
  });

  test("is not sure where all say the same", () => {
    const { score, interval } = nps({ promoters: 5, passives: 0, detractors: 0 });
    expect(score).toBe(100);
    expect(interval!.lower).toBeLessThan(50);
    expect(interval!.upper).toBe(100);
  });

  test("is a share of the satisfied", () => {
    expect(csat({ successes: 81, trials: 263 }).interval!.lower).toBeCloseTo(0.2553, 4);
  });

  test("is a mean of effort with the interval of R's t.test", () => {
    const { answers, score, lower, upper } = references.effort;
    const found = ces(answers);
    expect(found.score).toBeCloseTo(score, 12);
    expect(found.interval!.lower).toBeCloseTo(lower, 9);
    expect(found.interval!.upper).toBeCloseTo(upper, 9);
    expect(ces([4])).toEqual({ n: 1, score: 4, interval: undefined });
  });

  test("is nothing where nobody answered", () => {
    expect(() => nps({ promoters: 0, passives: 0, detractors: 0 })).toThrow(
      "nps: answers is 0, expected one or more",
    );
    expect(() => ces([])).toThrow("ces: answers is 0, expected one or more");
  });
});

describe("what was lost in a month", () => {
  test("is accounts, and revenue with the standard error of R's svyratio", () => {
    const { rows, share, standardError, t } = references.revenue;
    const found = churn([...rows, { start: 0, end: 500 }]);
    expect(found).toMatchObject({ n: 6, lost: 1, accounts: { share: 1 / 6 } });
    expect(found.netRevenue!.share).toBeCloseTo(share, 12);
    expect(found.netRevenue!.interval!.upper).toBeCloseTo(share + t * standardError, 9);
    expect(found.grossRevenue!.share).toBeCloseTo(300 / 1470, 12);
  });

  test("is below zero where the others have grown by more", () => {
    const found = churn([
      { start: 100, end: 0 },
      { start: 100, end: 150 },
      { start: 100, end: 180 },
    ]);
    expect(found.netRevenue!.share).toBeCloseTo(-0.1, 12);
    expect(found.grossRevenue!.share).toBeCloseTo(1 / 3, 12);
    expect(found.accounts!.share).toBeCloseTo(1 / 3, 12);
  });

  test("is not known of nobody, and of one account without an interval", () => {
    expect(churn([])).toMatchObject({ n: 0, accounts: undefined, netRevenue: undefined });
    const gone = churn([
      { start: 9, end: 0 },
      { start: 1, end: 3 },
    ]);
    expect(gone.grossRevenue!.interval!.upper).toBe(1);
    expect(gone.grossRevenue!.interval!.lower).toBe(0);
    expect(churn([{ start: 5, end: 4 }]).netRevenue).toEqual({ share: 0.2, interval: undefined });
    expect(() => churn([{ start: -1, end: 0 }])).toThrow(
      "churn: accounts[0].start is -1, expected a finite number from 0 on",
    );
  });
});
