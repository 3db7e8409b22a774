import type { Database } from "./database.ts";

/** The order of arrival is `seq`; the order of happening is `at`, already free of the sender's clock error. */
const EVENTS = `
  create table if not exists events (
    write_key    text        not null,
    message_id   text        not null,
    seq          bigint      not null generated always as identity,
    type         text        not null,
    event        text,
    user_id      text,
    anonymous_id text,
    group_id     text,
    at           timestamptz not null,
    received_at  timestamptz not null,
    properties   jsonb       not null,
    traits       jsonb       not null,
    context      jsonb       not null,
    primary key (write_key, message_id),
    check (user_id is not null or anonymous_id is not null)
  )`;

const BY_ARRIVAL = "create unique index if not exists events_by_arrival on events (seq)";
const BY_EVENT = "create index if not exists events_by_event on events (event, at)";
const BY_VISITOR =
  "create index if not exists events_by_visitor on events (write_key, anonymous_id) where user_id is not null";

/** Whoever signs in brings along what they did before: a visitor is the first user known under the same anonymous id. */
const BY_PERSON = `
  create or replace view events_by_person as
  select e.*, coalesce(e.user_id, link.user_id, e.anonymous_id) as person
  from events e
  left join (
    select distinct on (write_key, anonymous_id) write_key, anonymous_id, user_id
    from events
    where user_id is not null and anonymous_id is not null
    order by write_key, anonymous_id, at
  ) link on e.user_id is null and link.write_key = e.write_key and link.anonymous_id = e.anonymous_id`;

const NAMES = `
  create or replace view names as
  select distinct on (write_key, user_id) write_key, user_id,
    coalesce(traits->>'name', traits->>'firstName', traits->>'email') as name
  from events
  where type = 'identify' and coalesce(traits->>'name', traits->>'firstName', traits->>'email') is not null
  order by write_key, user_id, at desc`;

/** Any number, as long as all collectors of a database agree on it. */
const LOCK = 7_051_977;

/** Makes what is missing. Collectors that start together on one database wait for each other here. */
export function prepare(database: Database): Promise<void> {
  return database.transaction(async ({ query }) => {
    await query("select pg_advisory_xact_lock($1)", [LOCK]);
    for (const statement of [EVENTS, BY_ARRIVAL, BY_EVENT, BY_VISITOR, BY_PERSON, NAMES])
      await query(statement);
  });
}
