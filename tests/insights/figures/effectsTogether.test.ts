import { describe, expect, test } from "vitest";
import { getEffectsTogether } from "../../../src/insights/figures/effects/effectsTogether.ts";

const effect = (gap: string, uplift: number, reach = 0.1) =>
  ({ gap, uplift, interval: [uplift - reach, uplift + reach], verdict: { kind: "helps" } }) as const;

describe("effects together", () => {
  const effects = [
    effect("a", 0.02),
    effect("b", 0.21),
    effect("c", -0.03),
    effect("d", 0.05),
    effect("e", 0.11),
  ];

  test("stand in the order of the gaps, whatever their size", () => {
    expect(getEffectsTogether(effects).map(({ gap }) => gap)).toEqual(["a", "b", "c", "d", "e"]);
    expect(
      getEffectsTogether(effects.toReversed())
        .map(({ gap }) => gap)
        .join(""),
    ).toBe("edcba");
  });

  test("are each less sure than alone, and the largest is smaller than it was seen", () => {
    const together = getEffectsTogether(effects);
    for (const { p, adjustedP } of together) expect(adjustedP).toBeGreaterThanOrEqual(p);
    const { uplift, shrunk, shrinkage, p } = together[1]!;
    expect(shrunk).toBeLessThan(uplift);
    expect(shrunk).toBeGreaterThan(0);
    expect(shrinkage).toBeGreaterThan(0);
    // An interval that ends at zero is where p is 0.05.
    expect(p).toBeLessThan(0.001);
    expect(getEffectsTogether([effect("z", 0.1)])[0]!.p).toBeCloseTo(0.05, 6);
  });

  test("stay as they are where there are fewer than four", () => {
    for (const { uplift, shrunk } of getEffectsTogether(effects.slice(0, 3))) expect(shrunk).toBe(uplift);
  });

  test("leave out what is not measured, or not to be believed", () => {
    const unhealthy = { ...effect("u", 0.9), verdict: { kind: "unhealthy", because: ["ratio"] } } as const;
    const unmeasured = { ...effect("n", 0.9), verdict: { kind: "not measured" } } as const;
    const empty = {
      gap: "x",
      uplift: null,
      interval: null,
      verdict: { kind: "too early", unitsLeft: null, daysLeft: null },
    } as const;
    expect(getEffectsTogether([unhealthy, unmeasured, empty])).toEqual([]);
  });
});
