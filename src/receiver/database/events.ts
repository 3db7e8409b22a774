import type { Database, Queries } from "./database.ts";
import { count, derive, deriveAnew, moveVisitors, SOURCE, type Visitor } from "./derive.ts";
import { isErased } from "./people/tombstones.ts";

/** A row of `events`, named as its columns are. Times are ISO strings. */
export type StoredEvent = {
  readonly write_key: string;
  readonly message_id: string;
  /** Whose the row says it is: the subject, else the user, else empty. One row stands for an id and owner. */
  readonly owner: string;
  /** The person for whom a token or a server vouches; empty where nobody does. */
  readonly subject: string;
  /** Whether the same says that they are in the account. */
  readonly member: boolean;
  readonly type: string;
  readonly event: string | null;
  readonly user_id: string | null;
  readonly anonymous_id: string | null;
  /** The id that an alias says they had before. */
  readonly previous_id: string | null;
  readonly group_id: string | null;
  readonly at: string;
  readonly received_at: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
};

const KEYS = "write_key, message_id, owner";
const FIELDS =
  "subject, member, type, event, user_id, anonymous_id, previous_id, group_id, at, properties, traits, context";
const COLUMNS = `${KEYS}, ${FIELDS}, received_at`;

const SENT_ROWS = `rows from (jsonb_to_recordset($1::jsonb) as (
  write_key text, message_id text, owner text, subject text, member boolean, type text, event text, user_id text,
  anonymous_id text, previous_id text, group_id text, at timestamptz, received_at timestamptz, properties jsonb,
  traits jsonb, context jsonb)) with ordinality as sent`;

const EXCLUDED = FIELDS.split(", ")
  .map((column) => `${column} = excluded.${column}`)
  .join(", ");

/**
 * One statement, in the order of the ids: two that store the same ones wait for each other, and not in a circle. They
 * have their numbers before, in the order in which they came. What is vouched for takes the place of what is not, whatever time that claims; else the earlier of two times stands. A row of
 * nobody in particular makes no row beside one that is vouched for. `xmax` is 0 on a row that was not there before. What
 * is of somebody erased is not stored, and has no number.
 */
const STORE = `
  with sent as materialized (
    select *, case when not ${isErased("sent")} then nextval(pg_get_serial_sequence('events', 'seq')) end as seq
    from (select * from ${SENT_ROWS} order by ordinality) sent
  ), stored as (
    insert into events as known (${COLUMNS}, seq) overriding system value
    select ${COLUMNS}, seq
    from sent
    where sent.seq is not null and (sent.owner <> '' or not exists (
      select from events known
      where known.write_key = sent.write_key and known.message_id = sent.message_id and known.subject <> ''
    ))
    order by write_key, message_id, owner
    on conflict (${KEYS}) do update set ${EXCLUDED}
    where (known.subject = '' and excluded.subject <> '')
      or ((known.subject = '') = (excluded.subject = '') and excluded.at < known.at)
    returning message_id, owner, ${SOURCE}, (xmax = 0) as inserted
  ), fresh as (
    select from stored where inserted
  ), ${derive("stored")}, ${count("fresh")}
  select seq::text, write_key, message_id, owner, user_id, anonymous_id, inserted,
    (select count(*)::int from linked) as links
  from stored
  union all
  select null, write_key, message_id, owner, user_id, anonymous_id, false, 0 from sent where seq is null`;

/** Rows of nobody in particular that somebody wrote under the ids of others. */
const UNSEAT = `
  with gone as (
    delete from events
    using ${SENT_ROWS}
    where events.write_key = sent.write_key and events.message_id = sent.message_id and events.owner = ''
      and sent.subject <> ''
    returning events.write_key, events.anonymous_id
  ), uncounted as (
    update tallies set events = events - (select count(*) from gone) where part = (select min(part) from tallies)
      and exists (select from gone)
  )
  select write_key, null as user_id, anonymous_id from gone`;

type StoredRow = {
  /** `null` where it was not stored. */
  readonly seq: string | null;
  readonly write_key: string;
  readonly message_id: string;
  readonly owner: string;
  readonly user_id: string | null;
  readonly anonymous_id: string | null;
  readonly inserted: boolean;
  /** How many visitors of all these rows are known as users from now on. */
  readonly links: number;
};

/** What is written with rows, in their transaction: rows that are new, or have taken the place of others. */
export type Alongside = (queries: Queries, rows: readonly StoredEvent[]) => Promise<void>;

/** What became of events. */
export interface Written {
  /** The arrival numbers of the rows that were not there before. */
  readonly seqs: readonly string[];
  /** Those of who was erased: they are not stored. */
  readonly erased: readonly StoredEvent[];
}

/**
 * Stores what is not there yet, all of it or nothing. Of one id and owner, the earlier of two times stands, and what
 * somebody vouches for in place of what nobody does. Resolves once that is committed.
 */
export function storeEvents(
  database: Database,
  events: readonly StoredEvent[],
  alongside: readonly Alongside[] = [],
): Promise<Written> {
  const standing = getStanding(events);
  const sent = [JSON.stringify(standing.map(([, event]) => event))];
  const isVouched = events.some(({ subject }) => subject !== "");
  return database.transaction(async (queries) => {
    const known = await queries.query<StoredRow>(STORE, sent, "store");
    const rows = known.filter(({ seq }) => seq !== null);
    const unseated = isVouched
      ? await queries.query<Pick<StoredRow, "write_key" | "user_id" | "anonymous_id">>(UNSEAT, sent, "unseat")
      : [];
    if (rows.some(({ links }) => links > 0)) await moveVisitors(queries, getVisitors(events));
    await rederive(queries, [...rows.filter(({ inserted }) => !inserted), ...unseated]);
    const byKey = new Map(standing);
    const stored = rows.map((row) => byKey.get(toKey(row))!);
    if (stored.length > 0) for (const write of alongside) await write(queries, stored);
    return {
      seqs: rows.flatMap(({ seq, inserted }) => (inserted && seq !== null ? seq : [])),
      erased: known.filter(({ seq }) => seq === null).map((row) => byKey.get(toKey(row))!),
    };
  });
}

