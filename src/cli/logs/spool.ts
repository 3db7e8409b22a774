import { closeSync, writeSync } from "node:fs";
import { type ReadOptions, readLines, type Span } from "./readLines.ts";
import { openUnnamedFile } from "./unnamedFile.ts";

/** Lines that are put aside on the disk, and read again as often as wanted. */
export interface Spool {
  write(line: string): void;
  /** Where all that was written since the last mark stands. */
  mark(): Span;
  read(options: ReadOptions & { readonly span: Span }): Generator<readonly string[]>;
  close(): void;
}

/** Bytes that are gathered before they are written. */
const GATHERED = 2 ** 14;
/** UTF-8 takes no more for a character. */
const MOST_BYTES = 3;

export function createSpool(): Spool {
  const file = openUnnamedFile();
  const gathered = Buffer.allocUnsafe(GATHERED);
  let length = 0;
  let from = 0;
  let to = 0;

  function append(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, to + done);
    to += bytes.length;
  }

  function flush(): void {
    append(gathered.subarray(0, length));
    length = 0;
  }

  return {
    // Copied at once: a line that waits would keep all the text that it was read with.
    write(line) {
      const most = MOST_BYTES * line.length + 1;
      if (length + most > GATHERED) flush();
      if (most > GATHERED) return append(Buffer.from(`${line}\n`));
      length += gathered.write(line, length);
      gathered[length++] = 10;
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
