import { describe, expect, test } from "vitest";
import { betaCdf } from "../../../src/insights/stats/beta.ts";
import { chiSquareTail } from "../../../src/insights/stats/chiSquare.ts";
import { findRoot } from "../../../src/insights/stats/findRoot.ts";
import { gammaCdf, gammaTail, logBeta, logGamma } from "../../../src/insights/stats/gamma.ts";
import {
  normalCdf,
  normalQuantile,
  normalTail,
  normalUpperQuantile,
} from "../../../src/insights/stats/normal.ts";
import { solve } from "../../../src/insights/stats/solve.ts";
import { studentTTail, studentTUpperQuantile } from "../../../src/insights/stats/studentT.ts";
import references from "./references/distributions.json" with { type: "json" };

/** To this share of the value itself, so that small tails count as much as large ones. */
const DIGITS = 1e-11;

const FUNCTIONS: Readonly<Record<string, (...given: number[]) => number>> = {
  logGamma,
  logBeta,
  gammaCdf,
  gammaTail,
  betaCdf: (x, a, b) => betaCdf(x!, a!, b!),
  normalCdf,
  normalTail,
  normalQuantile,
  normalUpperQuantile,
  studentTTail,
  studentTUpperQuantile,
  chiSquareTail,
} as Readonly<Record<string, (...given: number[]) => number>>;

describe("a distribution", () => {
  test.each(Object.entries(references.values))("%s has the values that 40 digits give", (name, rows) => {
    const off = (rows as number[][]).flatMap((row) => {
      const [given, value] = [row.slice(0, -1), row.at(-1)!];
      const found = FUNCTIONS[name]!(...given);
      const error = Math.abs(found - value) / Math.max(Math.abs(value), 1e-300);
      return error <= DIGITS ? [] : [{ given, found, value, error }];
    });
    expect(off).toEqual([]);
    expect(rows.length).toBeGreaterThan(5);
  });

  test("refuses what it has no value for, and says where", () => {
    expect(() => normalQuantile(1)).toThrow(
      "normalUpperQuantile: tail is 1, expected a number between 0 and 1",
    );
    expect(() => studentTTail(1, 0)).toThrow("studentTTail: df is 0, expected a number above 0");
    expect(() => chiSquareTail(1, -1)).toThrow("chiSquareTail: df is -1, expected a number above 0");
  });

  test("has its ends where they are", () => {
    expect([gammaTail(2, 0), gammaTail(2, Number.POSITIVE_INFINITY), gammaCdf(2, 0)]).toEqual([1, 0, 0]);
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
    expect([normalCdf(Number.POSITIVE_INFINITY), normalTail(40)]).toEqual([1, 0]);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    expect(studentTUpperQuantile(0.5, 7)).toBeCloseTo(0, 12);
    expect(studentTUpperQuantile(0.025, Number.POSITIVE_INFINITY)).toBe(normalUpperQuantile(0.025));
  });
});

describe("a root", () => {
  test.each([
    [(x: number) => x ** 3 - 2, 0, 2, Math.cbrt(2)],
    [(x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    [(x: number) => (x - 1) ** 9, -3, 4, 1],
    [(x: number) => Math.sign(x - 0.3), 0, 1, 0.3],
  ])("is found to its last digits: %s", (f, from, to, root) => {
    expect(findRoot(f, from, to)).toBeCloseTo(root, 12);
  });

  test("is not looked for where there need be none", () => {
    expect(() => findRoot((x) => x ** 2 + 1, -1, 1)).toThrow("expected a change of sign");
  });
});

describe("linear equations", () => {
  test("are solved in any order of rows", () => {
    expect(
      solve(
        [
          [0, 2],
          [3, 1],
        ],
        [4, 5],
      ),
    ).toEqual([1, 2]);
  });

  test("without one solution have none", () => {
    const twice = [
      [1, 2],
      [2, 4],
    ];
    expect(solve(twice, [1, 2])).toBeUndefined();
  });
});
