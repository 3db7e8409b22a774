import { IN_ORDER } from "./circles.ts";
import type { Row } from "./database.ts";

/** A statement with its values. */
export type Statement = readonly [sql: string, params: readonly unknown[]];

/** What the one who follows asks of a database, from a thread of its own. */
export interface Steps {
  query<R extends Row>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** All of them in one transaction, or none. */
  write(statements: readonly Statement[]): Promise<void>;
}

/** Seconds for which nobody else follows, from the last step of who does. */
const LEASE = 30;

/** Resolves to whether this one follows: one receiver of a database does, until it has been quiet for half a minute. */
export async function takeLease({ query }: Steps, holder: string): Promise<boolean> {
  const rows = await query(
    `update followers set holder = $1, until = now() + interval '${LEASE} seconds'
     where name = 'figures' and (holder = $1 or until < now()) returning name`,
    [holder],
  );
  return rows.length > 0;
}

/** Another one may follow at once. */
export const leaveLease = ({ query }: Steps, holder: string): Promise<unknown> =>
  query("update followers set until = now() where name = 'figures' and holder = $1", [holder]);

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

export const getChanges = ({ query }: Steps): Promise<Change[]> =>
  query<Change>(
    `select id::text, write_key, user_id, anonymous_id, previous_id, group_id from changes order by changes.id limit ${MOST_CHANGES}`,
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

/** A circle with more events than that is not made anew at once. */
export const LARGE = 5_000;

/**
 * Takes changes off the list, and notes which circles they are of. All events of a circle are read for each of its
 * changes: one with many waits for others of its own, a millisecond for each, so that it leaves time to the rest.
 */
export function link({ write }: Steps, { taken, units, touched, merged, now }: Links): Promise<void> {
  const joins = 'jsonb_to_recordset($1::jsonb) as m ("from" bigint, "to" bigint)';
  return write([
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
       set due = case when circles.events > ${LARGE} then least(circles.due, $2::float8 + circles.events) else 0 end`,
      [JSON.stringify(touched), now],
    ],
  ]);
}

export type DueCircle = { readonly id: string; readonly write_key: string; readonly version: string };

/** Circles that are to be made anew by `now`, in epoch milliseconds; those first that wait for the longest. */
export const getDue = (
  { query }: Steps,
  writeKeys: readonly string[] | undefined,
  now: number,
  most: number,
): Promise<DueCircle[]> =>
  query<DueCircle>(
    `select id::text, write_key, version::text from circles
     where due <= $2::float8 and ($1::text[] is null or write_key = any($1::text[])) order by due limit $3`,
    [writeKeys, now, most],
  );

/** When the next one is due, in epoch milliseconds; `undefined` where none is. */
export async function getNextDue({ query }: Steps): Promise<number | undefined> {
  const [row] = await query<{ due: number | null }>(
    "select min(due) as due from circles where due < 'infinity'",
  );
  return row?.due ?? undefined;
}

export const getMembers = ({ query }: Steps, circles: readonly string[]): Promise<UnitIn[]> =>
  query<UnitIn>(
    "select write_key, kind, id, circle::text as circle from circle_members where circle = any($1::bigint[])",
    [circles],
  );

/** What was made of a circle. */
export interface Made {
  readonly id: string;
  /** The version that it had before: where it has another one by now, somebody else has made it. */
  readonly before: string;
  readonly due: number | null;
  readonly facts: string | null;
  readonly events: number;
}

/** `due` of `null` is never. */
export const putFacts = (
  { write }: Steps,
  made: readonly Made[],
  more: readonly Statement[] = [],
): Promise<void> =>
  write([
    [IN_ORDER, []],
    [
      `update circles set facts = m.facts, events = m.events, due = coalesce(m.due, 'infinity'), version = nextval('circle_versions')
       from jsonb_to_recordset($1::jsonb) as m (id bigint, before bigint, due float8, facts text, events integer)
       where circles.id = m.id and circles.version = m.before`,
      [JSON.stringify(made)],
    ],
    // Of whom no row is left no name is kept.
    [
      "delete from circle_members where circle = any($1::bigint[])",
      [made.flatMap(({ id, facts }) => (facts === null ? [id] : []))],
    ],
    ...more,
  ]);

export type FactsRow = {
  readonly id: string;
  readonly write_key: string;
  readonly version: string;
  readonly facts: string | null;
};

/** What was made since a version, in order; `facts` is `null` where there is none any more. */
export const getFactsSince = ({ query }: Steps, version: string, most: number): Promise<FactsRow[]> =>
  query<FactsRow>(
    `select id::text, write_key, version::text, facts from circles where version > $1::bigint order by circles.version limit $2`,
    [version, most],
  );

export async function getWaiting({ query }: Steps, now: number): Promise<number> {
  const [row] = await query<{ count: number }>(
    `select ((select count(*) from (select from changes limit 10000) few)
       + (select count(*) from (select from circles where due <= $1::float8 limit 10000) few))::int as count`,
    [now],
  );
  return row?.count ?? 0;
}

export type CirclePlan = { readonly write_key: string; readonly config: string; readonly recorded: boolean };

/** With what circles were made, by write key. */
export const getPlans = ({ query }: Steps): Promise<CirclePlan[]> =>
  query<CirclePlan>("select write_key, config, recorded from circle_plans");

/** From now on the circles of a write key are made with this: all of them anew. */
export const setPlan = ({ write }: Steps, { write_key, config, recorded }: CirclePlan): Promise<void> =>
  write([
    [
      `insert into circle_plans (write_key, config, recorded) values ($1, $2, $3)
       on conflict (write_key) do update set config = excluded.config, recorded = excluded.recorded`,
      [write_key, config, recorded],
    ],
    ["update circles set due = 0 where write_key = $1 and due > 0 and facts is not null", [write_key]],
  ]);
