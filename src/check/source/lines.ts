/** The line of a place in a text, from 1. */
export const countLines = (text: string, offset: number): number => getPlace(text, offset).line;

/** Line and column of a place, from 1, as editors count them: in UTF-16 units. */
export function getPlace(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
