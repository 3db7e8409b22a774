import { CIRCLES } from "./circles.ts";
import type { Database } from "./database.ts";
import { LONG_PATIENCE_MS } from "./database.ts";
import { DELIVERIES } from "./deliveries.ts";
import { deriveAll } from "./derive.ts";
import { type Migration, migrate } from "./migrate.ts";
import { AUDIT } from "./people/audit.ts";
import { TOMBSTONES } from "./people/tombstones.ts";
import { RATES } from "./rates.ts";
import { RETENTION } from "./retention.ts";
import { STANDINGS } from "./standings.ts";
import { UNITS } from "./units.ts";

/**
 * The order of arrival is `seq`; the order of happening is `at`, already free of the sender's clock error. `subject` is
 * the person for whom a token or a server vouches, empty where nobody does, and `member` whether the same says that they
 * are in the account. `owner` is whose the row says it is: the subject, else the user, else empty. One row stands for
 * an id and owner, so that what is vouched for meets what is not on one unique index, and needs no lock beside it.
 */
const EVENTS = `
  create table if not exists events (
    write_key    text        not null,
    message_id   text        not null,
    owner        text        not null,
    subject      text        not null default '',
    member       boolean     not null default false,
    seq          bigint      not null generated always as identity,
    type         text        not null,
    event        text,
    user_id      text,
    anonymous_id text,
    previous_id  text,
    group_id     text,
    at           timestamptz not null,
    received_at  timestamptz not null,
    properties   jsonb       not null,
    traits       jsonb       not null,
    context      jsonb       not null,
    primary key (write_key, message_id, owner),
    constraint events_of_somebody check (coalesce(user_id, anonymous_id, group_id) is not null)
  )`;

const lacks = (column: string): string => `not exists (
    select from information_schema.columns
    where table_schema = current_schema() and table_name = 'events' and column_name = '${column}'
  )`;

/** A table from the time when nobody vouched for anything. */
const WITH_SUBJECT = `
  do $$ begin
    if ${lacks("subject")} then
      alter table events
        add column subject text not null default '',
        add column member boolean not null default false,
        drop constraint events_pkey,
        drop constraint events_check,
        add constraint events_of_somebody check (coalesce(user_id, anonymous_id, group_id) is not null),
        add primary key (write_key, message_id, subject);
    end if;
  end $$`;

/** A table from the time when rows that are vouched for and others were kept apart by locks. */
const WITH_OWNER = `
  do $$ begin
    if ${lacks("owner")} then
      alter table events add column owner text, add column previous_id text;
      update events set owner = coalesce(nullif(subject, ''), user_id, '');
      alter table events
        alter column owner set not null,
        drop constraint events_pkey,
        add primary key (write_key, message_id, owner);
    end if;
  end $$`;

/** They read all rows at each question. */
const NO_VIEWS = "drop view if exists events_by_person, names";

const INDEXES = [
  "create unique index if not exists events_by_arrival on events (seq)",
  "create index if not exists events_by_user on events (write_key, user_id, at)",
  "create index if not exists events_by_account on events (write_key, group_id, at) where group_id is not null",
  "create index if not exists events_by_visitor on events (write_key, anonymous_id) where user_id is not null",
  "create index if not exists events_of_visitors on events (write_key, anonymous_id) where user_id is null",
  "create index if not exists events_of_aliases on events (write_key, previous_id) where previous_id is not null",
  "drop index if exists events_by_event",
  // Pages tell once a session what is paused, if anything is.
  "create index if not exists events_of_loads on events (write_key, at) where event = 'Milepost Loaded'",
  "create index if not exists events_of_pauses on events (write_key, at) where event = 'Milepost Loaded' and properties ? 'paused'",
];

/**
 * What is kept beside the rows as they come, so that nothing has to read all of them: each could be made from the rows
 * anew. A person is a user, or a visitor who has not become one.
 */
const DERIVED = [
  // Who was seen, and since when.
  `create table if not exists people (
    write_key  text        not null,
    person     text        not null,
    is_visitor boolean     not null,
    came       timestamptz not null,
    primary key (write_key, person, is_visitor)
  )`,
  // By which name a user goes: the last that was given, of those first that are vouched for.
  `create table if not exists user_names (
    write_key text        not null,
    user_id   text        not null,
    name      text        not null,
    at        timestamptz not null,
    vouched   boolean     not null,
    primary key (write_key, user_id)
  )`,
  // When each milestone was first reached.
  `create table if not exists reached (
    write_key  text        not null,
    person     text        not null,
    is_visitor boolean     not null,
    milestone  text        not null,
    at         timestamptz not null,
    primary key (write_key, person, is_visitor, milestone)
  )`,
  // Whose a visitor's rows are: the first user who came under the same anonymous id, those first who are vouched for.
  `create table if not exists visitors (
    write_key    text    not null,
    anonymous_id text    not null,
    user_id      text    not null,
    vouched      boolean not null,
    primary key (write_key, anonymous_id)
  )`,
  "create index if not exists visitors_by_user on visitors (write_key, user_id)",
  // When an account's people did something last, and the last sign after which its silence is reported.
  `create table if not exists accounts (
    write_key text        not null,
    id        text        not null,
    said      timestamptz not null,
    vouched   timestamptz,
    told      timestamptz,
    primary key (write_key, id)
  )`,
  // What each copy of the SDK gave up. A later count contains the earlier ones.
  `create table if not exists drops (
    write_key text    not null,
    replica   text    not null,
    reason    text    not null,
    most      integer not null,
    primary key (write_key, replica, reason)
  )`,
  // How many rows there are, in parts, so that those who store at the same time do not wait for one another.
  "create table if not exists tallies (part smallint primary key, events bigint not null)",
];

/** What a database of before any numbered step may have of it already: made where it is missing, and left where it is not. */
const FIRST: Migration = {
  name: "the tables",
  statements: [
    EVENTS,
    NO_VIEWS,
    WITH_SUBJECT,
    WITH_OWNER,
    ...INDEXES,
    ...DERIVED,
    ...UNITS,
    ...DELIVERIES,
    ...CIRCLES,
    STANDINGS,
  ],
  async finish(queries) {
    const [tally] = await queries.query<{ parts: number }>("select count(*)::int as parts from tallies");
    if (tally?.parts === 0) await deriveAll(queries);
  },
};

/**
 * The steps of the schema, by their place from 1 on. A step that is out is never changed, nor taken out: databases have
 * taken it. What is new is a step at the end.
 */
export const MIGRATIONS: readonly Migration[] = [
  FIRST,
  { name: "tombstones and audit", statements: [...TOMBSTONES, ...AUDIT] },
  { name: "rates", statements: RATES },
  { name: "retention", statements: RETENTION },
];

/** Makes what is missing. */
export const prepare = (database: Pick<Database, "transaction">): Promise<void> =>
  migrate(database, MIGRATIONS);

/** Forgets all rows. */
export async function empty(database: Database): Promise<void> {
  await database.transaction(async (queries) => {
    await queries.query(
      "truncate events, people, user_names, reached, visitors, accounts, drops, units, units_plans, deliveries, changes, circle_members, circle_plans, standings_told, tombstones, audit, rates restart identity",
    );
    await queries.query("update tallies set events = 0");
    await queries.query("delete from circles");
    await queries.query("update retention set through = 0, since = null");
  }, LONG_PATIENCE_MS);
}
