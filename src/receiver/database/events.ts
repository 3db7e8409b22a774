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
    select *, case when not ${isErased("sent")} then nextval((select pg_get_serial_sequence('events', 'seq')::regclass)) end as seq
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
  select
    (select coalesce(string_agg(seq::text, ',' order by seq), '') from stored where inserted) as seqs,
    (select count(*)::int from linked) as links,
    case when (select count(*) from fresh) < (select count(*) from sent) then (
      select json_agg(told) from (
        select seq::text, write_key, message_id, owner, user_id, anonymous_id, inserted from stored
        union all
        select null, write_key, message_id, owner, user_id, anonymous_id, false from sent where seq is null
      ) told
    ) end as rows`;

/** Rows of nobody in particular that somebody wrote under the ids of others. */
const UNSEAT = `
  with gone as (
    delete from events
    using jsonb_to_recordset($1::jsonb) as vouched (write_key text, message_id text)
    where events.write_key = vouched.write_key and events.message_id = vouched.message_id and events.owner = ''
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
};

type StoreAnswer = {
  /** The arrival numbers of new rows in their order, with commas between: a value each would take longer to read. */
  readonly seqs: string;
  /** How many visitors are known as users from now on. */
  readonly links: number;
  /** What became of the rows; `null` where all of them are new, or none was there. */
  readonly rows: readonly StoredRow[] | null;
};

type Whose = Pick<StoredRow, "write_key" | "user_id" | "anonymous_id">;

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
  const sent = standing.map(([, event]) => event);
  const vouched = sent
    .filter(({ subject }) => subject !== "")
    .map(({ write_key, message_id }) => ({ write_key, message_id }));
  return database.transaction(async (queries) => {
    const [answer] = await queries.query<StoreAnswer>(STORE, [JSON.stringify(sent)], "store");
    const { seqs, links, rows } = answer!;
    const replaced = (rows ?? []).filter(({ seq, inserted }) => seq !== null && !inserted);
    const unseated =
      vouched.length > 0 ? await queries.query<Whose>(UNSEAT, [JSON.stringify(vouched)], "unseat") : [];
    if (links > 0) await moveVisitors(queries, getVisitors(events));
    await rederive(queries, [...replaced, ...unseated]);
    const byKey = new Map(standing);
    const find = (isStored: boolean): StoredEvent[] =>
      (rows ?? []).filter(({ seq }) => (seq !== null) === isStored).map((row) => byKey.get(toKey(row))!);
    const isAllNew = rows === null && seqs !== "";
    const stored = isAllNew ? sent : find(true);
    if (stored.length > 0) for (const write of alongside) await write(queries, stored);
    return { seqs: seqs === "" ? [] : seqs.split(","), erased: find(false) };
  });
}

const getVisitors = (events: readonly StoredEvent[]): Visitor[] =>
  events.flatMap(({ write_key: key, user_id: user, anonymous_id: visitor, previous_id: previous }) =>
    user === null ? [] : [visitor, previous].flatMap((id) => (id === null ? [] : { key, id })),
  );

/** What a row said that another has replaced is taken back. */
async function rederive(queries: Queries, replaced: readonly Whose[]): Promise<void> {
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
