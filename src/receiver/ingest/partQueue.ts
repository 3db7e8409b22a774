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
  /** The lowest of a write key goes first: when it came, by the process's clock, and later for each row of its request up to here. */
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
const MOST_ROWS = 200;
const MOST_BYTES = 262_144;

/** Write keys take turns, a part each: who has many waiting holds up nobody under another key. */
export function createPartQueue<T>(): PartQueue<T> {
  /** By write key, in the order of their turns. */
  const queues = new Map<string, Part<T>[]>();
  let held = 0;

  const release = (parts: readonly Part<T>[]): void => {
    for (const { bytes } of parts) held -= bytes;
  };

  function forgetLate(): void {
    const now = performance.now();
    for (const [key, queue] of queues) {
      release(queue.filter(({ waiter }) => now > waiter.until));
      const waiting = queue.filter(({ waiter }) => now <= waiter.until);
      if (waiting.length > 0) queues.set(key, waiting);
      else queues.delete(key);
    }
  }

  return {
    release,
    bytes: () => held,
    add(part) {
      held += part.bytes;
      const key = part.events[0]?.write_key ?? "";
      const queue = queues.get(key) ?? [];
      const at = queue.findLastIndex(({ rank }) => rank <= part.rank);
      queue.splice(at + 1, 0, part);
      queues.set(key, queue);
    },
    take() {
      forgetLate();
      const taken: Part<T>[] = [];
      let rows = 0;
      let size = 0;
      for (const [key, queue] of queues) {
        const { events, bytes } = queue[0]!;
        rows += events.length;
        size += bytes;
        if (taken.length > 0 && (rows > MOST_ROWS || size > MOST_BYTES)) break;
        taken.push(queue.shift()!);
        queues.delete(key);
        // Behind the others, where the loop comes to it once more.
        if (queue.length > 0) queues.set(key, queue);
      }
      return taken;
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
