import { type Log, LogUnavailable } from "../log/log.ts";
import { cut } from "./partQueue.ts";
import type { Store } from "./store.ts";

export interface LogStoreOptions {
  readonly log: Log;
  /** Counts events that the log has now. */
  readonly countLogged: (events: number) => void;
}

/** Bytes that may wait for the log's answer. */
const MOST_WAITING = 32 * 1_048_576;

/**
 * Puts events into the log, and leaves it to who reads that to store them: what it resolves to is kept by a majority of
 * the log's servers. It keeps nothing itself.
 */
export function createLogStore({ log, countLogged }: LogStoreOptions): Store {
  let held = 0;
  return {
    async put(events, until) {
      const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
      if (held > 0 && held + bytes > MOST_WAITING) throw new LogUnavailable("Too much waits already");
      held += bytes;
      try {
        const left = until - performance.now();
        await Promise.all(cut(events).map((piece) => log.append(piece.events, left)));
      } finally {
        held -= bytes;
      }
      countLogged(events.length);
      return { events: events.map(({ event }) => event), poison: [], erased: [] };
    },
  };
}
