import { getHandIds } from "../../replay/handIds.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Database, Queries } from "../database/database.ts";
import { type Alongside, type StoredEvent, storeEvents } from "../database/events.ts";
import { getPasts } from "../database/people/pasts.ts";
import {
  getKnownKeys,
  getNextDue,
  getStoredIds,
  type Looked,
  leaseUnits,
  noteUnits,
  releaseUnits,
  renewUnits,
} from "../database/units.ts";
import type { Keys } from "../keys/keys.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createPaced } from "../lib/paced.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { advance, createWatched, type Watched } from "./advance.ts";

export interface WatchOptions {
  readonly database: Database;
  readonly keys: Keys;
  readonly turns: Turns;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What else is written with a report, in its transaction. */
  readonly alongside: readonly Alongside[];
  /** Takes back what was to be handed on of these messages, as far as it has not gone out. */
  readonly withdraw: (queries: Queries, writeKey: string, ids: readonly string[]) => Promise<void>;
  /** Told the arrival numbers of new reports after their commit. */
  readonly onRaised: (seqs: readonly string[], reports: readonly StoredEvent[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Lets time go by for users who are not there, and reports what it brings as their pages would have. */
export interface Watch {
  /** Looks for what is due, and from then on when something is. */
  start(): void;
  /** Notes whose rows are new, in their transaction. */
  readonly write: Alongside;
  /** Rows were committed. */
  note(events: readonly StoredEvent[]): void;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
}

/** Milliseconds after a row in which the user's page is left to notice by itself what follows of it. */
const SETTLED = 300_000;
/** Milliseconds for which users are one receiver's; then another may take them up. */
const LEASE = 60_000;
/** Users in a round: what comes meanwhile waits for some tens of milliseconds. */
const ROUND = 50;
/** Users whose rows are read with one statement, and held together. */
const TOGETHER = 10;
/** A database that was away may be back by then. */
const RETRY = 60_000;
/** Of the database's time. */
const SHARE = 0.5;
const GATHER = 50;

export function createWatch(options: WatchOptions): Watch {
  const { database, keys, turns, now, alongside, withdraw, onRaised, onError } = options;
  const { getWatched, isWatched, getEnded } = createWatchedKeys(keys);
  const rounds = createPaced({ work: round, gather: GATHER, share: SHARE });
  const alarm = createAlarm({ now, onDue: () => rounds.ask() });
  let isRenewed = false;

  /** A round, and the moment of the next one. */
  async function round(): Promise<void> {
    try {
      if (!isRenewed) await renew();
      await look();
      const next = await getNextDue(database.aside);
      if (next !== undefined) alarm.set(next);
    } catch (error) {
      onError(error);
      alarm.set(now() + RETRY);
    }
  }

  async function renew(): Promise<void> {
    for (const writeKey of await getKnownKeys(database.aside)) {
      const version = getWatched(writeKey)?.version;
      if (version !== undefined) await renewUnits(database.aside, { writeKey, version, now: now() });
    }
    isRenewed = true;
  }

  async function look(): Promise<void> {
    const at = now();
    const units = await database.transaction((queries) =>
      leaseUnits(queries, { now: at, until: at + LEASE, most: ROUND }),
    );
    for (const writeKey of new Set(units.map((unit) => unit.writeKey))) {
      const users = units.filter((unit) => unit.writeKey === writeKey).map(({ user }) => user);
      for (let from = 0; from < users.length; from += TOGETHER)
        await lookAt(writeKey, users.slice(from, from + TOGETHER), at);
    }
  }

  /** Reports what is due and says when they are due next: a receiver that ends in between leaves them to the next one. */
  async function lookAt(writeKey: string, users: readonly string[], at: number): Promise<void> {
    const wakes = new Map<string, number | null>();
    const reports: StoredEvent[] = [];
    const moot: string[] = [];
    const watched = getWatched(writeKey);
    const verified = keys.get(writeKey)?.verify !== undefined;
    if (watched !== undefined) {
      const { foreseen, isShared: withColleagues } = watched;
      const of = { writeKey, users, verified, withColleagues, names: foreseen.names };
      const pasts = await getPasts(database.aside, of);
      await turns.take();
      for (const past of pasts) {
        const advanced = await advance(past, { writeKey, watched, verified, turns, now: at });
        wakes.set(past.user, advanced.wake);
        reports.push(...advanced.reports);
        moot.push(...advanced.moot);
      }
    }
    await raise(writeKey, reports, verified);
    if (moot.length > 0) await withdraw(database.aside, writeKey, moot);
    const looked: Looked[] = users.map((user) => ({ writeKey, user, wake: wakes.get(user) ?? null }));
    await database.transaction((queries) => releaseUnits(queries, looked));
  }

  /** What becomes of an account is one report, though it may come due with several of its people. */
  async function raise(writeKey: string, reports: readonly StoredEvent[], verified: boolean): Promise<void> {
    const once = new Map(reports.map((row) => [row.message_id, row]));
    const known = await getStoredIds(database.aside, { writeKey, ids: [...once.keys()], verified });
    const rows = [...once.values()].filter(({ message_id: id }) => !known.has(id));
    if (rows.length === 0) return;
    const { seqs } = await storeEvents(database, rows, alongside);
    if (seqs.length > 0) onRaised(seqs, rows);
  }

  return {
    start: () => rounds.ask(),
    async write(queries, rows) {
      const watched = rows.filter(isWatched);
      await noteUnits(queries, watched, now() + SETTLED);
      for (const row of watched) {
        const ids = getEnded(row);
        if (ids.length > 0) await withdraw(queries, row.write_key, ids);
      }
    },
    note(events) {
      if (events.some(isWatched)) alarm.set(now() + SETTLED);
      else alarm.check();
    },
    async stop() {
      alarm.clear();
      await rounds.stop();
      alarm.clear();
    },
  };
}

interface WatchedKeys {
  /** What is watched under a write key; `undefined` where nothing is. */
  getWatched(writeKey: string): Watched | undefined;
  isWatched(row: StoredEvent): boolean;
  /** Ids of those who are not to be handed on any more, as somebody says who may. */
  getEnded(row: StoredEvent): string[];
}

function createWatchedKeys(keys: Keys): WatchedKeys {
  const plans = new Map<Plan, Watched>();
  function getWatched(writeKey: string): Watched | undefined {
    const plan = keys.get(writeKey)?.plan;
    if (plan === undefined) return undefined;
    const watched = plans.get(plan) ?? createWatched(plan);
    plans.set(plan, watched);
    return watched.foreseen.any ? watched : undefined;
  }
  return {
    getWatched,
    isWatched: ({ write_key }) => getWatched(write_key) !== undefined,
    getEnded({ event, write_key, subject, user_id: user, group_id: account, properties }) {
      const key = event === "Gap Bridged" ? keys.get(write_key) : undefined;
      if (key?.plan === undefined || (key.verify !== undefined && subject === "")) return [];
      return getHandIds(key.plan, { user, account, properties });
    },
  };
}
