import type { StoredEvent } from "../database/events.ts";
import type { ReadEvent } from "./readBatch.ts";

/** Somebody who waits. */
export interface Waiter {
  /** Milliseconds of the process's clock after which they do not. */
  until: number;
}

/** What of a request goes with one statement. */
export interface Piece {
  readonly events: readonly StoredEvent[];
  readonly bytes: number;
}

/** One that waits for its turn. */
export interface Part<T> extends Piece {
  /** The lowest goes first: when it came, by the process's clock, and later for each row of its request up to here. */
  readonly rank: number;
  readonly waiter: Waiter;
  resolve(result: T): void;
  reject(error: unknown): void;
}

/** Parts of requests that wait for a statement. */
export interface PartQueue<T> {
  add(part: Part<T>): void;
  /** As many as fit into one statement. What nobody waits for any more is left out and not begun. */
  take(): readonly Part<T>[];
  /** Those that were taken are over. */
  release(parts: readonly Part<T>[]): void;
  /** Bytes of all that waits or is under way. */
  bytes(): number;
}

/** What one statement has at most: some tens of milliseconds, in which whoever comes meanwhile waits. */
const MOST_ROWS = 100;
const MOST_BYTES = 262_144;

export function createPartQueue<T>(): PartQueue<T> {
  let waiting: Part<T>[] = [];
  let held = 0;

  const release = (parts: readonly Part<T>[]): void => {
    for (const { bytes } of parts) held -= bytes;
  };

  return {
    release,
    bytes: () => held,
    add(part) {
      held += part.bytes;
      const at = waiting.findLastIndex(({ rank }) => rank <= part.rank);
      waiting.splice(at + 1, 0, part);
    },
    take() {
      const now = performance.now();
      release(waiting.filter(({ waiter }) => now > waiter.until));
      waiting = waiting.filter(({ waiter }) => now <= waiter.until);
      let rows = 0;
      let size = 0;
      let count = 0;
      for (const { events, bytes } of waiting) {
        rows += events.length;
        size += bytes;
        if (count > 0 && (rows > MOST_ROWS || size > MOST_BYTES)) break;
        count += 1;
      }
      return waiting.splice(0, count);
    },
  };
}

/** In the order of the events, each as much as one statement has. */
export function cut(events: readonly ReadEvent[]): readonly Piece[] {
  const pieces: Array<{ events: StoredEvent[]; bytes: number }> = [];
  for (const { event, bytes } of events) {
    const last = pieces.at(-1);
    if (last && last.events.length < MOST_ROWS && last.bytes + bytes <= MOST_BYTES) {
      last.events.push(event);
      last.bytes += bytes;
    } else pieces.push({ events: [event], bytes });
  }
  return pieces;
}
