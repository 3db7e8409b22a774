import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "../../../src/insights/stats/benjaminiHochberg.ts";
import { clusterDifference } from "../../../src/insights/stats/clusterDifference.ts";
import { getStepAt, kaplanMeier } from "../../../src/insights/stats/kaplanMeier.ts";
import { logRank } from "../../../src/insights/stats/logRank.ts";
import { newcombe } from "../../../src/insights/stats/newcombe.ts";
import { powerOf, sampleSize } from "../../../src/insights/stats/sampleSize.ts";
import { nps } from "../../../src/insights/stats/scores.ts";
import { shrink } from "../../../src/insights/stats/shrink.ts";
import { wilson } from "../../../src/insights/stats/wilson.ts";

const sample = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(trials * share) }));
const times = fc.array(fc.record({ at: fc.integer({ min: 0, max: 30 }), event: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
});
const clusters = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([people, share]) => ({ people, successes: Math.round(people * share) })),
  { minLength: 2, maxLength: 30 },
);

describe("intervals of shares", () => {
  test("hold the share, and stay between 0 and 1", () => {
    fc.assert(
      fc.property(sample, (one) => {
        const { share, lower, upper } = wilson(one);
        expect(0 <= lower && lower <= share && share <= upper && upper <= 1).toBe(true);
      }),
    );
  });

  test("are the narrower the more there are", () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 2, max: 20 }), ({ successes, trials }, times) => {
        const few = wilson({ successes, trials });
        const many = wilson({ successes: successes * times, trials: trials * times });
        expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
      }),
    );
  });

  test("are the wider the surer they are", () => {
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const [less, more] = [newcombe(one, other, 0.9), newcombe(one, other, 0.99)];
        expect(more.lower).toBeLessThanOrEqual(less.lower);
        expect(more.upper).toBeGreaterThanOrEqual(less.upper);
      }),
    );
  });

  test("of a difference hold it, and change their sign with the arms", () => {
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const [forth, back] = [newcombe(one, other), newcombe(other, one)];
        expect(forth.lower).toBeLessThanOrEqual(forth.difference);
        expect(forth.upper).toBeGreaterThanOrEqual(forth.difference);
        expect(back.lower).toBeCloseTo(-forth.upper, 12);
        expect(back.upper).toBeCloseTo(-forth.lower, 12);
        expect(forth.lower >= -1 && forth.upper <= 1).toBe(true);
      }),
    );
  });

  test("of a score hold it, however the answers are", () => {
    const few = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(few, few, few, (promoters, passives, detractors) => {
        fc.pre(promoters + passives + detractors > 0);
        const { score, interval } = nps({ promoters, passives, detractors });
        expect(interval!.lower).toBeLessThanOrEqual(score);
        expect(interval!.upper).toBeGreaterThanOrEqual(score);
        expect(interval!.upper - interval!.lower).toBeGreaterThan(0);
      }),
    );
  });
});

describe("accounts", () => {
  test.each(["account", "person"] as const)(
    "hold their difference, by %s, and change its sign with the arms",
    (weight) => {
      fc.assert(
        fc.property(clusters, clusters, (one, other) => {
          const [forth, back] = [
            clusterDifference(one, other, { weight }),
            clusterDifference(other, one, { weight }),
          ];
          expect(forth.interval.lower).toBeLessThanOrEqual(forth.difference);
          expect(forth.interval.upper).toBeGreaterThanOrEqual(forth.difference);
          expect(back.interval.upper).toBeCloseTo(-forth.interval.lower, 9);
          expect(back.df).toBeCloseTo(forth.df, 6);
        }),
      );
    },
  );

  test("tell no more than their people, and no less than themselves", () => {
    fc.assert(
      fc.property(clusters, clusters, (one, other) => {
        const { treated } = clusterDifference(one, other);
        expect(treated.effectiveSize).toBeGreaterThanOrEqual(treated.clusters);
        expect(treated.effectiveSize).toBeLessThanOrEqual(treated.people);
      }),
    );
  });

  test("of one person each have the interval of users, but for the few degrees of freedom", () => {
    const toClusters = (successes: number, trials: number) =>
      Array.from({ length: trials }, (_, i) => ({ people: 1, successes: i < successes ? 1 : 0 }));
    const { interval, difference } = clusterDifference(toClusters(400, 1000), toClusters(300, 1000));
    const users = newcombe({ successes: 400, trials: 1000 }, { successes: 300, trials: 1000 });
    expect(difference).toBeCloseTo(users.difference, 12);
    expect(interval.lower).toBeCloseTo(users.lower, 3);
    expect(interval.upper).toBeCloseTo(users.upper, 3);
  });

  test("that are alike within are told wider than their people would be, who are not one by one", () => {
    const half = (of: number) =>
      Array.from({ length: 20 }, (_, i) => ({ people: 10, successes: i < of ? 10 : 0 }));
    const { interval } = clusterDifference(half(10), half(6));
    const asUsers = newcombe({ successes: 100, trials: 200 }, { successes: 60, trials: 200 });
    expect(interval.upper - interval.lower).toBeGreaterThan(2.5 * (asUsers.upper - asUsers.lower));
  });

  test("without a success in one arm do not make sure of a difference", () => {
    const treated = Array.from({ length: 180 }, (_, i) => ({ people: 1, successes: i % 30 === 0 ? 1 : 0 }));
    const control = Array.from({ length: 20 }, () => ({ people: 1, successes: 0 }));
    expect(clusterDifference(treated, control).interval.lower).toBeLessThan(0);
  });
});

