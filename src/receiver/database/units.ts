import type { Queries } from "./database.ts";
import type { StoredEvent } from "./events.ts";

/**
 * Users for whom time may change something: when it does next, and until when some receiver sees to it. A receiver that
 * ends meanwhile leaves its lease behind, and another takes the user up when that is over.
 */
export const UNITS = [
  `create table if not exists units (
    write_key text        not null,
    user_id   text        not null,
    due       timestamptz not null,
    leased    timestamptz,
    primary key (write_key, user_id)
  )`,
  "create index if not exists units_by_time on units (coalesce(leased, due))",
  // With which plan the next moments of a write key's users were found.
  `create table if not exists units_plans (
    write_key text not null primary key,
    version   text not null
  )`,
];

export type Unit = { readonly writeKey: string; readonly user: string };

/** A unit that was looked at: `wake` is its next moment, in epoch milliseconds, `null` where there is none. */
export type Looked = Unit & { readonly wake: number | null };

/** The latest rows of these users are to be looked at by `due`, in epoch milliseconds. */
export async function noteUnits(
  { query }: Queries,
  rows: readonly StoredEvent[],
  due: number,
): Promise<void> {
  const units = new Map(
    rows.flatMap(({ write_key: key, user_id: user }) =>
      user === null ? [] : [[JSON.stringify([key, user]), { key, user }]],
    ),
  );
  if (units.size === 0) return;
  await query(
    `insert into units as known (write_key, user_id, due)
     select key, "user", to_timestamp($2::float8 / 1000)
     from jsonb_to_recordset($1::jsonb) as them (key text, "user" text) order by 1, 2
     on conflict (write_key, user_id) do update set due = excluded.due where known.due > excluded.due`,
    [JSON.stringify([...units.values()]), due],
    "note_units",
  );
}

/** Takes up to `most` that are due, the earliest first, so that no other receiver takes them before `until`. */
export async function leaseUnits(
  { query }: Queries,
  { now, until, most }: { readonly now: number; readonly until: number; readonly most: number },
): Promise<Unit[]> {
  return query<Unit>(
    `with them as (
       select write_key, user_id from units where coalesce(leased, due) <= to_timestamp($1::float8 / 1000)
       order by coalesce(leased, due) limit $3 for update skip locked
     )
     update units set leased = to_timestamp($2::float8 / 1000), due = 'infinity'
     from them where units.write_key = them.write_key and units.user_id = them.user_id
     returning units.write_key as "writeKey", units.user_id as "user"`,
    [now, until, most],
  );
}

/** Gives them back. What came meanwhile has made them due again; of whom nothing is due, nothing is kept. */
export async function releaseUnits({ query }: Queries, looked: readonly Looked[]): Promise<void> {
  const given = [JSON.stringify(looked)];
  const them = `jsonb_to_recordset($1::jsonb) as them ("writeKey" text, "user" text, wake float8)`;
  const isTheirs = `units.write_key = them."writeKey" and units.user_id = them."user"`;
  await query(
    `delete from units using ${them} where ${isTheirs} and wake is null and due = 'infinity'`,
    given,
  );
  await query(
    `update units set leased = null, due = least(due, coalesce(to_timestamp(wake / 1000), 'infinity'))
     from ${them} where ${isTheirs}`,
    given,
  );
}

/** When the next one is due, in epoch milliseconds; `undefined` where none is. */
export async function getNextDue({ query }: Queries): Promise<number | undefined> {
  const [row] = await query<{ next: number | null }>(
    `select (1000 * extract(epoch from next))::float8 as next
     from (select min(coalesce(leased, due)) as next from units) as first where next < 'infinity'`,
  );
  return row?.next ?? undefined;
}

/** Write keys under which users are known. */
export async function getKnownKeys({ query }: Queries): Promise<string[]> {
  const rows = await query<{ key: string }>("select distinct write_key as key from people");
  return rows.map(({ key }) => key);
}

/** Makes all users of a write key due at `now`, where their moments were found with another plan, or never. */
export async function renewUnits(
  { query }: Queries,
  { writeKey, version, now }: { readonly writeKey: string; readonly version: string; readonly now: number },
): Promise<void> {
  await query(
    `with changed as (
       insert into units_plans as known (write_key, version) values ($1, $2)
       on conflict (write_key) do update set version = excluded.version where known.version <> excluded.version
       returning 1
     )
     insert into units as known (write_key, user_id, due)
     select write_key, person, to_timestamp($3::float8 / 1000) from people
     where write_key = $1 and not is_visitor and exists (select from changed)
     order by 1, 2
     on conflict (write_key, user_id) do update set due = least(known.due, excluded.due)`,
    [writeKey, version, now],
  );
}

/** Those of these reports that are stored already, by whomever they were noticed. */
export async function getStoredIds(
  { query }: Queries,
  {
    writeKey,
    ids,
    verified,
  }: { readonly writeKey: string; readonly ids: readonly string[]; readonly verified: boolean },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await query<{ id: string }>(
    `select distinct message_id as id from events
     where write_key = $1 and message_id = any($2::text[]) and (subject <> '' or not $3::boolean)`,
    [writeKey, [...ids], verified],
  );
  return new Set(rows.map(({ id }) => id));
}
