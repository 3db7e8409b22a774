import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../src/check/check.ts";
import { getNear } from "../../src/check/getNear.ts";
import { suggest } from "../../src/sdk/config/suggest.ts";

/** Letters that are told apart and some that are not; one that is longer in lower case. */
const word = fc.string({ unit: fc.constantFrom("a", "b", "C", "-", "é", "\u0130", "ሴ"), maxLength: 12 });

describe("names that may have been meant, among many", () => {
  test("are those of which one would be named among all", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 20 }), (found, known) => {
        expect(suggest(found, getNear(found, known))).toBe(suggest(found, known));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ["of one pattern", (i: number) => `step-${i}-done`],
    ["of several words", (i: number) => `${["first", "paid", "team"][i % 3]}-invoice-${i.toString(36)}`],
  ])(
    "are few of 2,000 %s: one in twenty of them at most for a typo, none for what is like none",
    (_, name) => {
      const known = Array.from({ length: 2_000 }, (_, i) => name(i));
      const kept = known.map((one) => getNear(one.replace(/^(...)/, "$1x"), known).length);
      expect(Math.min(...kept)).toBeGreaterThan(0);
      expect(Math.max(...kept)).toBeLessThanOrEqual(100);
      expect(getNear("zzzzzzzzzzzz", known)).toEqual([]);
    },
  );

  test("are named by check, of 300 mistakes each its own", () => {
    const ids = Array.from({ length: 300 }, (_, i) => `step-${i}-done`);
    const gaps = Object.fromEntries(ids.map((id) => [`to-${id}`, { to: id.replace("step", "stepp") }]));
    const milestones = Object.fromEntries(ids.map((id) => [id, { title: id, when: { event: id } }]));
    const { findings } = checkConfig({ version: 1, product: "acme", milestones, gaps }, { now: 0 });
    expect(findings.map(({ message }) => message)).toEqual(
      ids.map((id) => expect.stringContaining(`did you mean ${JSON.stringify(id)}?`)),
    );
  });
});
