import { writeFileSync } from "node:fs";
import { mayPublish, type StoryFigure } from "../insights/figures/accounts/stories.ts";
import { toCsv } from "../insights/words/csv.ts";
import { getStoryCells } from "../insights/words/storyCells.ts";
import { CommandError, tryFile } from "./commandError.ts";

/**
 * Writes those stories that others may read.
 * @param out A file whose name ends in `.csv` or `.json`.
 * @returns What was written, in words.
 * @throws {CommandError} where the name ends otherwise, or the file cannot be written.
 */
export function writeStories(stories: readonly StoryFigure[], out: string): string {
  const open = stories.filter(mayPublish);
  const text = formatStories(open, out);
  tryFile(out, () => writeFileSync(out, `${text}\n`));
  return `written to ${out}: ${open.length} of ${stories.length} stories, those whose tellers let others read them`;
}

function formatStories(stories: readonly StoryFigure[], out: string): string {
  if (/\.csv$/i.test(out)) return toCsv(getStoryCells(stories));
  if (/\.json$/i.test(out)) return JSON.stringify(stories);
  throw new CommandError(
    `--stories: found ${JSON.stringify(out)}, expected a file that ends in .csv or .json`,
  );
}
