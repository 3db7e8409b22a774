import type { Queries } from "./database.ts";

/** Somebody who was there before is the user's visitor only if no other user was known by the same id first. */
const VISITORS = `
  select known.anonymous_id as id
  from (
    select distinct anonymous_id from events
    where write_key = $1 and user_id = $2 and anonymous_id is not null
  ) known
  where $2 = (
    select first.user_id from events first
    where first.write_key = $1 and first.anonymous_id = known.anonymous_id and first.user_id is not null
    order by (first.subject = ''), first.at
    limit 1
  )`;

/** Anonymous ids of the visitors who became this user. */
export async function getVisitors({ query }: Queries, writeKey: string, user: string): Promise<string[]> {
  return (await query<{ id: string }>(VISITORS, [writeKey, user])).map(({ id }) => id);
}
