import { compareEvents, type LogEvent } from "../../replay/logEvent.ts";
import type { Batches } from "./mergeEvents.ts";

/** Thrown where events turn out not to be in order of time. */
export class OutOfOrder extends Error {}

/** Events that happen at once wait for each other. Where there are more than these, it is better to sort on the disk. */
const MOST_AT_ONCE = 10_000;

/**
 * Events that are in order of time, with those in order too that happen at once.
 * @throws {OutOfOrder} at the first that comes before one that was there already.
 */
export function* inOrder(batches: Batches): Generator<readonly LogEvent[]> {
  let held: readonly LogEvent[] = [];
  for (const batch of batches) {
    if (batch.length === 0) continue;
    const events = held.length > 0 ? [...held, ...batch] : [...batch];
    if (isTangled(events)) events.sort(compareEvents);
    const from = getLastMoment(events);
    held = events.splice(from);
    if (held.length > MOST_AT_ONCE) throw new OutOfOrder();
    yield events;
  }
  yield held;
}

/** Are there events that happened at once in another order than theirs? */
function isTangled(events: readonly LogEvent[]): boolean {
  let isTangled = false;
  for (let i = 1; i < events.length; i++) {
    const before = events[i - 1]!;
    const event = events[i]!;
    if (event.at > before.at) continue;
    if (event.at < before.at) throw new OutOfOrder();
    isTangled ||= compareEvents(event, before) < 0;
  }
  return isTangled;
}

/** Where those begin that happened at the last moment. */
function getLastMoment(events: readonly LogEvent[]): number {
  let from = events.length - 1;
  while (from > 0 && events[from - 1]!.at === events[from]!.at) from--;
  return from;
}

/** Logs that turn out not to be in order are by the next time. */
export function inAnyOrder<T>(read: () => T): T {
  for (;;) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof OutOfOrder)) throw error;
    }
  }
}
