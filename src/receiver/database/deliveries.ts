import type { Queries } from "./database.ts";

/**
 * What is to be handed on, each event once to each webhook. Of what was, the id alone is kept for a while, so that it
 * does not go out again; of what could not be, all of it, until somebody has it tried again or deletes the person.
 */
export const DELIVERIES = [
  `create table if not exists deliveries (
    id           bigint      not null generated always as identity primary key,
    webhook      text        not null,
    write_key    text        not null,
    message_id   text        not null,
    user_id      text,
    anonymous_id text,
    group_id     text,
    event        text        not null,
    body         text,
    made         timestamptz not null,
    due          timestamptz,
    leased       timestamptz,
    tries        integer     not null default 0,
    failure      text,
    ended        timestamptz,
    unique (webhook, write_key, message_id)
  )`,
  "create index if not exists deliveries_by_time on deliveries (webhook, coalesce(leased, due)) where ended is null",
  "create index if not exists deliveries_ended on deliveries (ended) where ended is not null",
];

/** One event for one webhook. */
export interface Delivery {
  readonly webhook: string;
  readonly writeKey: string;
  readonly messageId: string;
  readonly user: string | null;
  readonly visitor: string | null;
  readonly account: string | null;
  readonly event: string;
  readonly body: string;
}

/** Puts them down, to be sent at once. What is known already is left as it is. */
export async function addDeliveries(
  { query }: Queries,
  deliveries: readonly Delivery[],
  now: number,
): Promise<void> {
  await query(
    `insert into deliveries (webhook, write_key, message_id, user_id, anonymous_id, group_id, event, body, made, due)
     select webhook, "writeKey", "messageId", "user", visitor, account, event, body,
       to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000)
     from jsonb_to_recordset($1::jsonb) as them (webhook text, "writeKey" text, "messageId" text, "user" text,
       visitor text, account text, event text, body text)
     order by webhook, "writeKey", "messageId"
     on conflict (webhook, write_key, message_id) do nothing`,
    [JSON.stringify(deliveries), now],
  );
}

export type LeasedDelivery = {
  readonly id: string;
  readonly writeKey: string;
  readonly messageId: string;
  readonly body: string;
  /** How often it was tried before. */
  readonly tries: number;
};

export interface LeaseOf {
  readonly webhook: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Until when no other receiver takes them. */
  readonly until: number;
  readonly most: number;
}

export function leaseDeliveries({ query }: Queries, of: LeaseOf): Promise<LeasedDelivery[]> {
  return query<LeasedDelivery>(
    `with them as (
       select id from deliveries
       where webhook = $1 and ended is null and coalesce(leased, due) <= to_timestamp($2::float8 / 1000)
       order by coalesce(leased, due) limit $4 for update skip locked
     )
     update deliveries set leased = to_timestamp($3::float8 / 1000) from them where deliveries.id = them.id
     returning deliveries.id::text, write_key as "writeKey", message_id as "messageId", body, tries`,
    [of.webhook, of.now, of.until, of.most],
  );
}

/** What was taken: nothing is kept of whom it told. */
export async function setDelivered({ query }: Queries, id: string, now: number): Promise<void> {
  await query(
    `update deliveries set ended = to_timestamp($2::float8 / 1000), body = null, due = null, leased = null,
       user_id = null, anonymous_id = null, group_id = null, failure = null
     where id = $1::bigint`,
    [id, now],
  );
}

export interface Failed {
  readonly id: string;
  /** In words: "answered with 500". */
  readonly failure: string;
  /** When it is tried again, in epoch milliseconds; `undefined` where it is not. */
  readonly again: number | undefined;
  readonly now: number;
}

export async function setFailed({ query }: Queries, { id, failure, again, now }: Failed): Promise<void> {
  await query(
    `update deliveries set tries = tries + 1, failure = $2, leased = null, due = to_timestamp($3::float8 / 1000),
       ended = case when $3::float8 is null then to_timestamp($4::float8 / 1000) end
     where id = $1::bigint and ended is null`,
    [id, failure, again ?? null, now],
  );
}

/** Takes back what has not gone out: nothing is kept of whom it would have told. */
export async function withdrawDeliveries(
  { query }: Queries,
  of: {
    readonly writeKey: string;
    readonly ids: readonly string[];
    readonly webhooks: readonly string[];
    /** Epoch milliseconds. */
    readonly now: number;
  },
): Promise<void> {
  if (of.webhooks.length === 0) return;
  await query(
    `update deliveries set ended = to_timestamp($4::float8 / 1000), body = null, due = null, leased = null,
       user_id = null, anonymous_id = null, group_id = null, failure = null
     where webhook = any($1::text[]) and write_key = $2 and message_id = any($3::text[]) and body is not null`,
    [[...of.webhooks], of.writeKey, [...of.ids], of.now],
  );
}

/** When the next one of a webhook is due, in epoch milliseconds; `undefined` where none is. */
export async function getNextDelivery({ query }: Queries, webhook: string): Promise<number | undefined> {
  const [row] = await query<{ next: number | null }>(
    `select (1000 * extract(epoch from min(coalesce(leased, due))))::float8 as next
     from deliveries where webhook = $1 and ended is null`,
    [webhook],
  );
  return row?.next ?? undefined;
}

/** Forgets the ids of what was taken before `until`, in epoch milliseconds. */
export async function forgetDelivered({ query }: Queries, until: number): Promise<void> {
  await query("delete from deliveries where ended < to_timestamp($1::float8 / 1000) and body is null", [
    until,
  ]);
}

/** One that was given up. */
export type DeadDelivery = {
  readonly id: string;
  readonly webhook: string;
  readonly writeKey: string;
  readonly messageId: string;
  readonly event: string;
  readonly tries: number;
  readonly failure: string;
  /** ISO times: when it came up, and when it was given up. */
  readonly made: string;
  readonly ended: string;
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const DEAD = "ended is not null and body is not null";

/** Those that were given up, the latest first. */
export function getDead({ query }: Queries, most: number): Promise<DeadDelivery[]> {
  return query<DeadDelivery>(
    `select id::text, webhook, write_key as "writeKey", message_id as "messageId", event, tries, failure,
       to_char(made at time zone 'utc', ${ISO}) as made, to_char(ended at time zone 'utc', ${ISO}) as ended
     from deliveries where ${DEAD} order by deliveries.ended desc, deliveries.id desc limit $1`,
    [most],
  );
}

/** Has one that was given up tried again from the start; the result says of which webhook it is, if there is one. */
export async function reviveDelivery(
  { query }: Queries,
  id: string,
  now: number,
): Promise<string | undefined> {
  const [row] = await query<{ webhook: string }>(
    `update deliveries set ended = null, tries = 0, due = to_timestamp($2::float8 / 1000), leased = null
     where id = $1::bigint and ${DEAD} returning webhook`,
    [id, now],
  );
  return row?.webhook;
}
