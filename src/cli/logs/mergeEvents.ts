import { compareEvents, type LogEvent } from "../../replay/logEvent.ts";

/** Events, many at a time. */
export type Batches = Iterable<readonly LogEvent[]>;

/** Where one of the sources stands. */
interface Cursor {
  batch: readonly LogEvent[];
  at: number;
  readonly rest: Iterator<readonly LogEvent[]>;
}

const BATCH = 1024;

/** Of sources that are in order each, all events in order. */
export function* mergeEvents(sources: readonly Batches[]): Generator<readonly LogEvent[]> {
  if (sources.length === 1) return yield* sources[0]!;
  const cursors = sources
    .map((source): Cursor => ({ batch: [], at: 0, rest: source[Symbol.iterator]() }))
    .filter(advance)
    .sort((a, b) => compareEvents(getEvent(a), getEvent(b)));
  let merged: LogEvent[] = [];
  while (cursors.length > 0) {
    const first = cursors[0]!;
    merged.push(getEvent(first));
    first.at++;
    if (!advance(first)) cursors.shift();
    else sink(cursors);
    if (merged.length < BATCH) continue;
    yield merged;
    merged = [];
  }
  yield merged;
}

const getEvent = ({ batch, at }: Cursor): LogEvent => batch[at]!;

/** Goes on to where there is an event; the result says whether there is one. */
function advance(cursor: Cursor): boolean {
  while (cursor.at === cursor.batch.length) {
    const { done, value } = cursor.rest.next();
    if (done) return false;
    cursor.batch = value;
    cursor.at = 0;
  }
  return true;
}

/** The first cursor has moved: puts it where it belongs now. */
function sink(cursors: Cursor[]): void {
  const moved = cursors[0]!;
  const event = getEvent(moved);
  let i = 1;
  for (; i < cursors.length && compareEvents(getEvent(cursors[i]!), event) < 0; i++)
    cursors[i - 1] = cursors[i]!;
  cursors[i - 1] = moved;
}