describe("a survival curve", () => {
  test("without anybody on the way is the share that is there", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 50 }), (list) => {
        const curve = kaplanMeier(list.map((at) => ({ at, event: true })));
        for (const { at, reached, standardError } of curve.steps) {
          const share = list.filter((one) => one <= at).length / list.length;
          expect(reached).toBeCloseTo(share, 12);
          // And Greenwood's error is that of a binomial.
          expect(standardError).toBeCloseTo(Math.sqrt((share * (1 - share)) / list.length), 12);
        }
      }),
    );
  });

  test.each(["plain", "log", "log-log"] as const)("rises, and its %s interval holds it", (transformation) => {
    fc.assert(
      fc.property(times, (list) => {
        const { steps } = kaplanMeier(list, { transformation });
        for (const [i, { reached, interval, atRisk, events, censored }] of steps.entries()) {
          expect(reached).toBeGreaterThanOrEqual(steps[i - 1]?.reached ?? 0);
          expect(atRisk - events - censored).toBe(steps[i + 1]?.atRisk ?? 0);
          if (!interval) continue;
          expect(0 <= interval.lower && interval.lower <= reached).toBe(true);
          expect(reached <= interval.upper && interval.upper <= 1).toBe(true);
        }
      }),
    );
  });

  test("has its quantiles in order, within their limits, at any unit of time", () => {
    fc.assert(
      fc.property(times, (list) => {
        const curve = kaplanMeier(list);
        const hours = kaplanMeier(list.map(({ at, event }) => ({ at: at * 24, event })));
        for (const [i, { at, lower, upper }] of curve.quartiles.entries()) {
          if (at === undefined) continue;
          expect(at).toBeGreaterThanOrEqual(curve.quartiles[i - 1]?.at ?? 0);
          if (lower !== undefined) expect(lower).toBeLessThanOrEqual(at);
          if (upper !== undefined) expect(upper).toBeGreaterThanOrEqual(at);
          expect(hours.quartiles[i]!.at).toBeCloseTo(at * 24, 9);
        }
      }),
    );
  });

  test("knows nothing before its first step, and its last for ever", () => {
    const curve = kaplanMeier([
      { at: 2, event: true },
      { at: 5, event: false },
    ]);
    expect(getStepAt(curve, 1)).toBeUndefined();
    expect(getStepAt(curve, 2)!.reached).toBe(0.5);
    expect(getStepAt(curve, 99)!.at).toBe(5);
    expect(kaplanMeier([]).median.at).toBeUndefined();
  });
});

describe("a log-rank test", () => {
  test("finds nothing between groups that are the same, and the same in any order", () => {
    fc.assert(
      fc.property(times, times, times, (a, b, c) => {
        expect(logRank([a, a]).chiSquare).toBeCloseTo(0, 9);
        const [one, other] = [logRank([a, b, c]), logRank([c, a, b])];
        expect(other.chiSquare).toBeCloseTo(one.chiSquare, 6);
        expect(other.df).toBe(one.df);
        const events = [a, b, c].flat().filter(({ event }) => event).length;
        expect(one.groups.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(events, 9);
        expect(one.p >= 0 && one.p <= 1).toBe(true);
      }),
    );
  });

  test("asks nothing of time's unit, only of its order", () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        const squared = [a, b].map((list) => list.map(({ at, event }) => ({ at: at ** 2, event })));
        expect(logRank(squared)).toEqual(logRank([a, b]));
      }),
    );
  });
});

