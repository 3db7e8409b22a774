import fc from "fast-check";
import { expect, test } from "vitest";
import { suggest } from "../../../src/sdk/config/suggest.ts";

/** Edits between two texts by their definition, with nothing left out. */
function countEdits(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + same,
        swap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
  return rows[a.length]![b.length]!;
}

test("the first of the known names with the fewest edits is meant, where those are few", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "C", "-"), maxLength: 8 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 12 }), (found, known) => {
      const edits = known.map((name) => countEdits(found.toLowerCase(), name.toLowerCase()));
      const fewest = Math.min(...edits);
      const isNear = fewest <= Math.max(1, found.length * 0.4);
      expect(suggest(found, known)).toBe(isNear ? known[edits.indexOf(fewest)] : undefined);
    }),
    { numRuns: 1000 },
  );
});
