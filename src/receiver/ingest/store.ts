import { type Database, DatabaseUnavailable, PATIENCE_MS, within } from "../database/database.ts";
import { isCollision, isFaultOf, type StoredEvent, storeEvents } from "../database/events.ts";
import type { ReadEvent } from "./readBatch.ts";

/** What became of events that were to be stored. */
export interface Stored {
  readonly events: readonly StoredEvent[];
  /** Arrival numbers of the rows that were not there before. */
  readonly seqs: readonly string[];
  /** Those that the database cannot hold. */
  readonly poison: readonly StoredEvent[];
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
  /** Told after each commit. */
  readonly onStored: (events: readonly StoredEvent[], seqs: readonly string[]) => void;
}

/** What one statement has at most: some tens of milliseconds, in which whoever comes meanwhile waits. */
const MOST_ROWS = 100;
const MOST_BYTES = 262_144;
/** How much later each row of a request lets its turn come, in milliseconds: who has one goes before who has a thousand. */
const MS_A_ROW = 8;
/** Bytes that may wait. */
const MOST_WAITING = 32 * 1_048_576;
/** Statements that one request's values may make fail. */
const MOST_FAULTS = 64;
const MOST_COLLISIONS = 3;

/** Somebody who waits. */
interface Request {
  /** Milliseconds of the process's clock after which they do not. */
  until: number;
}

/** A part of a request that goes with one statement. */
interface Part {
  readonly events: readonly StoredEvent[];
  readonly bytes: number;
  /** The lowest goes first: when it came, by the process's clock, and later for each row of its request up to here. */
  readonly rank: number;
  readonly request: Request;
  resolve(stored: Stored): void;
  reject(error: unknown): void;
}

export function createStore({ database, onStored }: StoreOptions): Store {
  let waiting: Part[] = [];
  let held = 0;
  let busy = 0;

  function pump(): void {
    while (busy < database.lanes && waiting.length > 0) {
      const parts = takeParts();
      if (parts.length === 0) return;
      busy += 1;
      void run(parts).finally(() => {
        busy -= 1;
        held -= parts.reduce((sum, { bytes }) => sum + bytes, 0);
        pump();
      });
    }
  }

  function insert(part: Part): void {
    const at = waiting.findLastIndex(({ rank }) => rank <= part.rank);
    waiting.splice(at + 1, 0, part);
  }

  /** As many as fit into one statement; what nobody waits for any more is not begun. */
  function takeParts(): Part[] {
    const parts: Part[] = [];
    let rows = 0;
    let size = 0;
    let at = 0;
    for (; at < waiting.length; at++) {
      const part = waiting[at]!;
      if (performance.now() > part.request.until) {
        held -= part.bytes;
        continue;
      }
      if (parts.length > 0 && (rows + part.events.length > MOST_ROWS || size + part.bytes > MOST_BYTES))
        break;
      rows += part.events.length;
      size += part.bytes;
      parts.push(part);
    }
    waiting = waiting.slice(at);
    return parts;
  }

  async function run(parts: readonly Part[]): Promise<void> {
    const events = parts.flatMap((part) => part.events);
    try {
      const seqs = await commit(events);
      for (const [at, part] of parts.entries())
        part.resolve({ events: part.events, seqs: at === 0 ? seqs : [], poison: [] });
    } catch (error) {
      if (!isFaultOf(error)) return rejectAll(parts, error);
      // Whose value it is shows when each goes alone.
      for (const part of parts)
        await halve(part.events, { left: MOST_FAULTS }).then(part.resolve, part.reject);
    }
  }

  async function commit(events: readonly StoredEvent[]): Promise<readonly string[]> {
    for (let tries = 1; ; tries++) {
      try {
        const seqs = await storeEvents(database, events);
        onStored(events, seqs);
        return seqs;
      } catch (error) {
        if (!isCollision(error) || tries === MOST_COLLISIONS) throw error;
      }
    }
  }

  /** By halves until what cannot be held is alone; where very much is at fault, that much is given up together. */
  async function halve(events: readonly StoredEvent[], faults: { left: number }): Promise<Stored> {
    try {
      return { events, seqs: await commit(events), poison: [] };
    } catch (error) {
      if (!isFaultOf(error)) throw error;
      faults.left -= 1;
      if (events.length === 1 || faults.left <= 0) return { events: [], seqs: [], poison: events };
    }
    const middle = events.length >> 1;
    const first = await halve(events.slice(0, middle), faults);
    return join(first, await halve(events.slice(middle), faults));
  }

  return {
    async put(events, until) {
      const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
      if (held > 0 && held + bytes > MOST_WAITING) throw new DatabaseUnavailable("Too much waits already");
      held += bytes;
      const request = { until };
      let rank = performance.now();
      const parts = cut(events).map((part) => {
        rank += MS_A_ROW * part.events.length;
        return new Promise<Stored>((resolve, reject) => insert({ ...part, rank, request, resolve, reject }));
      });
      pump();
      return collect(parts, request);
    },
  };
}

/** Each that is stored gives the next one as long again. */
async function collect(parts: ReadonlyArray<Promise<Stored>>, request: Request): Promise<Stored> {
  let all = NOTHING;
  try {
    for (const part of parts) {
      all = join(all, await within(Math.max(0, request.until - performance.now()), part));
      request.until = performance.now() + PATIENCE_MS;
    }
    return all;
  } catch (error) {
    request.until = 0;
    for (const part of parts) part.catch(() => {});
    throw error;
  }
}

const NOTHING: Stored = { events: [], seqs: [], poison: [] };

const join = (one: Stored, other: Stored): Stored => ({
  events: [...one.events, ...other.events],
  seqs: [...one.seqs, ...other.seqs],
  poison: [...one.poison, ...other.poison],
});

function rejectAll(parts: readonly Part[], error: unknown): void {
  for (const { reject } of parts) reject(error);
}

function cut(events: readonly ReadEvent[]): ReadonlyArray<Pick<Part, "events" | "bytes">> {
  const parts: Array<{ events: StoredEvent[]; bytes: number }> = [];
  for (const { event, bytes } of events) {
    const last = parts.at(-1);
    if (last && last.events.length < MOST_ROWS && last.bytes + bytes <= MOST_BYTES) {
      last.events.push(event);
      last.bytes += bytes;
    } else parts.push({ events: [event], bytes });
  }
  return parts;
}