describe("the size of a sample", () => {
  const effect = fc
    .tuple(fc.double({ min: 0.05, max: 0.6, noNaN: true }), fc.double({ min: 0.02, max: 0.3, noNaN: true }))
    .map(([base, difference]) => ({ base, difference }));
  const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });

  test.each(["pooled", "unpooled"] as const)("has the power that was asked for, %s", (variance) => {
    fc.assert(
      fc.property(effect, share, share, (wanted, heldOut, power) => {
        const { exact } = sampleSize(wanted, { heldOut, power, variance });
        // Where little is asked for, a single unit may have more.
        fc.pre(exact > 1 && power > 0.1);
        const sizes = { treated: exact * (1 - heldOut), control: exact * heldOut };
        expect(powerOf(wanted, sizes, { variance })).toBeCloseTo(power, 6);
      }),
    );
  });

  test("grows with what is asked for, and falls with what is there to find", () => {
    fc.assert(
      fc.property(effect, share, (wanted, heldOut) => {
        const size = (difference: number, power: number): number =>
          sampleSize({ ...wanted, difference }, { heldOut, power }).exact;
        expect(size(wanted.difference, 0.9)).toBeGreaterThan(size(wanted.difference, 0.8));
        expect(size(wanted.difference / 2, 0.8)).toBeGreaterThan(size(wanted.difference, 0.8));
      }),
    );
  });
});

describe("many tests at once", () => {
  const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });

  test("are never surer than one by one, nor than Bonferroni is, and keep their order", () => {
    fc.assert(
      fc.property(list, (p) => {
        const adjusted = benjaminiHochberg(p);
        for (const [i, one] of adjusted.entries()) {
          expect(one).toBeGreaterThanOrEqual(p[i]!);
          expect(one).toBeLessThanOrEqual(Math.min(1, p[i]! * p.length));
          for (const [j, other] of adjusted.entries())
            if (p[i]! < p[j]!) expect(one).toBeLessThanOrEqual(other);
        }
      }),
    );
  });

  test("with smaller p-values have smaller adjusted ones", () => {
    fc.assert(
      fc.property(list, fc.double({ min: 0, max: 1, noNaN: true }), (p, factor) => {
        const [before, after] = [benjaminiHochberg(p), benjaminiHochberg(p.map((one) => one * factor))];
        for (const [i, one] of after.entries()) expect(one).toBeLessThanOrEqual(before[i]!);
      }),
    );
  });
});

describe("estimates that are drawn together", () => {
  const estimates = fc.array(
    fc.record({
      estimate: fc.double({ min: -1, max: 1, noNaN: true }),
      standardError: fc.double({ min: 0.01, max: 1, noNaN: true }),
    }),
    { minLength: 4, maxLength: 20 },
  );

  test("lie between themselves and their mean, and the noisier go farther", () => {
    fc.assert(
      fc.property(estimates, (list) => {
        const { mean, estimates: shrunk } = shrink(list);
        for (const [i, { estimate, shrinkage }] of shrunk.entries()) {
          const [from, to] = [Math.min(list[i]!.estimate, mean), Math.max(list[i]!.estimate, mean)];
          expect(estimate >= from - 1e-9 && estimate <= to + 1e-9).toBe(true);
          for (const [j, other] of list.entries())
            if (other.standardError > list[i]!.standardError)
              expect(shrunk[j]!.shrinkage).toBeGreaterThanOrEqual(shrinkage - 1e-12);
        }
      }),
    );
  });

  test("stay where they are if there are fewer than four", () => {
    const list = [
      { estimate: 0.1, standardError: 0.2 },
      { estimate: 0.5, standardError: 0.2 },
    ];
    expect(shrink(list).estimates.map(({ estimate }) => estimate)).toEqual([0.1, 0.5]);
    expect(shrink([]).estimates).toEqual([]);
  });
});
