import { IN_ORDER } from "./circles.ts";
import type { Steps } from "./following.ts";

/** Ids of one row that has come. */
export type Change = {
  readonly id: string;
  readonly write_key: string;
  readonly user_id: string | null;
  readonly anonymous_id: string | null;
  readonly previous_id: string | null;
  readonly group_id: string | null;
};

/** Changes that one step takes. */
export const MOST_CHANGES = 2_000;

/** The first that came. */
export const getChanges = ({ query }: Steps, most: number): Promise<Change[]> =>
  query<Change>(
    "select id::text, write_key, user_id, anonymous_id, previous_id, group_id from changes order by changes.id limit $1",
    [most],
  );

/** An id of a person or an account. */
export type UnitId = {
  readonly write_key: string;
  readonly kind: "person" | "account";
  readonly id: string;
};

export type UnitIn = UnitId & { readonly circle: string };

const UNIT_IDS = "jsonb_to_recordset($1::jsonb) as given (write_key text, kind text, id text)";

/** In which circles these are, as far as they are in one. */
export const getUnits = ({ query }: Steps, ids: readonly UnitId[]): Promise<UnitIn[]> =>
  query<UnitIn>(
    `select u.write_key, u.kind, u.id, u.circle::text as circle from ${UNIT_IDS} join circle_members u using (write_key, kind, id)`,
    [JSON.stringify(ids)],
  );

export async function createCircleIds({ query }: Steps, count: number): Promise<string[]> {
  if (count === 0) return [];
  const rows = await query<{ id: string }>(
    "select nextval(pg_get_serial_sequence('circles', 'id'))::text as id from generate_series(1, $1::int)",
    [count],
  );
  return rows.map(({ id }) => id);
}

/** A circle with more events than that is not made anew at once. */
export const LARGE = 5_000;

/**
 * When a touched circle is due. All events of a circle are read for each of its changes: one with many waits for others
 * of its own, a millisecond for each, so that it leaves time to the rest.
 */
const getDueAt = (now: string): string =>
  `case when circles.events > ${LARGE} then least(circles.due, ${now}::float8 + circles.events) else 0 end`;

/** One index is asked for each id, however little the database knows of its tables. */
const circleOf = (kind: "person" | "account", id: string): string =>
  `(select circle from circle_members m where m.write_key = noted.write_key and m.kind = '${kind}' and m.id = ${id})`;

const SETTLE = `
  with noted as materialized (
    select * from changes order by id limit ${MOST_CHANGES}
  ), placed as materialized (
    select noted.*, ${circleOf("person", "coalesce(noted.user_id, noted.anonymous_id)")} as circle,
      ${circleOf("person", "noted.anonymous_id")} as visitor, ${circleOf("account", "noted.group_id")} as account
    from noted
  ), settled as materialized (
    select id, circle from placed
    where circle is not null and previous_id is null
      and (anonymous_id is null or visitor = circle) and (group_id is null or account = circle)
  ), taken as (
    delete from changes where id in (select id from settled)
  ), touched as (
    update circles set due = ${getDueAt("$1")} where id in (select circle from settled) and due > 0
  )
  select (select count(*) from noted)::int as seen, (select count(*) from settled)::int as settled`;

/**
 * Takes those off the list whose ids are all in one circle already, as nearly all are, and notes that it is to be made
 * anew; resolves to how many were looked at, and how many of these are left.
 */
export async function settle(
  { write }: Steps,
  now: number,
): Promise<{ readonly seen: number; readonly left: number }> {
  const [row] = await write([
    [IN_ORDER, []],
    [SETTLE, [now]],
  ]);
  const { seen, settled } = row as { readonly seen: number; readonly settled: number };
  return { seen, left: seen - settled };
}

export interface Links {
  readonly taken: readonly string[];
  readonly units: readonly UnitIn[];
  /** Circles that are to be made anew. */
  readonly touched: ReadonlyArray<{ readonly id: string; readonly write_key: string }>;
  /** Circles that turned out to be a part of another one. */
  readonly merged: ReadonlyArray<{ readonly from: string; readonly to: string }>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Takes changes off the list, and notes which circles they are of. */
export async function link({ write }: Steps, { taken, units, touched, merged, now }: Links): Promise<void> {
  const joins = 'jsonb_to_recordset($1::jsonb) as m ("from" bigint, "to" bigint)';
  await write([
    [IN_ORDER, []],
    ["delete from changes where id = any($1::bigint[])", [taken]],
    [
      `update circle_members set circle = m."to" from ${joins} where circle = m."from"`,
      [JSON.stringify(merged)],
    ],
    [
      `update circles set facts = null, due = 'infinity', version = nextval('circle_versions')
       from ${joins} where circles.id = m."from"`,
      [JSON.stringify(merged)],
    ],
    [
      `insert into circle_members (write_key, kind, id, circle)
       select write_key, kind, id, circle
       from jsonb_to_recordset($1::jsonb) as given (write_key text, kind text, id text, circle bigint)
       on conflict (write_key, kind, id) do update set circle = excluded.circle`,
      [JSON.stringify(units)],
    ],
    [
      `insert into circles (id, write_key, due)
       select id, write_key, 0 from jsonb_to_recordset($1::jsonb) as given (id bigint, write_key text)
       on conflict (id) do update
       set due = ${getDueAt("$2")}`,
      [JSON.stringify(touched), now],
    ],
  ]);
}

export const getMembers = ({ query }: Steps, circles: readonly string[]): Promise<UnitIn[]> =>
  query<UnitIn>(
    "select write_key, kind, id, circle::text as circle from circle_members where circle = any($1::bigint[])",
    [circles],
  );
