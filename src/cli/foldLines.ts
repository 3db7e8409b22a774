/** Narrower than this nothing can be read anyway: what does not fit is left to the terminal. */
const LEAST = 40;
/** What a line goes on with stands so much further in than it began. */
const INDENT = 2;

/**
 * Folds what is longer than a terminal is wide at its spaces, so that no word is cut in two and what belongs to a line
 * stands under it. A word that is longer than all of that stays whole.
 * @param columns Of the terminal; without any, as where the text goes to a file, nothing is folded.
 */
export function foldLines(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < LEAST) return text;
  return text
    .split("\n")
    .flatMap((line) => fold(line, columns))
    .join("\n");
}

function fold(line: string, columns: number): string[] {
  const within = (/^ */.exec(line)?.[0].length ?? 0) + INDENT;
  const indent = " ".repeat(Math.min(within, Math.floor(columns / 2)));
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(" ", columns);
    const first = rest.length - rest.trimStart().length;
    if (at <= first) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = indent + rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
