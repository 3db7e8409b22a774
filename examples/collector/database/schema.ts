import type { Database } from "./database.ts";

/**
 * The order of arrival is `seq`; the order of happening is `at`, already free of the sender's clock error. `subject` is
 * the person for whom a token or a server vouches, empty where nobody does, and `member` whether the same says that they
 * are in the account.
 */
const EVENTS = `
  create table if not exists events (
    write_key    text        not null,
    message_id   text        not null,
    subject      text        not null default '',
    member       boolean     not null default false,
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
    primary key (write_key, message_id, subject),
    constraint events_of_somebody check (coalesce(user_id, anonymous_id, group_id) is not null)
  )`;

/** A table from the time when nobody vouched for anything. */
const UPGRADE = `
  do $$ begin
    if not exists (
      select from information_schema.columns
      where table_schema = current_schema() and table_name = 'events' and column_name = 'subject'
    ) then
      alter table events
        add column subject text not null default '',
        add column member boolean not null default false,
        drop constraint events_pkey,
        drop constraint events_check,
        add constraint events_of_somebody check (coalesce(user_id, anonymous_id, group_id) is not null),
        add primary key (write_key, message_id, subject);
    end if;
  end $$`;

const BY_ARRIVAL = "create unique index if not exists events_by_arrival on events (seq)";
const BY_EVENT = "create index if not exists events_by_event on events (event, at)";
const BY_VISITOR =
  "create index if not exists events_by_visitor on events (write_key, anonymous_id) where user_id is not null";
const OF_VISITORS =
  "create index if not exists events_of_visitors on events (write_key, anonymous_id) where user_id is null";
const BY_USER = "create index if not exists events_by_user on events (write_key, user_id, at)";
const BY_ACCOUNT =
  "create index if not exists events_by_account on events (write_key, group_id, at) where group_id is not null";

/** They are made anew: a view does not follow the columns of its table. */
const NO_VIEWS = "drop view if exists events_by_person, names";

/**
 * Whoever signs in brings along what they did before: a visitor is the first user known under the same
 * anonymous id, first of those for whom somebody vouches.
 */
const BY_PERSON = `
  create view events_by_person as
  select e.*, coalesce(e.user_id, link.user_id, e.anonymous_id) as person
  from events e
  left join (
    select distinct on (write_key, anonymous_id) write_key, anonymous_id, user_id
    from events
    where user_id is not null and anonymous_id is not null
    order by write_key, anonymous_id, (subject = ''), at
  ) link on e.user_id is null and link.write_key = e.write_key and link.anonymous_id = e.anonymous_id`;

const NAMES = `
  create view names as
  select distinct on (write_key, user_id) write_key, user_id,
    coalesce(traits->>'name', traits->>'firstName', traits->>'email') as name
  from events
  where type = 'identify' and coalesce(traits->>'name', traits->>'firstName', traits->>'email') is not null
  order by write_key, user_id, (subject = ''), at desc`;

const STATEMENTS = [
  EVENTS,
  NO_VIEWS,
  UPGRADE,
  BY_ARRIVAL,
  BY_EVENT,
  BY_VISITOR,
  OF_VISITORS,
  BY_USER,
  BY_ACCOUNT,
  BY_PERSON,
  NAMES,
];

/** Any number, as long as all collectors of a database agree on it. */
const LOCK = 7_051_977;

/** Makes what is missing. Collectors that start together on one database wait for each other here. */
export function prepare(database: Database): Promise<void> {
  return database.transaction(async ({ query }) => {
    await query("select pg_advisory_xact_lock($1)", [LOCK]);
    for (const statement of STATEMENTS) await query(statement);
  });
}
