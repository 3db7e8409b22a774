import type { Queries } from "../database.ts";

/**
 * Who was erased, for ever, by a hash that nobody can turn back without the salt: what comes late of them is refused.
 * `until` is where a refusal ends that was taken back.
 */
export const TOMBSTONES = [
  "create table salts (value text not null)",
  "insert into salts values (gen_random_uuid()::text || gen_random_uuid()::text)",
  `create table tombstones (
    mark   text        primary key,
    kind   text        not null,
    erased timestamptz not null,
    until  timestamptz not null default 'infinity'
  )`,
];

export type TombstoneKind = "user" | "visitor" | "account";

/** The hash of an id, as SQL. Each part is an expression. */
export const markOf = (writeKey: string, kind: string, id: string): string =>
  `left(encode(sha256(convert_to((select value from salts) || jsonb_build_array(${writeKey}, ${kind}, ${id})::text, 'UTF8')), 'hex'), 32)`;

/**
 * Whether a row of `sent` is of somebody erased, as SQL: the user, the visitor where it is no user's, the account, and
 * whom an alias says they were. While nobody was erased, nothing is hashed.
 */
export const isErased = (sent: string): string => {
  const mark = (kind: TombstoneKind, id: string) => markOf(`${sent}.write_key`, `'${kind}'`, `${sent}.${id}`);
  return `(exists (select from tombstones) and exists (
    select from tombstones t
    where t.until >= ${sent}.at and t.mark in (
      case when ${sent}.user_id is not null then ${mark("user", "user_id")} end,
      case when ${sent}.user_id is null then ${mark("visitor", "anonymous_id")} end,
      case when ${sent}.group_id is not null then ${mark("account", "group_id")} end,
      case when ${sent}.previous_id is not null then ${mark("user", "previous_id")} end,
      case when ${sent}.previous_id is not null then ${mark("visitor", "previous_id")} end)
  ))`;
};

/** Ids of who is erased. */
export interface ErasedIds {
  readonly writeKey: string;
  readonly users: readonly string[];
  readonly visitors: readonly string[];
  readonly accounts: readonly string[];
}

/** From now on nothing is stored of them any more. @param now Epoch milliseconds. */
export async function addTombstones(
  { query }: Queries,
  { writeKey, users, visitors, accounts }: ErasedIds,
  now: number,
): Promise<void> {
  const them = [
    ...users.map((id) => ({ kind: "user", id })),
    ...visitors.map((id) => ({ kind: "visitor", id })),
    ...accounts.map((id) => ({ kind: "account", id })),
  ];
  await query(
    `insert into tombstones as known (mark, kind, erased)
     select distinct ${markOf("$1::text", "kind", "id")}, kind, to_timestamp($3::float8 / 1000)
     from jsonb_to_recordset($2::jsonb) as them (kind text, id text) order by 1
     on conflict (mark) do update set erased = excluded.erased, until = 'infinity'
       where known.until < 'infinity'`,
    [writeKey, JSON.stringify(them), now],
  );
}

/** Any number, as long as all receivers of a database agree on it: one erasure after the other. */
const ERASING = 7_051_979;
export const IN_TURN = `select pg_advisory_xact_lock(${ERASING})`;

/** Waits for whoever is storing and has not seen a tombstone. It holds all others up until its transaction ends. */
export const WAIT_FOR_WRITERS = "lock table events in share row exclusive mode";

/** Somebody by their id. */
export interface Named {
  readonly writeKey: string;
  readonly kind: "user" | "account";
  readonly id: string;
}

/** When they were erased, as an ISO time; `null` where they were not, or the refusal was taken back. */
export async function getErased({ query }: Queries, { writeKey, kind, id }: Named): Promise<string | null> {
  const [row] = await query<{ erased: string }>(
    `select to_char(erased at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as erased
     from tombstones where until = 'infinity' and mark = ${markOf("$1::text", "$2::text", "$3::text")}`,
    [writeKey, kind, id],
  );
  return row?.erased ?? null;
}

/**
 * What happens from now on is taken again, and what happened before is not. The result says whether it was refused.
 * @param now Epoch milliseconds.
 */
export async function liftTombstone(
  { query }: Queries,
  { writeKey, kind, id }: Named,
  now: number,
): Promise<boolean> {
  const rows = await query(
    `update tombstones set until = to_timestamp($4::float8 / 1000)
     where until = 'infinity' and mark = ${markOf("$1::text", "$2::text", "$3::text")} returning mark`,
    [writeKey, kind, id, now],
  );
  return rows.length > 0;
}
