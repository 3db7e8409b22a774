import type { Database } from "../database/database.ts";
import { type StoredEvent, storeEvents } from "../database/events.ts";
import {
  getNextSign,
  getSilent,
  getWriteKeys,
  MOST_SILENT,
  type SilentAccount,
  setTold,
} from "../database/silences.ts";
import type { Keys } from "../keys/keys.ts";
import { createPaced } from "../lib/paced.ts";
import { createReport } from "./createReport.ts";

export interface SilencesOptions {
  readonly database: Database;
  readonly keys: Keys;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told the arrival numbers of new reports after their commit. */
  readonly onRaised: (seqs: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Raises `Account Silent`, once for each silence. */
export interface Silences {
  /** Looks at all accounts, and from then on when one may be silent. */
  start(): void;
  /** Rows were stored. */
  note(events: readonly StoredEvent[]): void;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
}

/** A machine may sleep, and timers are late then: the clock is read anew at least so often. */
const LONGEST_SLEEP = 12 * 3_600_000;
/** A database that was away may be back by then. */
const RETRY = 60_000;
/** Of the database's time: events that tell of long ago may ask for a look at each batch. */
const SHARE = 0.1;
const GATHER = 200;

export function createSilences({ database, keys, now, onRaised, onError }: SilencesOptions): Silences {
  let due = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const looks = createPaced({ work: look, gather: GATHER, share: SHARE });

  async function look(): Promise<void> {
    due = Number.POSITIVE_INFINITY;
    try {
      for (const writeKey of await getWriteKeys(database.aside)) await raise(writeKey);
    } catch (error) {
      onError(error);
      due = now() + RETRY;
    }
    sleep();
  }

  async function raise(writeKey: string): Promise<void> {
    const key = keys.get(writeKey);
    if (key?.silentAfter === undefined) return;
    const { silentAfter } = key;
    const at = now();
    const of = { writeKey, verified: key.verify !== undefined, since: at - silentAfter };
    const product = key.plan?.product ?? "";
    let silent: readonly SilentAccount[];
    do {
      silent = await getSilent(database.aside, of);
      const reports = silent.map((one) => createReport({ ...one, writeKey, silentAfter, now: at, product }));
      const seqs = await storeEvents(database, reports);
      await setTold(database, writeKey, silent);
      if (seqs.length > 0) onRaised(seqs);
    } while (silent.length === MOST_SILENT);
    const next = await getNextSign(database.aside, of);
    if (next !== undefined) due = Math.min(due, next + silentAfter);
  }

  function sleep(): void {
    clearTimeout(timer);
    if (stopped || due === Number.POSITIVE_INFINITY) return;
    const left = due - now();
    if (left <= 0) looks.ask();
    else timer = setTimeout(sleep, Math.min(left, LONGEST_SLEEP));
  }

  return {
    start() {
      looks.ask();
    },
    note(events) {
      for (const { write_key, group_id, at } of events) {
        const silentAfter = group_id === null ? undefined : keys.get(write_key)?.silentAfter;
        if (silentAfter !== undefined) due = Math.min(due, Date.parse(at) + silentAfter);
      }
      sleep();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looks.stop();
    },
  };
}
