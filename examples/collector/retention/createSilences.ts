import type { Database } from "../database/database.ts";
import { type StoredEvent, storeEvents } from "../database/events.ts";
import { getLastSigns } from "../database/silences.ts";
import type { Keys } from "../keys/keys.ts";
import { findSilences } from "./findSilences.ts";

export interface SilencesOptions {
  readonly database: Database;
  readonly keys: Keys;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told the arrival numbers of new reports after their commit. */
  readonly onRaised: (seqs: readonly string[]) => void;
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

export function createSilences({ database, keys, now, onRaised }: SilencesOptions): Silences {
  let due = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let raising = Promise.resolve();
  let stopped = false;

  async function raise(): Promise<void> {
    due = Number.POSITIVE_INFINITY;
    const { reports, next } = findSilences(await getLastSigns(database), keys, now());
    due = Math.min(due, next);
    if (reports.length === 0) return;
    const seqs = await storeEvents(database, reports);
    if (seqs.length > 0) onRaised(seqs);
  }

  function wake(): void {
    if (due > now()) return sleep();
    raising = raising.then(raise).catch(putOff).then(sleep);
  }

  function putOff(error: unknown): void {
    console.error(error);
    due = now() + RETRY;
  }

  function sleep(): void {
    clearTimeout(timer);
    if (stopped || due === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(wake, Math.min(Math.max(due - now(), 0), LONGEST_SLEEP));
  }

  return {
    start() {
      due = now();
      wake();
    },
    note(events) {
      for (const { write_key, group_id, at } of events) {
        const silentAfter = group_id === null ? undefined : keys.get(write_key)?.silentAfter;
        if (silentAfter !== undefined) due = Math.min(due, Date.parse(at) + silentAfter);
      }
      sleep();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      return raising;
    },
  };
}
