import { dissolve } from "../circles.ts";
import { type Database, LONG_PATIENCE_MS, type Queries } from "../database.ts";
import { deriveAnew } from "../derive.ts";
import { FORGET_STANDINGS } from "../standings.ts";
import { type AuditEntry, addAuditEntry } from "./audit.ts";
import { addTombstones, IN_TURN, WAIT_FOR_WRITERS } from "./tombstones.ts";

/** Whom records are of: a user of a write key with the visitors they were before, or an account. */
export interface Subject {
  readonly kind: "user" | "account";
  readonly writeKey: string;
  readonly id: string;
  /** Whether an alias is believed whoever sent it: nobody has said who may do what. */
  readonly isOpen: boolean;
}

const WHERE = {
  user: "write_key = $1 and (user_id = any($2::text[]) or (user_id is null and anonymous_id = any($3::text[])))",
  account: "write_key = $1 and group_id = any($2::text[]) and $3::text[] is not null",
} as const;

/** All ids that somebody was known under. */
interface Known {
  readonly users: readonly string[];
  readonly visitors: readonly string[];
}

/** Rounds in which former ids of former ids are looked for. */
const MOST_ALIASES = 8;

/**
 * The user, who they were before by the aliases that a server gave, and the visitors that all of these were. A page's
 * alias says only which visitor somebody was: else anybody could make another user's rows their own.
 */
async function getKnown(queries: Queries, { kind, writeKey, id, isOpen }: Subject): Promise<Known> {
  if (kind === "account") return { users: [id], visitors: [] };
  const users = new Set([id]);
  let latest = [id];
  for (let round = 0; round < MOST_ALIASES && latest.length > 0; round++) {
    const former = await queries.query<{ id: string }>(
      `select distinct previous_id as id from events
       where write_key = $1 and user_id = any($2::text[]) and type = 'alias' and previous_id is not null
         and ($3::boolean or (subject <> '' and context->>'channel' = 'server'))`,
      [writeKey, latest, isOpen],
    );
    latest = former.map((row) => row.id).filter((one) => !users.has(one));
    for (const one of latest) users.add(one);
  }
  const visitors = await queries.query<{ id: string }>(
    "select anonymous_id as id from visitors where write_key = $1 and user_id = any($2::text[])",
    [writeKey, [...users]],
  );
  return { users: [...users], visitors: visitors.map((row) => row.id) };
}

/** What `WHERE` asks for. */
async function getWhose(queries: Queries, subject: Subject): Promise<readonly unknown[]> {
  const { users, visitors } = await getKnown(queries, subject);
  return [subject.writeKey, users, visitors];
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
  /** Before when events may be deleted, as an ISO time; left out where none is. */
  readonly keptSince?: string;
};

export async function getSummary(queries: Queries, subject: Subject): Promise<Summary> {
  const list = (column: string): string =>
    `coalesce(jsonb_agg(distinct ${column}) filter (where ${column} is not null), '[]')`;
  type Found = Omit<Summary, "keptSince"> & { readonly keptSince: string | null };
  const [summary] = await queries.query<Found>(
    `select count(*)::int as events, ${toIso("min(at)")} as first, ${toIso("max(at)")} as last,
       ${list("user_id")} as "userIds", ${list("anonymous_id")} as "anonymousIds", ${list("group_id")} as "groupIds",
       (select ${toIso("since")} from retention) as "keptSince"
     from events where ${WHERE[subject.kind]}`,
    await getWhose(queries, subject),
  );
  const { keptSince, ...known } = summary!;
  return keptSince === null ? known : { ...known, keptSince };
}

/** A milestone and when it was first reached, as an ISO time. */
export type Milestone = { readonly id: string; readonly at: string };

/** What a user, or a visitor they were, has reached by what pages say. Of an account there is nothing. */
export async function getMilestones(queries: Queries, subject: Subject): Promise<Milestone[]> {
  if (subject.kind === "account") return [];
  return queries.query<Milestone>(
    `select milestone as id, ${toIso("min(at)")} as at from reached
     where write_key = $1 and person = any(case when is_visitor then $3::text[] else $2::text[] end)
     group by milestone order by min(at), 1`,
    await getWhose(queries, subject),
  );
}

