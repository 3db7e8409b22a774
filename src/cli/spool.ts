import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ReadOptions, readLines, type Span } from "./readLines.ts";

/** Lines that are put aside on the disk, and read again as often as wanted. */
export interface Spool {
  write(line: string): void;
  /** Where all that was written since the last mark stands. */
  mark(): Span;
  read(options: ReadOptions & { readonly span: Span }): Generator<readonly string[]>;
  close(): void;
}

/** Texts are gathered to about this length before they are written. */
const GATHERED = 2 ** 15;

/** The file has no name any more as soon as it is open: however the process ends, nothing of it is left. */
export function createSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), "milepost-"));
  const file = openSync(join(folder, "lines"), "wx+", 0o600);
  rmSync(folder, { recursive: true });
  let waiting: string[] = [];
  let length = 0;
  let from = 0;
  let to = 0;

  function flush(): void {
    const bytes = Buffer.from(waiting.join(""));
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, to + done);
    to += bytes.length;
    waiting = [];
    length = 0;
  }

  return {
    write(line) {
      waiting.push(line, "\n");
      length += line.length;
      if (length > GATHERED) flush();
    },
    mark() {
      flush();
      const span = { from, to };
      from = to;
      return span;
    },
    read: (options) => readLines(file, options),
    close: () => closeSync(file),
  };
}
