import type { Queries } from "../database.ts";

/**
 * Anonymous ids of the visitors who became this user. Who came first under an id keeps it, in order of arrival: a time
 * is what its sender says, and says nothing about whose the visitor's rows are.
 */
export async function getVisitors({ query }: Queries, writeKey: string, user: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    "select anonymous_id as id from visitors where write_key = $1 and user_id = $2",
    [writeKey, user],
  );
  return rows.map(({ id }) => id);
}
