import type { Queries } from "../database.ts";
import { COLUMNS, MATTERS, MOST_PAST, type PastEvent } from "./past.ts";

export interface PastsOf {
  readonly writeKey: string;
  readonly users: readonly string[];
  /** Whether what their colleagues did counts too, in the account in which they were last. */
  readonly withColleagues: boolean;
  /** Only what somebody vouches for. */
  readonly verified: boolean;
  /** Names of the `track` events that matter; all where it is left out. */
  readonly names: readonly string[] | undefined;
}

/** What somebody did, in order of time. */
export interface Past {
  readonly user: string;
  /** In which they were last; left out where colleagues do not count. */
  readonly account: string | undefined;
  readonly events: readonly PastEvent[];
}

const latest = (of: string): string =>
  `(select * from events where write_key = $1 and ${of} and ${MATTERS} order by at desc limit ${MOST_PAST})`;

const PASTS = `
  select them.id as "user", last.account, wanted.*
  from unnest($2::text[]) as them (id)
  cross join lateral (
    select array(select anonymous_id from visitors v where v.write_key = $1 and v.user_id = them.id) as ids
  ) as before
  left join lateral (
    select group_id as account from events
    where write_key = $1 and user_id = them.id and group_id is not null and (member or not $4::boolean)
    order by at desc limit 1
  ) as last on $3::boolean
  cross join lateral (
    select ${COLUMNS}, them.id as person from ${latest("user_id = them.id")} as own
    union all
    select ${COLUMNS}, them.id as person
    from ${latest("user_id is null and anonymous_id = any(before.ids)")} as own_before
    union all
    select ${COLUMNS}, coalesce(user_id, anonymous_id) as person from ${latest(`group_id = last.account
      and user_id is distinct from them.id and (user_id is not null or anonymous_id <> all(before.ids))`)} as theirs
  ) as wanted
  order by wanted.at, wanted.message_id collate "C"`;

/** What each of several users did: the latest `MOST_PAST` of their own and of their colleagues. Who did nothing has no past. */
export async function getPasts({ query }: Queries, of: PastsOf): Promise<Past[]> {
  const { writeKey, users, withColleagues, verified, names } = of;
  type Found = PastEvent & { readonly user: string; readonly account: string | null };
  const rows = await query<Found>(PASTS, [
    writeKey,
    [...users],
    withColleagues,
    verified,
    names && [...names],
  ]);
  const pasts = new Map<string, { user: string; account: string | undefined; events: PastEvent[] }>();
  for (const row of rows) {
    const past = pasts.get(row.user) ?? { user: row.user, account: row.account ?? undefined, events: [] };
    pasts.set(row.user, past);
    past.events.push(row);
  }
  return [...pasts.values()];
}
