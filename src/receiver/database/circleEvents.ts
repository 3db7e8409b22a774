import type { Steps } from "./following.ts";

/** What of a row figures are made of. `properties` and `traits` are JSON as text: whoever reads it is in another thread. */
export type CircleEvent = {
  readonly message_id: string;
  readonly type: string;
  readonly event: string | null;
  readonly user_id: string | null;
  readonly anonymous_id: string | null;
  readonly previous_id: string | null;
  readonly group_id: string | null;
  readonly member: boolean;
  /** It stands for events that are deleted, of which nothing hangs any more from this moment on. */
  readonly kept: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties: string;
  readonly traits: string;
  readonly path: string | null;
  readonly url: string | null;
  readonly zone: string | null;
  readonly channel: string | null;
  readonly library: string | null;
  readonly sdk_version: string | null;
  readonly user_agent: string | null;
};

const MS = "(1000 * extract(epoch from at))::float8";
/**
 * Where only what somebody vouches for counts, a page's alias says which visitor its user was, and not which other user:
 * else anybody could become one with another.
 */
const PREVIOUS = `
  case when type = 'alias' and (not $3::boolean or context->>'channel' = 'server' or not exists (
    select from people where people.write_key = $1 and people.person = own.previous_id and not people.is_visitor
  )) then previous_id end as previous_id`;
const COLUMNS = `
  message_id, type, event, user_id, anonymous_id, ${PREVIOUS}, group_id,
  member, kept, ${MS} as at, properties::text as properties, traits::text as traits,
  left(context->'page'->>'path', 1024) as path, left(context->'page'->>'url', 2048) as url,
  context->>'timezone' as zone, context->>'channel' as channel, context->'library'->>'name' as library,
  left(context->'library'->>'version', 64) as sdk_version, left(context->>'userAgent', 512) as user_agent`;

export interface EventsOf {
  readonly writeKey: string;
  /** Ids of users, and of visitors until they sign in. */
  readonly persons: readonly string[];
  /** Of users, only what somebody vouches for. */
  readonly verified: boolean;
  /** The last of those that were had already, in their order. */
  readonly after?: { readonly at: number; readonly id: string };
  readonly most: number;
}

/** Rows of people, in order of time, what happened at once by messageId. */
export const getCircleEvents = ({ query }: Steps, of: EventsOf): Promise<CircleEvent[]> => {
  const { writeKey, persons, verified, after, most } = of;
  return query<CircleEvent>(
    `select ${COLUMNS}
     from (
       select * from events where write_key = $1 and user_id = any($2::text[]) and (not $3::boolean or subject <> '')
       union all
       select * from events where write_key = $1 and user_id is null and anonymous_id = any($2::text[])
     ) own
     where $4::float8 is null or at > to_timestamp($4::float8 / 1000) - interval '1 millisecond'
       and (${MS}, message_id collate "C") > ($4::float8, $5::text collate "C")
     order by at, message_id collate "C", coalesce(user_id, anonymous_id) collate "C" limit $6`,
    [writeKey, persons, verified, after?.at ?? null, after?.id ?? null, most],
  );
};

/** When pages have said that gaps are paused, and the first that said otherwise after it, in epoch milliseconds. */
export type PauseSaid = { readonly at: number; readonly paused: string };

/** Pages of a session that say what is paused; in order of time. */
export const MOST_PAUSES = 2_000;

export const getPausesSaid = ({ query }: Steps, writeKey: string): Promise<PauseSaid[]> =>
  query<PauseSaid>(
    `select ${MS} as at, (properties->'paused')::text as paused from events
     where write_key = $1 and event = 'Milepost Loaded' and properties ? 'paused'
     order by at limit ${MOST_PAUSES}`,
    [writeKey],
  );

/** Pages that were loaded from a time on, whatever they said. */
export const getLoadedSince = (
  { query }: Steps,
  writeKey: string,
  at: number,
  most: number,
): Promise<PauseSaid[]> =>
  query<PauseSaid>(
    `select ${MS} as at, coalesce(properties->'paused', '[]')::text as paused from events
     where write_key = $1 and event = 'Milepost Loaded' and at > to_timestamp($2::float8 / 1000)
     order by at limit $3`,
    [writeKey, at, most],
  );
