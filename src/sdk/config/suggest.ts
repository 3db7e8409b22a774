/** The known name that was probably meant: within one typo, or two in five letters of a longer name. */
export function suggest(found: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => [distance(found.toLowerCase(), name.toLowerCase()), name] as const)
    .sort(([a], [b]) => a - b);
  const [edits, name] = ranked[0] ?? [0, undefined];
  return edits <= Math.max(1, found.length * 0.4) ? name : undefined;
}

/** Edits between two texts, a swap of neighbours counted once (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
