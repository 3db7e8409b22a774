import type { Queries } from "../database.ts";
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
  /** It stands for events that are deleted, of which nothing hangs any more from this moment on. */
  readonly kept: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly path: string | null;
  readonly url: string | null;
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

/** What of a row a `PastEvent` has, but for whose it is. */
export const COLUMNS = `
  seq, message_id, type, event, group_id, subject, member, kept, properties, traits,
  (1000 * extract(epoch from at))::float8 as at,
  context->'page'->>'path' as path, context->'page'->>'url' as url, context->>'timezone' as zone, context->>'channel' as channel`;

/** Rows of a user, and rows of all their accounts, that progress is derived from: the latest that matter. */
export const MOST_PAST = 5_000;

/**
 * Of rows: what somebody vouches for where `$4` asks for that, and of what was tracked the names in `$5`, if it has any,
 * with what stands for events that are deleted.
 */
export const MATTERS =
  "(not $4::boolean or subject <> '') and (type <> 'track' or $5::text[] is null or event = any($5::text[]) or kept is not null)";
const latest = (of: string): string =>
  `(select * from events where ${of} and ${MATTERS} order by at desc limit ${MOST_PAST})`;

/**
 * In three parts that have nothing in common, so that each goes by an index of its own, from its end: as the user, as
 * the visitors they were, and their colleagues in each account.
 */
const PAST = `
  with own as (
    select * from ${latest("write_key = $1 and user_id = $2")} as them
    union all
    select * from ${latest("write_key = $1 and user_id is null and anonymous_id = any($6::text[])")} as before
  ), theirs as (
    select found.*
    from unnest($3::text[]) as account
    cross join lateral ${latest("write_key = $1 and group_id = account")} as found
    where found.user_id is distinct from $2
      and (found.user_id is not null or found.anonymous_id <> all($6::text[]))
    order by found.at desc limit ${MOST_PAST}
  ), wanted as (
    select ${COLUMNS}, $2::text as person from own
    union all
    select ${COLUMNS}, coalesce(user_id, anonymous_id) as person from theirs
  )
  select * from wanted order by at, message_id collate "C"`;

/** What a user did, and what all people of these accounts did in them; in order of time, the latest `MOST_PAST`. */
export async function getPast(queries: Queries, of: PastOf): Promise<PastEvent[]> {
  const { writeKey, user, accounts, verified, names } = of;
  const visitors = await getVisitors(queries, writeKey, user);
  const wanted = [writeKey, user, [...accounts], verified, names && [...names], visitors];
  return queries.query<PastEvent>(PAST, wanted);
}
