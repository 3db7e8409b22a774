import type { Queries } from "./database.ts";

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
