import { IN_ORDER } from "./circles.ts";
import type { Queries, Row } from "./database.ts";

/** A statement with its values. */
export type Statement = readonly [sql: string, params: readonly unknown[]];

/** What the one who follows asks of a database, from a thread of its own. */
export interface Steps {
  query<R extends Row>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** All of them in one transaction, or none; resolves to the rows of the last. */
  write(statements: readonly Statement[]): Promise<Row[]>;
}

/** One after the other, within one transaction; resolves to the rows of the last. */
export async function runAll({ query }: Queries, statements: readonly Statement[]): Promise<Row[]> {
  let rows: Row[] = [];
  for (const [sql, params] of statements) rows = await query(sql, params);
  return rows;
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
): Promise<unknown> =>
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
export const setPlan = ({ write }: Steps, { write_key, config, recorded }: CirclePlan): Promise<unknown> =>
  write([
    [
      `insert into circle_plans (write_key, config, recorded) values ($1, $2, $3)
       on conflict (write_key) do update set config = excluded.config, recorded = excluded.recorded`,
      [write_key, config, recorded],
    ],
    ["update circles set due = 0 where write_key = $1 and due > 0 and facts is not null", [write_key]],
  ]);
