import { setMaxListeners } from "node:events";
import { hash128 } from "../../sdk/domain/lib/hash.ts";
import type { Database, Queries } from "../database/database.ts";
import {
  addDeliveries,
  type Delivery,
  forgetDelivered,
  getNextDelivery,
  type LeasedDelivery,
  leaseDeliveries,
  setDelivered,
  setFailed,
  withdrawDeliveries,
} from "../database/deliveries.ts";
import type { Alongside, StoredEvent } from "../database/events.ts";
import type { Keys } from "../keys/keys.ts";
import { type Alarm, createAlarm } from "../lib/alarm.ts";
import { createGate } from "../lib/gate.ts";
import { createPaced, type Paced } from "../lib/paced.ts";
import { type Outcome, postOnce, type Resolve } from "./post.ts";
import { createHeaders } from "./sign.ts";
import { createBody, isWanted, type Webhook } from "./webhook.ts";

export interface WebhooksOptions {
  readonly database: Database;
  readonly keys: Keys;
  readonly webhooks: readonly Webhook[];
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Draws a number from 0 to 1. @default Math.random */
  readonly random?: () => number;
  /** The addresses of a name. @default DNS */
  readonly resolve?: Resolve | undefined;
  readonly onError: (error: unknown) => void;
}

/** Hands events on to addresses, each at least once. */
export interface Webhooks {
  /** Sends what is due, and from then on when something is. */
  start(): void;
  /** Puts down what is to be handed on, in the transaction of its rows. */
  readonly write: Alongside;
  /** Hands on what is no row: each once by its id, as a row is. */
  put(events: readonly StoredEvent[]): Promise<void>;
  /** Rows were committed. */
  note(events: readonly StoredEvent[]): void;
  /** Takes back what of these messages has not gone out yet. */
  withdraw(queries: Queries, writeKey: string, ids: readonly string[]): Promise<void>;
  /** Something of this webhook is to be tried again now. */
  ask(webhook: string): void;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Milliseconds from a failed attempt to the next one: three days in all, and a tenth more by chance. */
export const SCHEDULE: readonly number[] = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  18 * HOUR,
  22 * HOUR,
];
/** Attempts of one webhook at the same time: all of them may wait for a slow address. */
const AT_ONCE = 4;
/** Milliseconds for which a delivery is one receiver's. */
const LEASE = MINUTE;
/** Milliseconds for what the database is asked: nobody waits for it, and what became of an attempt is not to be lost. */
const PATIENCE = 5 * SECOND;
/** Milliseconds after which the database is asked again where it failed. */
const RETRY = 5 * SECOND;
/** For how long the id of what was taken is kept, in milliseconds: pages send an event again for as long. */
const REMEMBERED = 8 * 24 * HOUR;
const GATHER = 20;

interface Lane {
  readonly webhook: Webhook;
  readonly rounds: Paced;
  readonly alarm: Alarm;
}

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { database, keys, webhooks, now, onError, resolve, random = Math.random } = options;
  const ending = new AbortController();
  // Each attempt under way listens.
  setMaxListeners(0, ending.signal);
  // Each has a lane of its own: who is slow is waited for there alone.
  const lanes = new Map(webhooks.map((webhook) => [webhook.name, createLane(webhook)]));

  const ask = createAsking(database);

  function createLane(webhook: Webhook): Lane {
    const rounds = createPaced({ work: () => round(webhook), gather: GATHER, share: 1 });
    return { webhook, rounds, alarm: createAlarm({ now, onDue: () => rounds.ask() }) };
  }

  async function round(webhook: Webhook): Promise<void> {
    const { name } = webhook;
    const lane = lanes.get(name)!;
    try {
      const at = now();
      const of = { webhook: name, now: at, until: at + LEASE, most: AT_ONCE };
      const leased = await ask((queries) => leaseDeliveries(queries, of));
      await Promise.all(leased.map((one) => deliver(webhook, one)));
      const next = await ask(async (queries) => {
        if (leased.length === 0) await forgetDelivered(queries, at - REMEMBERED);
        return getNextDelivery(queries, name);
      });
      if (next !== undefined) lane.alarm.set(next);
    } catch (error) {
      onError(error);
      lane.alarm.set(now() + RETRY);
    }
  }

  async function deliver(webhook: Webhook, delivery: LeasedDelivery): Promise<void> {
    const { body, tries } = delivery;
    const id = `msg_${hash128(JSON.stringify([webhook.name, delivery.writeKey, delivery.messageId]))}`;
    const seconds = Math.floor(now() / SECOND);
    const headers = createHeaders({ id, seconds, body }, webhook.secrets);
    const { url, isPrivate } = webhook;
    const outcome = await postOnce({ url, headers, body, isPrivate, resolve, signal: ending.signal });
    // What was under way at the end is another's once its lease is over.
    if (ending.signal.aborted && !outcome.taken) return;
    const at = now();
    if (outcome.taken) return ask((queries) => setDelivered(queries, delivery.id, at));
    const { failure } = outcome;
    const again = getNext(outcome, tries, at);
    await ask((queries) => setFailed(queries, { id: delivery.id, failure, again, now: at }));
  }

  /** `undefined` where it is given up. */
  function getNext(
    outcome: Outcome & { readonly taken: false },
    tries: number,
    at: number,
  ): number | undefined {
    const wait = SCHEDULE[tries];
    if (wait === undefined || outcome.gone) return undefined;
    return at + Math.max(wait * (1 + random() / 10), outcome.after ?? 0);
  }

  const isSigned = (writeKey: string): boolean => keys.get(writeKey)?.verify !== undefined;

  async function write(queries: Queries, rows: readonly StoredEvent[]): Promise<void> {
    const deliveries = rows.flatMap((row) => {
      const wanted = webhooks.filter((webhook) => isWanted(webhook, row, isSigned(row.write_key)));
      return wanted.map((webhook) => toDelivery(webhook, row));
    });
    if (deliveries.length > 0) await addDeliveries(queries, deliveries, now());
  }

  function note(events: readonly StoredEvent[]): void {
    for (const { webhook, rounds, alarm } of lanes.values()) {
      if (events.some((row) => isWanted(webhook, row, isSigned(row.write_key)))) rounds.ask();
      else alarm.check();
    }
  }

  return {
    start() {
      for (const { rounds } of lanes.values()) rounds.ask();
    },
    write,
    note,
    async put(events) {
      await database.transaction((queries) => write(queries, events));
      note(events);
    },
    withdraw: (queries, writeKey, ids) =>
      withdrawDeliveries(queries, { writeKey, ids, webhooks: [...lanes.keys()], now: now() }),
    ask: (webhook) => lanes.get(webhook)?.rounds.ask(),
    async stop() {
      ending.abort();
      await Promise.all([...lanes.values()].map(({ rounds }) => rounds.stop()));
      for (const { alarm } of lanes.values()) alarm.clear();
    },
  };
}

type Asking = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;

/** Leaves one way to the database free, where there are several: many addresses keep nobody waiting who sends events. */
function createAsking(database: Database): Asking {
  const gate = createGate(Math.max(1, database.lanes - 1), Number.POSITIVE_INFINITY);
  return async (work) => {
    const leave = await gate.enter();
    return database.transaction(work, PATIENCE).finally(leave);
  };
}

const toDelivery = ({ name }: Webhook, row: StoredEvent): Delivery => ({
  webhook: name,
  writeKey: row.write_key,
  messageId: row.message_id,
  user: row.user_id,
  visitor: row.anonymous_id,
  account: row.group_id,
  event: row.event ?? "",
  body: createBody(row),
});
