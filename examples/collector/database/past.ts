import type { Queries } from "./database.ts";
import { getVisitors } from "./visitors.ts";

/** What of a row progress is derived from. */
export type PastEvent = {
  readonly message_id: string;
  readonly type: string;
  readonly event: string | null;
  readonly person: string;
  readonly group_id: string | null;
  readonly subject: string;
  readonly member: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly path: string | null;
  readonly zone: string | null;
  readonly channel: string | null;
};

export interface PastOf {
  readonly writeKey: string;
  readonly user: string;
  readonly accounts: readonly string[];
  /** Only what somebody vouches for. */
  readonly verified: boolean;
  /** Names of the `track` events that matter; all where it is left out. */
  readonly names: readonly string[] | undefined;
}

const COLUMNS = `
  seq, message_id, type, event, group_id, subject, member, properties, traits,
  (1000 * extract(epoch from at))::float8 as at,
  context->'page'->>'path' as path, context->>'timezone' as zone, context->>'channel' as channel`;

/** In two parts that have nothing in common, so that each goes by an index of its own. */
const PAST = `
  with wanted as (
    select ${COLUMNS}, $2::text as person
    from events
    where write_key = $1 and (user_id = $2 or (user_id is null and anonymous_id = any($6::text[])))
    union all
    select ${COLUMNS}, coalesce(user_id, anonymous_id) as person
    from events
    where write_key = $1 and group_id = any($3::text[]) and user_id is distinct from $2
      and (user_id is not null or anonymous_id <> all($6::text[]))
  )
  select * from wanted
  where (not $4::boolean or subject <> '') and (type <> 'track' or $5::text[] is null or event = any($5::text[]))
  order by at, message_id collate "C"`;

/** What a user did, and what all people of these accounts did in them; in order of time. */
export async function getPast(queries: Queries, of: PastOf): Promise<PastEvent[]> {
  const { writeKey, user, accounts, verified, names } = of;
  const visitors = await getVisitors(queries, writeKey, user);
  const wanted = [writeKey, user, [...accounts], verified, names && [...names], visitors];
  return queries.query<PastEvent>(PAST, wanted);
}