const getVisitors = (events: readonly StoredEvent[]): Visitor[] =>
  events.flatMap(({ write_key: key, user_id: user, anonymous_id: visitor, previous_id: previous }) =>
    user === null ? [] : [visitor, previous].flatMap((id) => (id === null ? [] : { key, id })),
  );

/** What a row said that another has replaced is taken back. */
async function rederive(
  queries: Queries,
  replaced: ReadonlyArray<Pick<StoredRow, "write_key" | "user_id" | "anonymous_id">>,
): Promise<void> {
  for (const writeKey of new Set(replaced.map((row) => row.write_key))) {
    const rows = replaced.filter((row) => row.write_key === writeKey);
    const users = rows.flatMap(({ user_id: user }) => user ?? []);
    const visitors = rows.flatMap(({ user_id: user, anonymous_id: visitor }) =>
      user === null && visitor !== null ? visitor : [],
    );
    await deriveAnew(queries, { writeKey, users, visitors });
  }
}

/** What of a batch stands beside itself, by its key: one statement may not touch a row twice. */
function getStanding(events: readonly StoredEvent[]): ReadonlyArray<readonly [key: string, StoredEvent]> {
  const byKey = new Map<string, StoredEvent>();
  for (const event of events) {
    const key = toKey(event);
    const known = byKey.get(key);
    if (known === undefined || isStronger(event, known)) byKey.set(key, event);
  }
  return [...byKey];
}

const toKey = ({ write_key, message_id, owner }: Pick<StoredEvent, "write_key" | "message_id" | "owner">) =>
  JSON.stringify([write_key, message_id, owner]);

function isStronger(event: StoredEvent, known: StoredEvent): boolean {
  const vouched = event.subject !== "";
  return vouched === (known.subject !== "") ? event.at < known.at : vouched;
}

/**
 * Is a value at fault, and not the database? PostgreSQL's classes 22 (data) and 23 (constraints), and 54 (too large for
 * an index).
 */
export const isFaultOf = (error: unknown): boolean => /^(22|23|54)...$/.test(getCode(error));

/** Two transactions that waited for each other: one was taken back and may be tried again. Classes 40001 and 40P01. */
export const isCollision = (error: unknown): boolean => /^40(001|P01)$/.test(getCode(error));

const getCode = (error: unknown): string =>
  error instanceof Error && "code" in error ? `${error.code}` : "";

/** What the page shows of an event. */
export type Arrival = {
  /** Its number in the order of arrival; a string, since a bigint outgrows a number. */
  readonly seq: string;
  readonly type: string;
  readonly event: string | null;
  /** The user, or the visitor until they sign in; the account where it is nobody's of its people. */
  readonly person: string;
  readonly anonymousId: string | null;
  readonly name: string | null;
  /** When it happened and when it came, as ISO strings of one length, so that they sort as they are. */
  readonly at: string;
  readonly receivedAt: string;
  /** The sender's own count of its events, where it keeps one. */
  readonly place: number;
  readonly path: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** What the page shows has an end, whatever an event has: so many bytes of its properties, and of its traits. */
const MOST_SHOWN = 4_096;
const short = (column: string): string =>
  `case when length(e.${column}::text) <= ${MOST_SHOWN} then e.${column} else '{}' end as ${column}`;

/** Of rows that are picked first, by their number: what belongs to them is looked up row by row. */
const arrivals = (picked: string): string => `
  select e.seq::text, e.type, e.event, coalesce(e.user_id, v.user_id, e.anonymous_id, e.group_id) as person,
    e.anonymous_id as "anonymousId", n.name,
    to_char(e.at at time zone 'utc', ${ISO}) as at, to_char(e.received_at at time zone 'utc', ${ISO}) as "receivedAt",
    case when jsonb_typeof(e.context->'delivery'->'seq') = 'number'
      then (e.context->'delivery'->>'seq')::float8 else 0 end as place,
    left(e.context->'page'->>'path', 256) as path, ${short("properties")}, ${short("traits")}
  from (select * from events where ${picked}) e
  left join visitors v on e.user_id is null and v.write_key = e.write_key and v.anonymous_id = e.anonymous_id
  left join user_names n on n.write_key = e.write_key and n.user_id = coalesce(e.user_id, v.user_id)
  order by e.seq`;

/** The rows with these arrival numbers, in their order. */
export function getArrivals({ query }: Queries, seqs: readonly string[]): Promise<Arrival[]> {
  return query<Arrival>(arrivals("seq = any($1::bigint[])"), [[...seqs]]);
}

/** The latest `limit` rows that came after number `after`, the earliest first. */
export function getLatest({ query }: Queries, after: string, limit: number): Promise<Arrival[]> {
  return query<Arrival>(
    arrivals(
      // What is left of a deleted event is nothing to be shown.
      "seq > $1::bigint and (kept is null or event is not null) order by seq desc limit $2",
    ),
    [after, limit],
  );
}
