import { beforeAll, describe, expect, test } from "vitest";
import { MEASURED, type MeasuredGap } from "../../src/simulation/effects.ts";
import type { Reaction } from "../../src/simulation/reactions.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { DAY } from "../helpers/person.ts";

/** Of one person: when each gap but the one that is compared was triggered first, and what else was counted of them. */
interface Life {
  readonly firsts: ReadonlyMap<string, number>;
  /** Times that a target of another gap was not there. */
  readonly missing: number;
  /** Days from the first trigger of the gap that is compared to the end. */
  readonly followed: number | undefined;
}

const NOTHING = Object.fromEntries(MEASURED.map((gap) => [gap, 0]));
const TRIGGERS: readonly unknown[] = ["Guide Shown", "Guide Held Out"];

/** Most of a year in which guides do nothing, with one gap of which this share is held out. */
function live(compared: MeasuredGap, share: number, seed: number, everybody?: Reaction): Map<string, Life> {
  const lives = new Map<string, { firsts: Map<string, number>; missing: number; followed?: number }>();
  const year = simulateYear({
    seed,
    accounts: 20,
    days: 300,
    holdout: 0,
    holdouts: { [compared]: share },
    effects: NOTHING,
    ...(everybody && { everybody }),
  });
  for (const { userId, event, timestamp, properties } of year.rows) {
    if (typeof userId !== "string") continue;
    const life = lives.get(userId) ?? { firsts: new Map<string, number>(), missing: 0 };
    lives.set(userId, life);
    const { gap_id: gap } = properties as { readonly gap_id?: string };
    const at = Date.parse(timestamp);
    if (gap === compared) {
      if (TRIGGERS.includes(event)) life.followed ??= Math.floor((year.truth.span.end - at) / DAY);
    } else if (gap !== undefined) {
      if (event === "Guide Target Missing") life.missing++;
      if (TRIGGERS.includes(event) && !life.firsts.has(gap)) life.firsts.set(gap, at);
    }
  }
  return lives as Map<string, Life>;
}

/** Four standard errors: a mean that is nothing is beyond them once in 16,000 times. */
const BOUND = 4;

/** By how many standard errors the mean of these differences is not nothing. */
function getDistance(differences: readonly number[]): number {
  const n = differences.length;
  const mean = differences.reduce((sum, one) => sum + one, 0) / n;
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  return variance === 0 ? (mean === 0 ? 0 : Number.POSITIVE_INFINITY) : mean / Math.sqrt(variance / n);
}

describe("a year without effects, lived in both arms of a gap", () => {
  describe.each([
    ["gone-quiet", 1, "dismisses"],
    ["no-reminders", 2, "completes"],
    ["no-reminders", 1, undefined],
  ] as const)("of %s, seed %d, where everybody does: %s", (gap, seed, does) => {
    let pairs: Array<readonly [treated: Life, heldOut: Life]>;
    beforeAll(() => {
      const treated = live(gap, 1e-9, seed, does);
      const heldOut = live(gap, 1, seed, does);
      expect([...heldOut.keys()]).toEqual([...treated.keys()]);
      pairs = [...treated].map(([user, life]) => [life, heldOut.get(user)!] as const);
    });
    const getDifferences = (count: (life: Life) => number): number[] =>
      pairs.map(([treated, heldOut]) => count(treated) - count(heldOut));

    test("has it triggered for the same people, who are followed as long", () => {
      expect(pairs.filter(([treated]) => treated.followed !== undefined).length).toBeGreaterThan(10);
      const differing = pairs.filter(([treated, heldOut]) => treated.followed !== heldOut.followed);
      // What they do with what they see is drawn in the order in which they see it: where that differs, so do they.
      expect(differing.length).toBeLessThanOrEqual(does ? 0 : 0.03 * pairs.length);
    });

    test("has as many first triggers of every other gap, a person", () => {
      const others = new Set(pairs.flatMap(([{ firsts }]) => [...firsts.keys()]));
      expect(others.size).toBeGreaterThan(2);
      for (const other of others) {
        const differences = getDifferences(({ firsts }) => +firsts.has(other));
        expect(Math.abs(getDistance(differences)), other).toBeLessThan(BOUND);
      }
      const all = getDifferences(({ firsts }) => firsts.size);
      expect(Math.abs(getDistance(all)), "all").toBeLessThan(BOUND);
      expect(Math.abs(all.reduce((sum, one) => sum + one, 0) / all.length)).toBeLessThan(0.05);
    });

    test("has as many missing targets of other gaps, a person", () => {
      expect(Math.abs(getDistance(getDifferences(({ missing }) => missing)))).toBeLessThan(BOUND);
    });

    if (!does) return;
    test("has them at the same moments", () => {
      const differing = pairs.filter(
        ([{ firsts: seen }, { firsts: unseen }]) => JSON.stringify([...seen]) !== JSON.stringify([...unseen]),
      );
      expect(differing.map(([{ firsts: seen }, { firsts: unseen }]) => [[...seen], [...unseen]])).toEqual([]);
    });
  });
});
