import type { Database, Queries } from "./database.ts";
import { getVisitors } from "./visitors.ts";

/** Whom records are of: a user of a write key with the visitors they were before, or an account. */
export interface Subject {
  readonly kind: "user" | "account";
  readonly writeKey: string;
  readonly id: string;
}

const WHERE = {
  user: "write_key = $1 and (user_id = $2 or (user_id is null and anonymous_id = any($3::text[])))",
  account: "write_key = $1 and group_id = $2 and $3::text[] is not null",
} as const;

/** What `WHERE` asks for; an account has no visitors of its own. */
async function getWhose(queries: Queries, { kind, writeKey, id }: Subject): Promise<readonly unknown[]> {
  return [writeKey, id, kind === "user" ? await getVisitors(queries, writeKey, id) : []];
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const toIso = (time: string): string => `to_char(${time} at time zone 'utc', ${ISO})`;

/** What is known of somebody, without their events. */
export type Summary = {
  readonly events: number;
  /** ISO times of the first and the last event; `null` where there is none. */
  readonly first: string | null;
  readonly last: string | null;
  readonly userIds: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly groupIds: readonly string[];
};

export async function getSummary(queries: Queries, subject: Subject): Promise<Summary> {
  const list = (column: string): string =>
    `coalesce(jsonb_agg(distinct ${column}) filter (where ${column} is not null), '[]')`;
  const [summary] = await queries.query<Summary>(
    `select count(*)::int as events, ${toIso("min(at)")} as first, ${toIso("max(at)")} as last,
       ${list("user_id")} as "userIds", ${list("anonymous_id")} as "anonymousIds", ${list("group_id")} as "groupIds"
     from events where ${WHERE[subject.kind]}`,
    await getWhose(queries, subject),
  );
  return summary!;
}

/** One stored event, in the form in which it came. */
export type StoredRecord = {
  readonly seq: string;
  readonly type: string;
  readonly event: string | null;
  readonly messageId: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly groupId: string | null;
  readonly verified: boolean;
  readonly timestamp: string;
  readonly receivedAt: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
};

/** Up to `limit` events that came after number `after`, the earliest first. */
export async function getRecords(
  queries: Queries,
  subject: Subject,
  after: string,
  limit: number,
): Promise<StoredRecord[]> {
  return queries.query<StoredRecord>(
    `select seq::text, type, event, message_id as "messageId", user_id as "userId", anonymous_id as "anonymousId",
       group_id as "groupId", subject <> '' as verified, ${toIso("at")} as timestamp,
       ${toIso("received_at")} as "receivedAt", properties, traits, context
     from events where ${WHERE[subject.kind]} and events.seq > $4::bigint order by events.seq limit $5`,
    [...(await getWhose(queries, subject)), after, limit],
  );
}

/** Deletes all of it in one transaction; resolves to the number of rows once that is committed. */
export function erase(database: Database, subject: Subject): Promise<number> {
  return database.transaction(async (queries) => {
    const [counted] = await queries.query<{ deleted: number }>(
      `with gone as (delete from events where ${WHERE[subject.kind]} returning 1)
       select count(*)::int as deleted from gone`,
      await getWhose(queries, subject),
    );
    return counted!.deleted;
  });
}
