/** Puts a simulated year into a database, and copies of it under other names. */
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../../src/receiver/database/database.ts";
import { LONG_PATIENCE_MS } from "../../src/receiver/database/database.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { post } from "../../tests/receiver/receiver.ts";

type Row = Readonly<Record<string, unknown>>;

/** Half a year, in which a person has some fifty to eighty events. */
const DAYS = 182;
const BATCH = 500;

/** Sends a year of so many accounts, as a server hands on what pages have said. Resolves to how many events it has. */
export async function sendYear(
  url: string,
  accounts: number,
  headers: Record<string, string>,
): Promise<number> {
  let batch: Row[] = [];
  let count = 0;
  const send = async (): Promise<void> => {
    for (;;) {
      // Where other work on the machine holds it up it asks to come again, or lets a connection go that was quiet.
      const reply = await post(`${url}/v1/batch`, { batch }, headers).catch(() => undefined);
      const text = await reply?.text();
      if (reply?.status === 200) break;
      if (reply && reply.status !== 503) throw new Error(`A batch was answered ${reply.status}: ${text}`);
      await wait(500);
    }
    count += batch.length;
    batch = [];
  };
  for (const { sentAt: _, context, ...row } of simulateYear({ accounts, days: DAYS }).rows as Iterable<Row>) {
    batch.push({ ...row, context: { channel: "browser", ...(context as object) } });
    if (batch.length === BATCH) await send();
  }
  if (batch.length > 0) await send();
  return count;
}

export const createYearConfig = () => simulateYear({ accounts: 1, days: DAYS }).config;

const INDEXES =
  "select indexname as name, indexdef as make from pg_indexes where tablename = 'events' and indexname <> 'events_pkey'";

/** An id of a copy; ids of the year begin with `u-`, `a-` and `019`. */
const of = (column: string): string => `$1::text || ${column}`;

const COPY_EVENTS = `
  insert into events (write_key, message_id, owner, subject, member, type, event, user_id, anonymous_id, previous_id,
    group_id, at, received_at, properties, traits, context)
  select write_key, ${of("message_id")}, case when owner = '' then '' else ${of("owner")} end,
    case when subject = '' then '' else ${of("subject")} end, member, type, event, ${of("user_id")},
    ${of("anonymous_id")}, ${of("previous_id")}, ${of("group_id")}, at, received_at, properties, traits, context
  from events where seq <= $2`;

const COPY_PEOPLE = `insert into people select write_key, ${of("person")}, is_visitor, came from people where person not like 'c%'`;
const COPY_VISITORS = `insert into visitors select write_key, ${of("anonymous_id")}, ${of("user_id")}, vouched from visitors where user_id not like 'c%'`;

/** A circle of a copy has the number of its own and a hundred million times that of the copy. */
const COPY_MEMBERS = `
  insert into circle_members
  select write_key, kind, ${of("id")}, circle + $2::bigint * 100000000 from circle_members where id not like 'c%'`;
const COPY_CIRCLES = `
  insert into circles (id, write_key, due, version, facts)
  select id + $2::bigint * 100000000, write_key, due, nextval('circle_versions'),
    regexp_replace(facts, '"(u-[0-9]|a-[0-9]|019[0-9a-f]{5}-)', '"' || $1::text || '\\1', 'g')
  from circles where id < 100000000`;

/**
 * Copies of all rows and of all that was made of them, so that only one of them has to be made: the engine is
 * measured on that one.
 */
export async function copyYear(database: Database, copies: number): Promise<void> {
  const { query, transaction } = database;
  const long = (sql: string, params: readonly unknown[] = []) =>
    transaction((within) => within.query(sql, params), LONG_PATIENCE_MS);
  const [last] = await query<{ seq: string }>("select max(seq)::text as seq from events");
  const indexes = await query<{ name: string; make: string }>(INDEXES);
  for (const { name } of indexes) if (name !== "events_by_arrival") await long(`drop index ${name}`);
  for (let n = 1; n < copies; n++) {
    const prefix = `c${n}`;
    await long(COPY_EVENTS, [prefix, last!.seq]);
    await long(COPY_PEOPLE, [prefix]);
    await long(COPY_VISITORS, [prefix]);
    await long(COPY_MEMBERS, [prefix, n]);
    await long(COPY_CIRCLES, [prefix, n]);
  }
  for (const { name, make } of indexes) if (name !== "events_by_arrival") await long(make);
  await long("analyze");
}
