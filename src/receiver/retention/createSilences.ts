import type { Database } from "../database/database.ts";
import { type Alongside, type StoredEvent, storeEvents } from "../database/events.ts";
import {
  getNextSign,
  getSilent,
  getWriteKeys,
  MOST_SILENT,
  type SilentAccount,
  setTold,
} from "../database/silences.ts";
import type { Keys } from "../keys/keys.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createPaced } from "../lib/paced.ts";
import { createReport } from "./createReport.ts";

export interface SilencesOptions {
  readonly database: Database;
  readonly keys: Keys;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told the arrival numbers of new reports after their commit. */
  readonly onRaised: (seqs: readonly string[], reports: readonly StoredEvent[]) => void;
  readonly onError: (error: unknown) => void;
  /** What else is written with a report, in its transaction. */
  readonly alongside?: readonly Alongside[];
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

/** A database that was away may be back by then. */
const RETRY = 60_000;
/** Of the database's time: events that tell of long ago may ask for a look at each batch. */
const SHARE = 0.1;
const GATHER = 200;

export function createSilences(options: SilencesOptions): Silences {
  const { database, keys, now, onRaised, onError, alongside } = options;
  const looks = createPaced({ work: look, gather: GATHER, share: SHARE });
  const alarm = createAlarm({ now, onDue: () => looks.ask() });

  async function look(): Promise<void> {
    try {
      for (const writeKey of await getWriteKeys(database.aside)) await raise(writeKey);
    } catch (error) {
      onError(error);
      alarm.set(now() + RETRY);
    }
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
      const { seqs } = await storeEvents(database, reports, alongside);
      await setTold(database, writeKey, silent);
      if (seqs.length > 0) onRaised(seqs, reports);
    } while (silent.length === MOST_SILENT);
    const next = await getNextSign(database.aside, of);
    if (next !== undefined) alarm.set(next + silentAfter);
  }

  return {
    start() {
      looks.ask();
    },
    note(events) {
      for (const { write_key, group_id, at } of events) {
        const silentAfter = group_id === null ? undefined : keys.get(write_key)?.silentAfter;
        if (silentAfter !== undefined) alarm.set(Date.parse(at) + silentAfter);
      }
      alarm.check();
    },
    async stop() {
      await looks.stop();
      alarm.clear();
    },
  };
}
