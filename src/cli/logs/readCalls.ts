import { closeSync, fstatSync } from "node:fs";
import { type Bag, isBag } from "../../dialects/specEvent.ts";
import { toSegment } from "../../dialects/toSegment.ts";
import { unwrap } from "../../dialects/unwrap.ts";
import { isRefused, type LogEvent, readEvent } from "../../replay/logEvent.ts";
import { nameFile } from "../commandError.ts";
import { createGauge, type Gauge } from "./gauge.ts";
import { type Meter, NO_METER } from "./meter.ts";
import { openText } from "./openText.ts";
import { readLines } from "./readLines.ts";
import { hasLines, readValues } from "./readValues.ts";
import type { Texts } from "./splitValues.ts";

/** A call of a log as it stands there, in the form of the Segment spec, and what is read of it. */
export interface LogCall {
  readonly log: string;
  /** Counted from 1. */
  readonly line: number;
  readonly call: Bag;
  readonly event: LogEvent;
}

/** A log that is read once, in the order in which it stands. */
export interface CallLog {
  readonly calls: Iterable<LogCall>;
  /** What was found in it, once all of it was read. */
  readonly gauge: Gauge;
  readonly bytes: number;
  close(): void;
}

/** @throws {CommandError} with the log's name, where it cannot be read. */
export async function openCalls(name: string, meter: Meter = NO_METER): Promise<CallLog> {
  const file = await openText(name);
  const gauge = createGauge(name);
  return {
    calls: readCalls(name, hasLines(file) ? numberLines(file, meter) : readValues(file, meter), gauge),
    gauge,
    bytes: fstatSync(file).size,
    close: () => closeSync(file),
  };
}

function* numberLines(file: number, meter: Meter): Generator<Texts> {
  let line = 0;
  for (const texts of readLines(file, { span: { from: 0, to: Number.POSITIVE_INFINITY }, meter }))
    yield { texts, lines: texts.map(() => ++line) };
}

function* readCalls(log: string, texts: Iterable<Texts>, gauge: Gauge): Generator<LogCall> {
  try {
    for (const some of texts)
      for (const [i, text] of some.texts.entries()) yield* readCall(log, text, some.lines[i]!, gauge);
  } catch (error) {
    throw nameFile(log, error as Error);
  }
}

function* readCall(log: string, text: string, line: number, gauge: Gauge): Generator<LogCall> {
  if (text.trim() === "") return;
  const value = parse(text);
  if (value === undefined)
    return gauge.refuse({ code: "invalid", field: "", value: undefined, expected: "an event" }, line);
  for (const one of unwrap(value)) {
    const event = readEvent(one, isBag(value) && one === value ? text.trimEnd() : JSON.stringify(one));
    if (isRefused(event)) gauge.refuse(event, line);
    else {
      gauge.events++;
      yield { log, line, call: toSegment(one as Bag), event };
    }
  }
}

/** `undefined` where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
