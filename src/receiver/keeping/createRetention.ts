import { randomUUID } from "node:crypto";
import { getReach } from "../../replay/kept.ts";
import { getWatches } from "../../replay/watches.ts";
import { REPORTS, SERVER_REPORTS } from "../../sdk/domain/state/facts.ts";
import { toRow } from "../absent/toRow.ts";
import { type Database, LONG_PATIENCE_MS } from "../database/database.ts";
import { type StoredEvent, storeEvents } from "../database/events.ts";
import { getPasts } from "../database/people/pasts.ts";
import {
  type AgedRow,
  createRetentionOf,
  forgetDeliveries,
  setThrough,
  type Told,
  takeRetention,
} from "../database/retention.ts";
import { getStoredIds } from "../database/units.ts";
import type { Keys } from "../keys/keys.ts";
import { createAlarm } from "../lib/alarm.ts";
import { createPaced } from "../lib/paced.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { NOWHERE } from "../progress/replay.ts";
import { getNames } from "../progress/watched.ts";
import { createFindTold } from "./findTold.ts";

export interface RetentionOptions {
  readonly database: Database;
  readonly keys: Keys;
  readonly turns: Turns;
  /** Days after which an event is deleted; left out, none is. */
  readonly days: number | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told when rows are gone. */
  readonly onGone: () => void;
  readonly onError: (error: unknown) => void;
}

/** Deletes what is old. */
export interface Retention {
  /** Looks for what is too old, and from then on every hour. */
  start(): void;
  /** Rows were stored: by then an hour may have gone by that no timer has seen. */
  note(): void;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A database that was away may be back by then. */
const RETRY = 60_000;
/** Rows that are looked at in one go; all that is old of their people goes with them. */
const PORTION = 100;
/** People whose rows are read and deleted together. */
const TOGETHER = 10;
/** Of the database's time: deleting gets in nobody's way. */
const SHARE = 0.2;
const GATHER = 20;

export function createRetention(options: RetentionOptions): Retention {
  const { database, keys, days = Number.POSITIVE_INFINITY, now, onGone, onError } = options;
  const retention = createRetentionOf([...REPORTS, ...SERVER_REPORTS]);
  const holder = randomUUID();
  const looks = createPaced({ work: look, gather: GATHER, share: SHARE });
  const alarm = createAlarm({ now, onDue: () => looks.ask() });
  /** Rows, since the room was used again. */
  let removed = 0;

  async function look(): Promise<void> {
    const at = now();
    try {
      const hasMore = (await takeRetention(database, holder)) && (await takePortion(at - days * DAY));
      if (hasMore) looks.ask();
      else alarm.set(at + HOUR);
    } catch (error) {
      onError(error);
      alarm.set(now() + RETRY);
    }
  }

  /** Resolves to whether there is more to be looked at. */
  async function takePortion(before: number): Promise<boolean> {
    const rows = await retention.getNext(database.aside, before, PORTION);
    const first = rows.findIndex(({ isOld }) => !isOld);
    const old = first < 0 ? rows : rows.slice(0, first);
    const last = old.at(-1);
    if (last === undefined) {
      await forgetDeliveries(database, before);
      if (removed > 0) await database.tidy?.();
      removed = 0;
      return false;
    }
    const deeds = old.filter(({ isDeed }) => isDeed);
    for (const key of new Set(deeds.map(({ writeKey }) => writeKey)))
      await removeOf(
        key,
        deeds.filter(({ writeKey }) => writeKey === key),
        before,
      );
    await setThrough(database, last.seq);
    return true;
  }

  async function removeOf(writeKey: string, rows: readonly AgedRow[], before: number): Promise<void> {
    const users = [...new Set(rows.flatMap(({ user }) => user ?? []))];
    const visitors = [
      ...new Set(rows.flatMap(({ user, visitor }) => (user === null ? (visitor ?? []) : []))),
    ];
    for (let from = 0; from < users.length; from += TOGETHER)
      await remove(writeKey, users.slice(from, from + TOGETHER), [], before);
    for (let from = 0; from < visitors.length; from += TOGETHER)
      await remove(writeKey, [], visitors.slice(from, from + TOGETHER), before);
    onGone();
  }

  /** First what stands for it is stored: a receiver that ends in between begins with them again. */
  async function remove(
    writeKey: string,
    users: readonly string[],
    visitors: readonly string[],
    before: number,
  ): Promise<void> {
    const plan = keys.get(writeKey)?.plan;
    const turn = before + (plan ? getReach(plan).look : 0);
    const reports = await storeTold(options, { writeKey, users, turn });
    const isReplayed = plan !== undefined;
    const gone = { writeKey, users, visitors, reports, isReplayed, before, turn };
    removed += await database.transaction((queries) => retention.remove(queries, gone), LONG_PATIENCE_MS);
  }

  return {
    start() {
      if (Number.isFinite(days)) looks.ask();
    },
    note: () => alarm.check(),
    async stop() {
      alarm.clear();
      await looks.stop();
      alarm.clear();
    },
  };
}

interface TellingOf {
  readonly writeKey: string;
  readonly users: readonly string[];
  /** From then on nothing hangs on what is to be deleted, in epoch milliseconds. */
  readonly turn: number;
}

/** Stores what followed of what these users did, where nobody has reported it; resolves to all that stands for it. */
async function storeTold(
  { database, keys, turns, now }: RetentionOptions,
  { writeKey, users, turn }: TellingOf,
): Promise<readonly Told[]> {
  const { plan, verify } = keys.get(writeKey) ?? {};
  if (plan === undefined || users.length === 0) return [];
  const verified = verify !== undefined;
  const at = now();
  const find = createFindTold({ plan, verified, turns, now: at, turn });
  const withColleagues = getWatches(plan).isShared;
  const names = getNames(plan);
  const pasts = await getPasts(database.aside, { writeKey, users, withColleagues, verified, names });
  const found = new Map<string, StoredEvent>();
  await turns.take();
  for (const past of pasts) {
    const { user } = past;
    for (const { report, account } of await find(past)) {
      const group = account === undefined || account === NOWHERE ? null : account;
      found.set(report.id, toRow(report, { writeKey, user, group, verified, now: at }));
    }
  }
  const known = await getStoredIds(database.aside, { writeKey, ids: [...found.keys()], verified });
  const rows = [...found.values()].filter(({ message_id: id }) => !known.has(id));
  if (rows.length > 0) await storeEvents(database, rows);
  return [...found.values()].map(({ message_id: id, at: time }) => ({ id, at: Date.parse(time) }));
}