/** One stored event, in the form in which it came. */
export type StoredRecord = {
  readonly seq: string;
  readonly type: string;
  readonly event: string | null;
  readonly messageId: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly previousId: string | null;
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
       previous_id as "previousId", group_id as "groupId", subject <> '' as verified, ${toIso("at")} as timestamp,
       ${toIso("received_at")} as "receivedAt", properties, traits, context
     from events where ${WHERE[subject.kind]} and events.seq > $4::bigint order by events.seq limit $5`,
    [...(await getWhose(queries, subject)), after, limit],
  );
}

/** Rows that went, and all that is told of them no more. */
export interface Erased {
  readonly deleted: number;
  readonly users: readonly string[];
}

/** What else is kept of whom no rows are left. */
const FORGET_ACCOUNT = "delete from accounts where write_key = $1 and id = any($2::text[])";
const FORGET_UNITS = "delete from units where write_key = $1 and user_id = any($2::text[])";
const UNCOUNT = "update tallies set events = events - $1 where part = (select min(part) from tallies)";
const FORGET_REPLICAS = "delete from drops where write_key = $1 and replica = any($2::text[])";

/** All that they are known under, each of which is refused from now on. */
async function refuseFromNow(queries: Queries, subject: Subject, now: number): Promise<Known> {
  const { kind, writeKey } = subject;
  const known = await getKnown(queries, subject);
  const { users, visitors } = known;
  const ids =
    kind === "user" ? { users, visitors, accounts: [] } : { users: [], visitors: [], accounts: users };
  await addTombstones(queries, { writeKey, ...ids }, now);
  return known;
}

/**
 * Has whatever comes of them refused from now on, and deletes all of it in one transaction, also from what is derived, and from an alias what it calls them. Resolves to
 * what went once that is committed and, where the database is ours to tidy, gone from its files.
 */
export async function erase(
  database: Database,
  subject: Subject,
  { by, now }: Pick<AuditEntry, "by" | "now">,
): Promise<Erased> {
  // What is on its way is refused from here on, or is there before the rows go.
  await database.transaction((queries) => refuseFromNow(queries, subject, now), LONG_PATIENCE_MS);
  await database.transaction(async ({ query }) => {
    await query(IN_TURN);
    await query(WAIT_FOR_WRITERS);
  }, LONG_PATIENCE_MS);
  const erased = await database.transaction(async (queries) => {
    await queries.query(IN_TURN);
    const { users, visitors } = await refuseFromNow(queries, subject, now);
    const whose = [subject.writeKey, users, visitors];
    type Gone = {
      readonly users: string[];
      readonly visitors: string[];
      readonly replicas: string[];
      count: number;
    };
    const [gone] = await queries.query<Gone>(
      `with gone as (
         delete from events where ${WHERE[subject.kind]}
           or (write_key = $1 and ${subject.kind === "user"} and previous_id = any($2::text[] || $3::text[]))
         returning user_id, anonymous_id, left(context->>'replica', 64) as replica
       )
       select count(*)::int as count,
         coalesce(jsonb_agg(distinct user_id) filter (where user_id is not null), '[]') as users,
         coalesce(jsonb_agg(distinct anonymous_id) filter (where anonymous_id is not null), '[]') as visitors,
         coalesce(jsonb_agg(distinct replica) filter (where replica is not null), '[]') as replicas
       from gone`,
      whose,
    );
    const { writeKey, kind } = subject;
    const { count, replicas } = gone!;
    const met = {
      users: kind === "user" ? [...users, ...gone!.users] : gone!.users,
      visitors: [...visitors, ...gone!.visitors],
    };
    await queries.query(`delete from deliveries where ${WHERE[subject.kind]}`, whose);
    await queries.query(UNCOUNT, [count]);
    await queries.query(FORGET_REPLICAS, [writeKey, replicas]);
    if (kind === "account") {
      await queries.query(FORGET_ACCOUNT, [writeKey, users]);
      await queries.query(FORGET_STANDINGS, [writeKey, users]);
      await dissolve(queries, { writeKey, persons: [], accounts: users });
    } else await queries.query(FORGET_UNITS, [writeKey, users]);
    await deriveAnew(queries, { writeKey, ...met });
    await addAuditEntry(queries, { ...subject, by, now, did: "erased", events: count });
    return { deleted: count, users: met.users };
  }, LONG_PATIENCE_MS);
  if (erased.deleted > 0) await database.scrub();
  return erased;
}
