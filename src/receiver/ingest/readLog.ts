import type { Log } from "../log/log.ts";
import type { Rejection } from "./readBatch.ts";
import type { Store } from "./store.ts";

export interface ReadLogOptions {
  readonly log: Log;
  /** Where what is in the log goes. */
  readonly store: Store;
  /** Counts events that the database cannot hold, and those of who was erased. They leave the log, and who sent them is not told. */
  readonly countRejected: (rejected: readonly Rejection[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds that an entry may wait for its statement; less than the log waits for a word about it. */
const PATIENCE = 8_000;

/**
 * Stores what is in the log, for as long as it runs. Each event is stored once, however often its entry comes: a row
 * stands for its id and owner. Returns what ends it.
 */
export function readLog({ log, store, countRejected, onError }: ReadLogOptions): () => Promise<void> {
  return log.read({
    onError,
    async take({ events, bytes }) {
      const each = bytes / Math.max(1, events.length);
      const read = events.map((event) => ({ event, bytes: each }));
      const { poison, erased } = await store.put(read, performance.now() + PATIENCE);
      countRejected(erased.map(({ message_id: id }) => ({ id, code: "erased", retryable: false })));
      if (poison.length === 0) return;
      const ids = poison.map((event) => event.message_id);
      countRejected(ids.map((id) => ({ id, code: "unstorable", retryable: false })));
      onError(new Error(`The database cannot hold what the log has of ${ids.slice(0, 5).join(", ")}`));
    },
  });
}
