import type { SourceFile } from "./part.ts";

/** Where each line of a file begins, found once: a config with a mistake in each line is told in no time, too. */
const starts = new WeakMap<SourceFile, readonly number[]>();

function getStarts(file: SourceFile): readonly number[] {
  const known = starts.get(file);
  if (known) return known;
  const found = [
    0,
    ...Array.from(file.text.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length),
  ];
  starts.set(file, found);
  return found;
}

export const countLines = (file: SourceFile, offset: number): number => getPlace(file, offset).line;

/** Line and column of a place, from 1, as editors count them: in UTF-16 units. */
export function getPlace(
  file: SourceFile,
  offset: number,
): { readonly line: number; readonly column: number } {
  const all = getStarts(file);
  let line = 0;
  for (let after = all.length; after - line > 1; ) {
    const middle = (line + after) >> 1;
    if (all[middle]! <= offset) line = middle;
    else after = middle;
  }
  return { line: line + 1, column: offset - all[line]! + 1 };
}

/** The lines from one to another, both counted from 1 and with them, without their ends. */
export function getLines(file: SourceFile, first: number, last: number): string[] {
  const all = getStarts(file);
  return file.text
    .slice(all[first - 1], all[last])
    .split(/\r\n|\r|\n/)
    .slice(0, last - first + 1);
}
