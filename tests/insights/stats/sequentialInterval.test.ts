import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newcombe } from "../../../src/insights/stats/newcombe.ts";
import { sampleSize } from "../../../src/insights/stats/sampleSize.ts";
import { getSequentialBoundary } from "../../../src/insights/stats/sequentialBoundary.ts";
import {
  BURN_IN,
  getSequentialInterval,
  planSequential,
  type SequentialLook,
  toClusterLook,
  toSequentialLook,
} from "../../../src/insights/stats/sequentialInterval.ts";
import { createRandom } from "../../../src/testing/createRandom.ts";
import { type Design, type Outcome, runExperiment } from "../../helpers/experiments.ts";

const EFFECT = { base: 0.3, difference: 0.1 };

/** Experiments, and walks: `npm run test:laws` has all. */
const SHARE = process.env.npm_lifecycle_event === "test:laws" ? 1 : 1 / 3;
const TIMES = 300 * SHARE;

/** What a binomial with this probability exceeds once in a thousand times. */
const getMost = (n: number, p: number): number => n * p + 3.1 * Math.sqrt(n * p * (1 - p));

const repeat = (design: Design, times: number, seed: number): Outcome[] => {
  const random = createRandom(seed);
  return Array.from({ length: times }, () => runExperiment(design, random));
};

const count = (outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean): number =>
  outcomes.filter(is).length;

describe("an interval that is looked at daily", () => {
  const NONE = { base: 0.3, effect: 0, worth: 0.1 };
  test.each([
    ["users, 10 % held out", { ...NONE, by: "user", heldOut: 0.1 }, TIMES],
    ["users, 50 % held out", { ...NONE, by: "user", heldOut: 0.5 }, TIMES],
    ["users with rare successes", { ...NONE, by: "user", heldOut: 0.1, base: 0.05, worth: 0.05 }, TIMES],
    ["accounts, 10 % held out", { ...NONE, by: "account", heldOut: 0.1, worth: 0.2 }, TIMES],
    ["accounts, 50 % held out", { ...NONE, by: "account", heldOut: 0.5, worth: 0.2 }, TIMES],
  ] as const)(
    "finds what is not there in at most 5 of 100 experiments, a plain one in far more: %s",
    (_, design, n) => {
      const outcomes = repeat(design, n, 7);
      expect(count(outcomes, ({ shown }) => shown !== undefined)).toBeLessThanOrEqual(getMost(n, 0.05));
      expect(count(outcomes, ({ plain }) => plain !== undefined)).toBeGreaterThan(0.15 * n);
    },
  );

  test.each([0.1, 0.5])(
    "finds what is there as often as planned, and sooner, with %f held out",
    (heldOut) => {
      const outcomes = repeat({ by: "user", heldOut, base: 0.3, effect: 0.1, worth: 0.1 }, TIMES, 11);
      expect(count(outcomes, ({ shown }) => shown !== undefined)).toBeGreaterThan(
        TIMES - getMost(TIMES, 0.2),
      );
      const found = outcomes.filter(({ shown }) => shown !== undefined);
      const share = found.reduce((sum, { shown, days }) => sum + shown! / days, 0) / found.length;
      expect(share).toBeLessThan(0.85);
      expect(count(outcomes, ({ isCovered }) => !isCovered)).toBeLessThanOrEqual(getMost(TIMES, 0.05));
    },
  );
});

