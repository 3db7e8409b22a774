import type { Queries } from "./database.ts";

/**
 * How far in the order of arrival old events are deleted, and before which moment some are gone. A row of `events` that
 * has `kept` stands for events that are deleted: it is a report, or one of them of which the ids and the time are left.
 * From that moment on, in epoch milliseconds, nothing hangs on what is deleted.
 */
export const RETENTION = [
  "alter table events add column kept double precision",
  `create table retention (
    through bigint      not null default 0,
    since   timestamptz,
    holder  text        not null default '',
    leased  timestamptz not null default '-infinity'
  )`,
  "insert into retention default values",
];

/** Seconds for which deleting is one receiver's. */
const LEASE = 60;

/** Whether this receiver is the one that deletes, for a minute from now. */
export async function takeRetention({ query }: Queries, holder: string): Promise<boolean> {
  const rows = await query(
    `update retention set holder = $1, leased = now() + interval '${LEASE} seconds'
     where holder = $1 or leased < now() returning 1 as taken`,
    [holder],
  );
  return rows.length > 0;
}

/** Before which moment events may be deleted, in epoch milliseconds; `null` where none is. */
export async function getKeptSince({
  query,
}: {
  query(sql: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
}): Promise<number | null> {
  const [row] = await query("select (1000 * extract(epoch from since))::float8 as since from retention");
  return typeof row?.since === "number" ? row.since : null;
}

/** Reports that say nothing of how people get on: what was wrong in a page, and that one was loaded. */
const PASSING = ["Milepost Error", "Guide Target Missing", "Guide Step Viewed"];

/** What somebody did, and not who they are nor what Milepost has reported of it. */
const createIsDeed = (reports: readonly string[]): string => {
  const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");
  const told = reports.filter((name) => !PASSING.includes(name) && name !== "Milepost Loaded");
  return `(type in ('page', 'screen') or (type = 'track' and coalesce(event, '') <> all (array[${list(told)}])
    and not (event is not distinct from 'Milepost Loaded' and properties ? 'paused')))`;
};

export type AgedRow = {
  readonly seq: string;
  readonly writeKey: string;
  /** The user, also of a visitor who has become one; `null` of a visitor who has not. */
  readonly user: string | null;
  readonly visitor: string | null;
  readonly isOld: boolean;
  /** It is to be deleted once it is old. */
  readonly isDeed: boolean;
};

export interface Retention {
  /** Up to `most` rows behind those that were looked at, in the order in which they came. */
  getNext(queries: Queries, before: number, most: number): Promise<AgedRow[]>;
  /** Deletes what these people did that came before then. Returns how many rows went. */
  remove(queries: Queries, gone: Gone): Promise<number>;
}

export interface Gone {
  readonly writeKey: string;
  readonly users: readonly string[];
  /** Visitors who have not become users. */
  readonly visitors: readonly string[];
  /** Reports that stand for what goes. */
  readonly reports: readonly Told[];
  /** What else was reported of users is no word that counts. */
  readonly isReplayed: boolean;
  /** Epoch milliseconds. */
  readonly before: number;
  /** From then on nothing hangs on what goes, in epoch milliseconds. */
  readonly turn: number;
}

const BEFORE = "to_timestamp($2::float8 / 1000)";

/**
 * Of each person and of each of the ids and accounts that they came under, three of their deeds stay: the first, the
 * last, and that which came first. They keep who, when and where, and lose what. So what is known of visitors, of first
 * and last signs and of who is in an account does not change.
 */
const createRemove = (isDeed: string): string => `
  with whose as (
    select $3::text[] as users, $4::text[] as visitors,
      array(select anonymous_id from visitors where write_key = $1 and user_id = any($3::text[])) as former
  ), them as (
    select e.* from whose cross join lateral (
      select * from events where write_key = $1 and user_id = any(whose.users)
      union all
      select * from events where write_key = $1 and user_id is null and anonymous_id = any(whose.visitors || whose.former)
    ) e
  ), told as (
    select *, ${isDeed} as is_deed, received_at < ${BEFORE} as is_old,
      coalesce(context->>'channel', '') = 'server' as by_server
    from them
  ), own as (
    select seq, at, type, event, user_id, anonymous_id, group_id, kept, is_deed, is_old, 1 in (
      row_number() over (ids order by at, seq),
      row_number() over (ids order by at desc, seq desc),
      row_number() over (ids order by seq)
    ) as is_end
    from told
    window ids as (partition by user_id, anonymous_id, group_id, subject, member, is_deed, by_server)
  ), gone as (
    delete from events using own
    where events.seq = own.seq and own.is_old and own.is_deed and not own.is_end
    returning own.user_id, own.anonymous_id, own.group_id
  ), thinned as (
    update events set kept = $6, event = null, properties = '{}', traits = '{}',
      context = jsonb_strip_nulls(jsonb_build_object('channel', context->'channel', 'timezone', context->'timezone'))
    from own
    where events.seq = own.seq and own.is_old and own.is_deed and own.is_end
      and (own.kept is null or own.kept < $6)
    returning own.user_id, own.anonymous_id, own.group_id
  ), marked as (
    update events set kept = $6
    from own
    where events.seq = own.seq and own.at < to_timestamp($6::float8 / 1000) and own.kept is null and not own.is_deed and own.type = 'track'
      and own.event in ('Milestone Reached', 'Milestone Lapsed', 'Gap Opened', 'Segment Changed')
      and (own.user_id is null or not $5::boolean)
  ), uncounted as (
    update tallies set events = events - (select count(*) from gone) where part = (select min(part) from tallies)
      and exists (select from gone)
  ), noted as (
    insert into changes (write_key, user_id, anonymous_id, group_id)
    select distinct $1, user_id, anonymous_id, group_id
    from (select * from gone union all select * from thinned) changed
    where exists (select from followers)
  )
  select count(*)::int as count from gone`;

/** A page may have heard of it later than it was. */
const MARK = `
  update events set kept = coalesce(kept, $3), at = least(events.at, to_timestamp(told.at / 1000))
  from jsonb_to_recordset($2::jsonb) as told (id text, at float8)
  where write_key = $1 and message_id = told.id and (kept is null or events.at > to_timestamp(told.at / 1000))`;

/** @param reports Names of what Milepost itself reports. */
export function createRetentionOf(reports: readonly string[]): Retention {
  const isDeed = createIsDeed(reports);
  const remove = createRemove(isDeed);
  return {
    getNext: ({ query }, before, most) =>
      query<AgedRow>(
        `select e.seq::text, e.write_key as "writeKey", coalesce(e.user_id, v.user_id) as "user",
           e.anonymous_id as visitor, e.received_at < to_timestamp($1::float8 / 1000) as "isOld",
           e.kept is null and ${isDeed} as "isDeed"
         from (select * from events where seq > (select through from retention) order by seq limit $2) e
         left join visitors v on e.user_id is null and v.write_key = e.write_key and v.anonymous_id = e.anonymous_id
         order by e.seq`,
        [before, most],
      ),
    async remove({ query }, { writeKey, users, visitors, reports, isReplayed, before, turn }) {
      await query("update retention set since = greatest(since, to_timestamp($1::float8 / 1000))", [before]);
      await query(MARK, [writeKey, JSON.stringify(reports), turn]);
      const [gone] = await query<{ count: number }>(remove, [
        writeKey,
        before,
        [...users],
        [...visitors],
        isReplayed,
        turn,
      ]);
      return gone?.count ?? 0;
    },
  };
}

/** All rows up to this one were looked at. */
export const setThrough = ({ query }: Queries, seq: string): Promise<unknown> =>
  query("update retention set through = greatest(through, $1::bigint)", [seq]);

/** What was to be handed on so long ago, and was given up. */
export const forgetDeliveries = ({ query }: Queries, before: number): Promise<unknown> =>
  query("delete from deliveries where made < to_timestamp($1::float8 / 1000)", [before]);

export interface Told {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
