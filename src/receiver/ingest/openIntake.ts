import { createLogStore } from "./logStore.ts";
import type { Rejection } from "./readBatch.ts";
import { readLog } from "./readLog.ts";
import type { Store } from "./store.ts";

/** Where what comes in goes. */
export interface Intake {
  readonly store: Store;
  /** Pieces that are taken in and not stored yet; left out where each is stored as it is taken in. */
  readonly getWaiting?: () => Promise<number>;
  /** Where that is, in words; left out where it is the database itself. */
  readonly place?: string;
  close(): Promise<void>;
}

export interface IntakeOptions {
  /** Addresses of a log's servers. Left out, all goes to `store`. */
  readonly log?: string | undefined;
  /** Where what is in the log goes. Left out, others store it. */
  readonly store?: Store;
  /** Counts events that the log has now. */
  readonly countLogged: (events: number) => void;
  /** Counts events that were taken in, and that the database cannot hold. */
  readonly countRejected: (rejected: readonly Rejection[]) => void;
  readonly onError: (error: unknown) => void;
}

/** @throws {LogUnavailable} where there is a log, and it lets nobody in. */
export async function openIntake({
  log: url,
  store,
  countLogged,
  ...reading
}: IntakeOptions): Promise<Intake> {
  if (url === undefined) {
    if (store === undefined) throw new TypeError("An intake needs a store, a log, or both");
    return { store, close: async () => {} };
  }
  // Who stores at once need not have its client.
  const { openJetStream } = await import("../log/jetstream.ts");
  const log = await openJetStream(url);
  const leave = store === undefined ? async () => {} : readLog({ log, store, ...reading });
  return {
    store: createLogStore({ log, countLogged }),
    getWaiting: log.getWaiting,
    place: log.place,
    async close() {
      await leave();
      await log.close();
    },
  };
}
