import { closeSync, fstatSync } from "node:fs";
import type { LogEvent } from "../../replay/logEvent.ts";
import { nameFile, tryFile } from "../commandError.ts";
import { createGauge, type Gauge } from "./gauge.ts";
import { inOrder, OutOfOrder } from "./inOrder.ts";
import { type Batches, mergeEvents } from "./mergeEvents.ts";
import { type Meter, NO_METER } from "./meter.ts";
import { openText } from "./openText.ts";
import { readLines, type Span } from "./readLines.ts";
import { hasLines, readValues } from "./readValues.ts";
import { type SortedLines, sortLines } from "./sortLines.ts";
import { linesToEvents, valuesToEvents } from "./toEvents.ts";

/** Logs that are read as one, in order of time. */
export interface Logs {
  /**
   * All events in order of time, what happened at once by messageId; none is held longer than its batch.
   * @throws {OutOfOrder} where a log is not in order. It is by the next call, which begins again.
   */
  read(): Batches;
  /** What was found in each, once all of it was read. */
  gauges(): readonly Gauge[];
  close(): void;
}

interface Log {
  readonly name: string;
  readonly file: number;
  readonly hasLines: boolean;
  gauge: Gauge;
  sorted?: SortedLines;
}

const WHOLE: Span = { from: 0, to: Number.POSITIVE_INFINITY };
/** There are many pieces at once. */
const PIECE_CHUNK = 2 ** 15;

/**
 * @param meter Told how far it has come, each time that the logs are read.
 * @throws {CommandError} with the log's name, where one cannot be read.
 */
export async function openLogs(names: readonly string[], meter: Meter = NO_METER): Promise<Logs> {
  const logs: Log[] = [];
  const close = (): void => {
    for (const { file, sorted } of logs) {
      closeSync(file);
      sorted?.spool.close();
    }
  };
  try {
    for (const name of names) {
      const file = await openText(name);
      logs.push({ name, file, hasLines: hasLines(file), gauge: createGauge(name) });
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    read() {
      meter.begin(
        logs.reduce((sum, { file, sorted }) => sum + (sorted ? getSize(sorted) : fstatSync(file).size), 0),
      );
      return mergeEvents(logs.flatMap((log) => readLog(log, meter)));
    },
    gauges: () => logs.map(({ gauge }) => gauge),
    close,
  };
}

/** All events of a log, as they stand in it. */
function readFile(log: Log, meter: Meter): Batches {
  const gauge = createGauge(log.name);
  log.gauge = gauge;
  return log.hasLines
    ? linesToEvents(readLines(log.file, { span: WHOLE, meter }), gauge)
    : valuesToEvents(readValues(log.file, meter), gauge);
}

function readLog(log: Log, meter: Meter): Batches[] {
  const { sorted } = log;
  return sorted
    ? sorted.pieces.map((span) => linesToEvents(sorted.spool.read({ span, chunk: PIECE_CHUNK, meter })))
    : [readStraight(log, meter)];
}

function* readStraight(log: Log, meter: Meter): Generator<readonly LogEvent[]> {
  try {
    yield* inOrder(readFile(log, meter));
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw nameFile(log.name, error as Error);
    log.sorted = tryFile(log.name, () => sortLines(readFile(log, meter)));
    throw error;
  }
}

const getSize = ({ pieces }: SortedLines): number => pieces.at(-1)?.to ?? 0;
