import { readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { type Meter, NO_METER } from "./meter.ts";
import { createValueSplitter, type Texts } from "./splitValues.ts";

/** Bytes that are read at once. */
const CHUNK = 2 ** 16;

/** Bytes at the beginning of a log in which its form shows. */
const GLANCE = 2 ** 16;

/**
 * Has a log a value in each line? Else it is JSON over several lines, or one array. A log of which the first line is
 * longer than the glance may be either: it is not read by lines.
 */
export function hasLines(file: number): boolean {
  const bytes = Buffer.alloc(GLANCE);
  const start = bytes.toString("utf8", 0, readSync(file, bytes, 0, GLANCE, 0)).replace(/^[\s\uFEFF]+/, "");
  if (start.startsWith("[")) return false;
  if (!start.startsWith("{")) return true;
  const end = start.indexOf("\n");
  return isJson(end < 0 ? start : start.slice(0, end));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The values of a file, wherever its lines end. */
export function* readValues(file: number, meter: Meter = NO_METER): Generator<Texts> {
  const bytes = Buffer.allocUnsafe(CHUNK);
  const decoder = new StringDecoder("utf8");
  const splitter = createValueSplitter();
  let from = 0;
  for (let read = readSync(file, bytes, 0, CHUNK, 0); read > 0; ) {
    from += read;
    const values = splitter.take(decoder.write(bytes.subarray(0, read)));
    meter.read(read, values.texts.length);
    yield values;
    read = readSync(file, bytes, 0, CHUNK, from);
  }
  yield splitter.take(decoder.end());
  yield splitter.end();
}
