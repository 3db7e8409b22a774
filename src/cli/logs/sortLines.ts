import { compareEvents, type LogEvent } from "../../replay/logEvent.ts";
import type { Span } from "./readLines.ts";
import { createSpool, type Spool } from "./spool.ts";

/** A log that was put in order on the disk, as far as memory goes: pieces that are in order each. */
export interface SortedLines {
  readonly spool: Spool;
  readonly pieces: readonly Span[];
}

/** Characters that are put in order at once. */
const PIECE = 2 ** 24;

/** Of an event what its place depends on, and its line. */
type Ranked = Pick<LogEvent, "at" | "id" | "user" | "line">;

export function sortLines(batches: Iterable<readonly LogEvent[]>): SortedLines {
  const spool = createSpool();
  const pieces: Span[] = [];
  let ranked: Ranked[] = [];
  let length = 0;

  function finish(): void {
    for (const { line } of ranked.sort(compareEvents)) spool.write(line);
    pieces.push(spool.mark());
    ranked = [];
    length = 0;
  }

  for (const batch of batches) {
    for (const { at, id, user, line } of batch) {
      ranked.push({ at, id, user, line });
      length += line.length;
    }
    if (length > PIECE) finish();
  }
  finish();
  return { spool, pieces };
}
