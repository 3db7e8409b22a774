import { getMost } from "../sdk/config/suggest.ts";

/**
 * Of thousands of known names those among which `suggest` finds the same as among all, mostly a few: counting its edits of
 * each takes seconds where thousands of names are wrong. Those are left out that need more edits than the nearest can.
 */
export function getNear(found: string, known: readonly string[]): readonly string[] {
  const { text, letters } = toWord(found);
  const words = getWords(known);
  let most = getMost(found);
  // What they share at both ends stands; to replace all between takes one edit a letter.
  for (const other of words) {
    if (most <= 1) break;
    if (Math.abs(other.text.length - text.length) < most)
      most = Math.min(most, Math.max(other.text.length, text.length) - countShared(text, other.text));
  }
  return known.filter((_, i) => mayReach(letters, words[i]!.letters, most));
}

/** A name in lower case, and its letters in the order of the alphabet. */
interface Word {
  readonly text: string;
  readonly letters: string;
}

function toWord(name: string): Word {
  const text = name.toLowerCase();
  return { text, letters: text.split("").sort().join("") };
}

/** Made once for all names that are held against them. */
const made = new WeakMap<readonly string[], readonly Word[]>();

function getWords(known: readonly string[]): readonly Word[] {
  const before = made.get(known);
  if (before) return before;
  const words = known.map(toWord);
  made.set(known, words);
  return words;
}

/** How many letters two texts have in common at their start, and of the rest at their end. */
function countShared(a: string, b: string): number {
  const least = Math.min(a.length, b.length);
  let start = 0;
  let end = 0;
  while (start < least && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (end < least - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return start + end;
}

/** Whether so many edits may be enough: each letter that only one of them has takes one, and an edit mends one of each. */
function mayReach(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let i = 0;
  let j = 0;
  let onlyA = 0;
  let onlyB = 0;
  while (onlyA <= most && onlyB <= most) {
    if (i === a.length || j === b.length) return onlyA + a.length - i <= most && onlyB + b.length - j <= most;
    const one = a.charCodeAt(i);
    const other = b.charCodeAt(j);
    if (one <= other) i++;
    if (other <= one) j++;
    if (one < other) onlyA++;
    if (other < one) onlyB++;
  }
  return false;
}
