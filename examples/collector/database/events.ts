import { murmur3 } from "../../../src/sdk/domain/lib/hash.ts";
import type { Database, Queries } from "./database.ts";

/** A row of `events`, named as its columns are. Times are ISO strings. */
export type StoredEvent = {
  readonly write_key: string;
  readonly message_id: string;
  /** The person for whom a token or a server vouches; empty where nobody does. */
  readonly subject: string;
  /** Whether the same says that they are in the account. */
  readonly member: boolean;
  readonly type: string;
  readonly event: string | null;
  readonly user_id: string | null;
  readonly anonymous_id: string | null;
  readonly group_id: string | null;
  readonly at: string;
  readonly received_at: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
};

const KEYS = "write_key, message_id, subject";
const FIELDS = "member, type, event, user_id, anonymous_id, group_id, at, properties, traits, context";
const COLUMNS = `${KEYS}, ${FIELDS}, received_at`;

const SENT = `jsonb_to_recordset($1::jsonb) as sent (
  write_key text, message_id text, subject text, member boolean, type text, event text, user_id text,
  anonymous_id text, group_id text, at timestamptz, received_at timestamptz, properties jsonb, traits jsonb,
  context jsonb)`;

const setTo = (row: string, columns: string): string =>
  columns
    .split(", ")
    .map((column) => `${column} = ${row}.${column}`)
    .join(", ");

/**
 * Whether there is a verified row of an id decides about an unverified one, and no unique index spans the two: so those
 * who store the same id wait for each other. Ids share 256 locks, taken in order, so that nobody waits in a circle and
 * the largest batch stays far below what a server has.
 */
const LOCK = "select pg_advisory_xact_lock($1::int, bucket) from unnest($2::int[]) as bucket";
/** Any number, as long as all collectors of a database agree on it. */
const LOCK_SPACE = 7_051_978;
const BUCKETS = 256;

/** The genuine row takes the place of one that anybody may have written, whatever time that claims. */
const VERIFY = `
  update events set subject = sent.subject, ${setTo("sent", FIELDS)}
  from ${SENT}
  where events.write_key = sent.write_key and events.message_id = sent.message_id
    and events.subject = '' and sent.subject <> ''`;

/** `xmax` is 0 on a row that was not there before. */
const STORE = `
  insert into events (${COLUMNS})
  select ${COLUMNS}
  from ${SENT}
  where sent.subject <> '' or not exists (
    select from events known
    where known.write_key = sent.write_key and known.message_id = sent.message_id and known.subject <> ''
  )
  on conflict (${KEYS}) do update set ${setTo("excluded", FIELDS)}
  where excluded.at < events.at
  returning seq::text, (xmax = 0) as inserted`;

/**
 * Stores what is not there yet, all of it or nothing. Of one id and subject, the earlier of two times stands; of one id,
 * what somebody vouches for stands in place of what nobody does. Resolves to the arrival numbers of the new rows
 * once they are committed.
 */
export function storeEvents(database: Database, events: readonly StoredEvent[]): Promise<string[]> {
  const standing = getStanding(events);
  const sent = JSON.stringify(standing);
  return database.transaction(async ({ query }) => {
    await query(LOCK, [LOCK_SPACE, getBuckets(standing)]);
    if (standing.some(({ subject }) => subject !== "")) await query(VERIFY, [sent]);
    const rows = await query<{ seq: string; inserted: boolean }>(STORE, [sent]);
    return rows.filter((row) => row.inserted).map((row) => row.seq);
  });
}

/** What of a batch stands beside itself: one statement may not touch a row twice. */
function getStanding(events: readonly StoredEvent[]): StoredEvent[] {
  const byKey = new Map<string, StoredEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.message_id, event.subject]);
    const known = byKey.get(key);
    if (known === undefined || event.at < known.at) byKey.set(key, event);
  }
  const verified = new Set(
    [...byKey.values()].filter(({ subject }) => subject !== "").map((event) => event.message_id),
  );
  return [...byKey.values()].filter(({ subject, message_id }) => subject !== "" || !verified.has(message_id));
}

function getBuckets(events: readonly StoredEvent[]): number[] {
  const buckets = events.map((event) => murmur3(`${event.write_key} ${event.message_id}`) % BUCKETS);
  return [...new Set(buckets)].sort((a, b) => a - b);
}

/**
 * Is a value at fault, and not the database? PostgreSQL's classes 22 (data) and 23 (constraints), and 54 (too large for
 * an index).
 */
export const isFaultOf = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /^(22|23|54)...$/.test(`${error.code}`);

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

const ARRIVALS = `
  select e.seq::text, e.type, e.event, coalesce(e.person, e.group_id) as person, e.anonymous_id as "anonymousId", n.name,
    to_char(e.at at time zone 'utc', ${ISO}) as at, to_char(e.received_at at time zone 'utc', ${ISO}) as "receivedAt",
    case when jsonb_typeof(e.context->'delivery'->'seq') = 'number'
      then (e.context->'delivery'->>'seq')::float8 else 0 end as place,
    e.context->'page'->>'path' as path, e.properties, e.traits
  from events_by_person e
  left join names n on n.write_key = e.write_key and n.user_id = e.person`;

/** The rows with these arrival numbers, in their order. */
export function getArrivals({ query }: Queries, seqs: readonly string[]): Promise<Arrival[]> {
  return query<Arrival>(`${ARRIVALS} where e.seq = any($1::bigint[]) order by e.seq`, [[...seqs]]);
}

/** The latest `limit` rows that came after number `after`, the earliest first. */
export async function getLatest({ query }: Queries, after: string, limit: number): Promise<Arrival[]> {
  const rows = await query<Arrival>(`${ARRIVALS} where e.seq > $1::bigint order by e.seq desc limit $2`, [
    after,
    limit,
  ]);
  return rows.reverse();
}
