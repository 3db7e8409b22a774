import { closeSync, fstatSync, openSync } from "node:fs";
import { type LogEvent, readEvent } from "../../replay/logEvent.ts";
import { nameFile, tryFile } from "../commandError.ts";
import { inOrder, OutOfOrder } from "./inOrder.ts";
import { type Batches, mergeEvents } from "./mergeEvents.ts";
import { readLines, type Span } from "./readLines.ts";
import { type SortedLines, sortLines } from "./sortLines.ts";

/** Logs that are read as one, in order of time. */
export interface Logs {
  /**
   * All events in order of time, what happened at once by messageId; none is held longer than its batch.
   * @throws {OutOfOrder} where a log is not in order. It is by the next call, which begins again.
   */
  read(gauge: Gauge): Batches;
  close(): void;
}

/** What is read beside the events. */
export interface Gauge {
  /** Lines that are no event. */
  rejected: number;
}

interface Log {
  readonly name: string;
  readonly file: number;
  sorted?: SortedLines & Gauge;
}

const WHOLE: Span = { from: 0, to: Number.POSITIVE_INFINITY };
/** There are many pieces at once. */
const PIECE_CHUNK = 2 ** 15;

/** @throws {Error} with the log's name, where one cannot be read. */
export function openLogs(names: readonly string[]): Logs {
  const logs = names.map((name): Log => ({ name, file: tryFile(name, () => openSync(name, "r")) }));
  // What can be read but once, a pipe, is put on the disk first.
  for (const log of logs) if (!fstatSync(log.file).isFile()) sort(log, undefined);
  return {
    read(gauge) {
      return mergeEvents(logs.flatMap((log) => readLog(log, gauge)));
    },
    close() {
      for (const { file, sorted } of logs) {
        closeSync(file);
        sorted?.spool.close();
      }
    },
  };
}

/** Puts a log in order. */
function sort(log: Log, span: Span | undefined): void {
  const gauge = { rejected: 0 };
  const lines = readLines(log.file, span ? { span } : {});
  const sorted = tryFile(log.name, () => sortLines(toEvents(lines, gauge)));
  log.sorted = { ...sorted, ...gauge };
}

function readLog(log: Log, gauge: Gauge): Batches[] {
  const { sorted } = log;
  if (!sorted) return [readStraight(log, gauge)];
  gauge.rejected += sorted.rejected;
  return sorted.pieces.map((span) => toEvents(sorted.spool.read({ span, chunk: PIECE_CHUNK }), gauge));
}

function* readStraight(log: Log, gauge: Gauge): Generator<readonly LogEvent[]> {
  try {
    yield* inOrder(toEvents(readLines(log.file, { span: WHOLE }), gauge));
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw nameFile(log.name, error as Error);
    sort(log, WHOLE);
    throw error;
  }
}

/** The events of lines, in their order. */
export function* toEvents(lines: Iterable<readonly string[]>, gauge: Gauge): Generator<LogEvent[]> {
  for (const some of lines) {
    const events: LogEvent[] = [];
    for (const line of some) {
      const event = readEvent(line);
      if (event) events.push(event);
      else if (line.trim() !== "") gauge.rejected++;
    }
    yield events;
  }
}
