/** How many edits a name may be away and still be meant. */
export const getMost = (found: string): number => Math.max(1, found.length * 0.4);

/** The known name that was probably meant: within one typo, or two in five letters of a longer name. */
export function suggest(found: string, known: readonly string[]): string | undefined {
  const lower = found.toLowerCase();
  let most = getMost(found);
  let meant: string | undefined;
  for (const name of known) {
    const edits = countEdits(lower, name.toLowerCase(), most);
    if (edits > most) continue;
    meant = name;
    most = edits - 1;
  }
  return meant;
}

/**
 * Edits between two texts, a swap of neighbours counted once (optimal string alignment); infinite where they are more than
 * `most`: among thousands of names nearly all are, and their first letters tell.
 */
function countEdits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  let leastAbove = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
      least = Math.min(least, row[j]!);
    }
    // A swap passes over one row.
    if (Math.min(least, leastAbove) > most) return Number.POSITIVE_INFINITY;
    leastAbove = least;
    before = above;
    above = row;
  }
  return above[b.length]! > most ? Number.POSITIVE_INFINITY : above[b.length]!;
}
