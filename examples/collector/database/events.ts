import type { Database, Queries } from "./database.ts";

/** A row of `events`, named as its columns are. Times are ISO strings. */
export type StoredEvent = {
  readonly write_key: string;
  readonly message_id: string;
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

const COLUMNS =
  "write_key, message_id, type, event, user_id, anonymous_id, group_id, at, received_at, properties, traits, context";

/**
 * In the order of their ids, so that two requests with the same events lock them in the same order and never wait for
 * each other in a circle. `xmax` is 0 on a row that was not there before.
 */
const STORE = `
  insert into events (${COLUMNS})
  select ${COLUMNS}
  from jsonb_to_recordset($1::jsonb) as sent (
    write_key text, message_id text, type text, event text, user_id text, anonymous_id text, group_id text,
    at timestamptz, received_at timestamptz, properties jsonb, traits jsonb, context jsonb
  )
  order by message_id
  on conflict (write_key, message_id) do update set
    type = excluded.type, event = excluded.event, user_id = excluded.user_id,
    anonymous_id = excluded.anonymous_id, group_id = excluded.group_id, at = excluded.at,
    properties = excluded.properties, traits = excluded.traits, context = excluded.context
  where excluded.at < events.at
  returning seq::text, (xmax = 0) as inserted`;

/**
 * Stores what is not there yet, all of it or nothing; where one id comes with two times, the earlier stands.
 * Resolves to the arrival numbers of the new rows once they are committed.
 */
export function storeEvents(database: Database, events: readonly StoredEvent[]): Promise<string[]> {
  return database.transaction(async ({ query }) => {
    const rows = await query<{ seq: string; inserted: boolean }>(STORE, [
      JSON.stringify(getEarliest(events)),
    ]);
    return rows.filter((row) => row.inserted).map((row) => row.seq);
  });
}

/** One statement may not touch a row twice. */
function getEarliest(events: readonly StoredEvent[]): StoredEvent[] {
  const byId = new Map<string, StoredEvent>();
  for (const event of events) {
    const known = byId.get(event.message_id);
    if (known === undefined || event.at < known.at) byId.set(event.message_id, event);
  }
  return [...byId.values()];
}

/** What the page shows of an event. */
export type Arrival = {
  /** Its number in the order of arrival; a string, since a bigint outgrows a number. */
  readonly seq: string;
  readonly type: string;
  readonly event: string | null;
  /** The user, or the visitor until they sign in. */
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
  select e.seq::text, e.type, e.event, e.person, e.anonymous_id as "anonymousId", n.name,
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
