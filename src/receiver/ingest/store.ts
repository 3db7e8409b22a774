import { type Database, DatabaseUnavailable, PATIENCE_MS, within } from "../database/database.ts";
import { type Alongside, isCollision, isFaultOf, type StoredEvent, storeEvents } from "../database/events.ts";
import { createPartQueue, cut, type Part, type Waiter } from "./partQueue.ts";
import type { ReadEvent } from "./readBatch.ts";

/** What became of events that were to be stored. */
export interface Stored {
  readonly events: readonly StoredEvent[];
  /** Those that the database cannot hold. */
  readonly poison: readonly StoredEvent[];
  /** Those of who was erased. */
  readonly erased: readonly StoredEvent[];
}

export interface Store {
  /**
   * Resolves after the commit. What comes while others are being stored goes with the next statement, together.
   * @param until Milliseconds of the process's clock, at which who sent is told to come again where nothing was stored
   *   by then. What is under way has as long again for each of its statements.
   * @throws {DatabaseUnavailable} where that does not come in time, or too much waits already. Some of it may be stored
   *   all the same; all of it may come again.
   */
  put(events: readonly ReadEvent[], until: number): Promise<Stored>;
}

export interface StoreOptions {
  readonly database: Database;
  /** Told after each commit, with the arrival numbers of the rows that were not there before. */
  readonly onStored: (events: readonly StoredEvent[], seqs: readonly string[]) => void;
  /** What else is written in the same transaction. */
  readonly alongside?: readonly Alongside[];
}

/** How much later each row of a request lets its turn come, in milliseconds: who has one goes before who has a thousand. */
const MS_A_ROW = 8;
/** Bytes that may wait. */
const MOST_WAITING = 32 * 1_048_576;
/** Statements that one request's values may make fail. */
const MOST_FAULTS = 64;
const MOST_COLLISIONS = 3;

export function createStore({ database, onStored, alongside }: StoreOptions): Store {
  const waiting = createPartQueue<Stored>();
  let busy = 0;

  function pump(): void {
    while (busy < database.lanes) {
      const parts = waiting.take();
      if (parts.length === 0) return;
      busy += 1;
      void run(parts).finally(() => {
        busy -= 1;
        waiting.release(parts);
        pump();
      });
    }
  }

  async function run(parts: ReadonlyArray<Part<Stored>>): Promise<void> {
    const events = parts.flatMap((part) => part.events);
    try {
      const erased = new Set(await commit(events));
      for (const part of parts) part.resolve(split(part.events, erased));
    } catch (error) {
      if (!isFaultOf(error)) return rejectAll(parts, error);
      // Whose value it is shows when each goes alone.
      for (const part of parts)
        await halve(part.events, { left: MOST_FAULTS }).then(part.resolve, part.reject);
    }
  }

  /** Resolves to those of who was erased. */
  async function commit(events: readonly StoredEvent[]): Promise<readonly StoredEvent[]> {
    for (let tries = 1; ; tries++) {
      try {
        const { seqs, erased } = await storeEvents(database, events, alongside);
        onStored(erased.length === 0 ? events : events.filter((event) => !erased.includes(event)), seqs);
        return erased;
      } catch (error) {
        if (!isCollision(error) || tries === MOST_COLLISIONS) throw error;
      }
    }
  }

  /** By halves until what cannot be held is alone; where very much is at fault, that much is given up together. */
  async function halve(events: readonly StoredEvent[], faults: { left: number }): Promise<Stored> {
    try {
      return split(events, new Set(await commit(events)));
    } catch (error) {
      if (!isFaultOf(error)) throw error;
      faults.left -= 1;
      if (events.length === 1 || faults.left <= 0) return { ...NOTHING, poison: events };
    }
    const middle = events.length >> 1;
    const first = await halve(events.slice(0, middle), faults);
    return join(first, await halve(events.slice(middle), faults));
  }

  return {
    async put(events, until) {
      const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
      const held = waiting.bytes();
      if (held > 0 && held + bytes > MOST_WAITING) throw new DatabaseUnavailable("Too much waits already");
      const waiter = { until };
      let rank = performance.now();
      const parts = cut(events).map((piece) => {
        rank += MS_A_ROW * piece.events.length;
        return new Promise<Stored>((resolve, reject) =>
          waiting.add({ ...piece, rank, waiter, resolve, reject }),
        );
      });
      pump();
      return collect(parts, waiter);
    },
  };
}

/** Each that is stored gives the next one as long again. */
async function collect(parts: ReadonlyArray<Promise<Stored>>, waiter: Waiter): Promise<Stored> {
  let all = NOTHING;
  // One may fail while an earlier one is waited for, and a rejection that nobody has met by then ends the process.
  for (const part of parts) part.catch(() => {});
  try {
    for (const part of parts) {
      all = join(all, await within(Math.max(0, waiter.until - performance.now()), part));
      waiter.until = performance.now() + PATIENCE_MS;
    }
    return all;
  } catch (error) {
    waiter.until = 0;
    throw error;
  }
}

const NOTHING: Stored = { events: [], poison: [], erased: [] };

const split = (events: readonly StoredEvent[], erased: ReadonlySet<StoredEvent>): Stored => ({
  events: events.filter((event) => !erased.has(event)),
  poison: [],
  erased: events.filter((event) => erased.has(event)),
});

const join = (one: Stored, other: Stored): Stored => ({
  events: [...one.events, ...other.events],
  poison: [...one.poison, ...other.poison],
  erased: [...one.erased, ...other.erased],
});

function rejectAll(parts: ReadonlyArray<Part<Stored>>, error: unknown): void {
  for (const { reject } of parts) reject(error);
}
