import { readSync } from "node:fs";
import { type Meter, NO_METER } from "./meter.ts";

const NEWLINE = 10;
const BYTE_ORDER_MARK = 0xfeff;
/** Longer lines than this are no log's. */
const LONGEST_LINE = 2 ** 28;

/** Part of a file, in bytes: from the start of a line to the end of one. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface ReadOptions {
  /** Left out: all of it, from where it stands. */
  readonly span?: Span;
  /** Bytes that are read at once. */
  readonly chunk?: number;
  /** Told how far it has come. */
  readonly meter?: Meter;
}

/**
 * The lines of an open file, many at a time. They share the text that they were read in: whoever keeps one keeps all
 * its neighbours.
 */
export function* readLines(
  file: number,
  { span, chunk = 2 ** 16, meter = NO_METER }: ReadOptions = {},
): Generator<readonly string[]> {
  let buffer: Buffer = Buffer.allocUnsafe(chunk);
  let from = span?.from ?? 0;
  let rest = 0;
  let isFirst = true;
  for (;;) {
    const most = Math.min(buffer.length - rest, span ? span.to - from : buffer.length);
    const read = readSync(file, buffer, rest, most, span ? from : null);
    const length = rest + read;
    from += read;
    const end = read === 0 ? length : buffer.subarray(rest, length).lastIndexOf(NEWLINE) + rest;
    if (read > 0 && end < rest) {
      rest = length;
      if (rest === buffer.length) buffer = grow(buffer);
      continue;
    }
    const text = buffer.toString("utf8", 0, end);
    const lines =
      end > 0 ? (isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text).split("\n") : [];
    meter.read(length === end ? end : end + 1, lines.length);
    if (end > 0) yield lines;
    if (read === 0) return;
    isFirst = false;
    buffer.copyWithin(0, end + 1, length);
    rest = length - end - 1;
  }
}

/** A line does not fit: it is given twice the room. */
function grow(buffer: Buffer): Buffer {
  if (buffer.length >= LONGEST_LINE) throw new RangeError(`a line is longer than ${LONGEST_LINE} bytes`);
  return Buffer.concat([buffer], buffer.length * 2);
}