describe("the phases of an interval", () => {
  const plan = planSequential(EFFECT, { heldOut: 0.5 });
  const look = (size: number, treated: number, control: number): SequentialLook =>
    toSequentialLook(
      { successes: Math.round(size * treated), trials: size },
      { successes: Math.round(size * control), trials: size },
    );

  test("are none, wide and final, and what comes after the end changes nothing", () => {
    const looks = [
      look(BURN_IN - 1, 0.9, 0.1),
      look(BURN_IN, 0.5, 0.3),
      look(400, 0.4, 0.3),
      look(900, 0.3, 0.3),
    ];
    const shown = getSequentialInterval(looks, plan);
    expect(shown.map(({ phase }) => phase)).toEqual(["burn-in", "underway", "final", "final"]);
    expect(shown[0]!.interval).toBeUndefined();
    expect(shown[3]).toBe(shown[2]);
  });

  test("are told day by day as they are told together", () => {
    const looks = [10, 30, 100, 200, 300, 400].map((size) => look(size, 0.4, 0.3));
    const together = getSequentialInterval(looks, plan);
    const byDay = looks.map((_, i) => getSequentialInterval(looks.slice(0, i + 1), plan).at(-1));
    expect(byDay).toEqual(together);
  });

  test("end with an interval that is a little wider than that of who looks once", () => {
    const [treated, control] = [
      { successes: 160, trials: 400 },
      { successes: 120, trials: 400 },
    ];
    const [shown] = getSequentialInterval([toSequentialLook(treated, control)], {
      ...plan,
      treated: 400,
      control: 400,
    });
    const once = newcombe(treated, control);
    const width = shown!.interval!.upper - shown!.interval!.lower;
    expect(width / (once.upper - once.lower)).toBeGreaterThan(1.03);
    expect(width / (once.upper - once.lower)).toBeLessThan(1.05);
  });

  test("keep the sides apart: arms that change places change the sign", () => {
    const size = fc.integer({ min: BURN_IN, max: 2000 });
    const arm = fc.tuple(size, fc.double({ min: 0, max: 1, noNaN: true })).map(([trials, share]) => ({
      trials,
      successes: Math.round(trials * share),
    }));
    fc.assert(
      fc.property(arm, arm, (one, other) => {
        const show = (treated: typeof one, control: typeof one) =>
          getSequentialInterval([toSequentialLook(treated, control)], {
            ...plan,
            treated: 900,
            control: 900,
          })[0]!;
        const [forth, back] = [show(one, other), show(other, one)];
        expect(back.difference).toBeCloseTo(-forth.difference!, 12);
        expect(back.interval!.lower).toBeCloseTo(-forth.interval!.upper, 12);
        expect(back.interval!.upper).toBeCloseTo(-forth.interval!.lower, 12);
        expect(forth.interval!.lower).toBeLessThanOrEqual(forth.difference!);
        expect(forth.interval!.upper).toBeGreaterThanOrEqual(forth.difference!);
        expect(forth.interval!.lower).toBeGreaterThanOrEqual(-1);
        expect(forth.interval!.upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("begin on the first day, before anybody is in one of the arms", () => {
    const nobody = { successes: 0, trials: 0 };
    const looks = [
      toSequentialLook(nobody, nobody),
      toSequentialLook({ successes: 3, trials: 9 }, nobody),
      toSequentialLook({ successes: 30, trials: 90 }, { successes: 1, trials: 2 }),
    ];
    const shown = getSequentialInterval(looks, plan);
    expect(shown.map(({ phase }) => phase)).toEqual(["burn-in", "burn-in", "burn-in"]);
    expect(shown.map(({ difference }) => difference)).toEqual([undefined, undefined, 1 / 3 - 1 / 2]);
    const account = { people: 4, successes: 1 };
    const byAccount = planSequential(EFFECT, { by: "account" });
    const [first] = getSequentialInterval([toClusterLook([account, account], [account])], byAccount);
    expect(first).toEqual({ phase: "burn-in", fraction: 0, difference: undefined, interval: undefined });
  });

  test("refuse what is no look, and say where", () => {
    const wrong = { ...look(30, 0.4, 0.3), df: 0 };
    expect(() => getSequentialInterval([wrong], plan)).toThrow(
      "getSequentialInterval: df is 0, expected a number above 0",
    );
    expect(() => getSequentialInterval([], { ...plan, treated: 0 })).toThrow(
      "getSequentialInterval: plan.treated is 0, expected a number above 0",
    );
    const accounts = { ...look(30, 0.4, 0.3), df: 40 };
    expect(() => getSequentialInterval([accounts], plan)).toThrow(
      'getSequentialInterval: plan.by is "user", expected account, as accounts are looked at',
    );
  });
});

describe("the plan of who looks daily", () => {
  test.each([
    [0.1, 2009, 2129, 2286],
    [0.5, 712, 754, 810],
  ])(
    "asks with %f held out for %i users of who looks once, and here for %i, of accounts for %i",
    (heldOut, once, users, accounts) => {
      expect(sampleSize(EFFECT, { heldOut }).total).toBe(once);
      expect(planSequential(EFFECT, { heldOut }).total).toBe(users);
      expect(planSequential(EFFECT, { heldOut, by: "account" }).total).toBe(accounts);
    },
  );

  test("has as many in the smaller arm as an interval needs, however large the effect", () => {
    expect(planSequential({ base: 0.1, difference: 0.8 }, { heldOut: 0.1 })).toMatchObject({
      treated: 180,
      control: BURN_IN,
      total: 200,
    });
  });
});

describe("the boundary", () => {
  /** The share of random walks of many small steps that cross, as the discrete looks of each day do. */
  function walk(level: number, end: number, walks: number): number {
    const random = createRandom(3);
    const boundary = getSequentialBoundary(level);
    const steps = 400;
    const atEnd = boundary.getFinal(end);
    let crossed = 0;
    for (let i = 0; i < walks; i++) {
      let [w, isOut] = [0, false];
      for (let step = 1; step <= steps && !isOut; step++) {
        const t = step / steps;
        // The sum of two lots has a triangle's shape: near enough to normal, step by step.
        const wide = t < 1 ? 1 : 1 + (end - 1) * steps;
        w += (random() + random() - 1) * Math.sqrt((6 * wide) / steps);
        const z = Math.abs(w) / Math.sqrt(t < 1 ? t : end);
        isOut = z > (t < 1 ? boundary.getUnderway(t) : atEnd);
      }
      if (isOut) crossed++;
    }
    return crossed / walks;
  }

  test.each([
    [0.95, 1],
    [0.95, 1.2],
    [0.9, 1],
    [0.95, 2],
  ])("of level %f, with a last look at %f of the plan, is crossed as rarely as it says", (level, end) => {
    const share = walk(level, end, Math.ceil(4000 * SHARE));
    expect(share).toBeLessThan(1 - level + 0.01);
    expect(share).toBeGreaterThan((1 - level) * 0.6);
  });

  test("is b = 2.432 on the way and c = 1.997 at the end of a level of 95 %", () => {
    const boundary = getSequentialBoundary(0.95);
    expect(boundary.getUnderway(0.25)).toBeCloseTo(2 * 2.4324, 3);
    expect(boundary.getFinal(1)).toBeCloseTo(1.9966, 4);
    expect(boundary.getFinal(1.5)).toBeGreaterThan(boundary.getFinal(1));
  });
});
