import { REPORTS, SERVER_REPORTS } from "../../sdk/domain/state/facts.ts";
import { dissolve, NOTED } from "./circles.ts";
import type { Queries } from "./database.ts";

/** The SDK's own reasons; whatever else is said is none. */
export const DROP_REASONS = [
  "overflow",
  "too-large",
  "invalid",
  "expired",
  "quota",
  "corrupt",
  "rejected",
  "rate",
] as const;

/** What shows nobody at work: what we report ourselves, here or in a page. */
const OURS = [...REPORTS, ...SERVER_REPORTS];

const list = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(", ");

/** What the derived tables are made of, of a row of `events`. */
export const SOURCE = `
  seq, write_key, user_id, anonymous_id, case when type = 'alias' then previous_id end as previous_id, group_id, subject, member, type, event, at,
  case when event = 'Milestone Reached' then left(properties->>'milestone_id', 256) end as milestone,
  case when type = 'identify' then coalesce(traits->>'name', traits->>'firstName', traits->>'email') end as name,
  coalesce(context->>'channel', '') = 'server' as by_server,
  left(context->>'replica', 64) as replica,
  case when jsonb_typeof(context->'delivery'->'dropped') = 'object' then context->'delivery'->'dropped' end as dropped`;

/**
 * Keeps a look-up one of its own, by index for each row. A database that has not counted a table yet would join it as a
 * whole, and read all of it for a hundred rows; the embedded one never counts by itself.
 */
const ONE_BY_ONE = "offset 0";

/** Whose each row of `source` is: also of a visitor whom one knows by now. */
const withPersons = (source: string): string => `
  given as (
    select ${source}.*, coalesce(${source}.user_id, v.user_id, ${source}.anonymous_id) as person,
      ${source}.user_id is null and v.user_id is null as is_visitor
    from ${source}
    left join lateral (
      select visitors.user_id from visitors
      where ${source}.user_id is null and visitors.write_key = ${source}.write_key
        and visitors.anonymous_id = ${source}.anonymous_id
      ${ONE_BY_ONE}
    ) v on true
  )`;

/**
 * Puts what the rows of `source` say into the derived tables. Each part only ever moves one way (an earlier time, a
 * later sign, a larger count), so rows may come in any order and again. What is known already is left out before the
 * insert, since a conflict locks its row also where nothing changes; and each is in order, so that two who store at
 * the same time wait for each other and not in a circle.
 */
export const derive = (source: string): string => `
  ${withPersons(source)}, seen as (
    insert into people as known (write_key, person, is_visitor, came)
    select write_key, person, is_visitor, came
    from (
      select write_key, person, is_visitor, min(at) as came from given where person is not null group by 1, 2, 3
    ) them
    where not exists (
      select from people known
      where known.write_key = them.write_key and known.person = them.person and known.is_visitor = them.is_visitor
        and known.came <= them.came
      ${ONE_BY_ONE}
    )
    order by 1, 2, 3
    on conflict (write_key, person, is_visitor) do update set came = excluded.came where excluded.came < known.came
  ), called as (
    insert into user_names as known (write_key, user_id, name, at, vouched)
    select distinct on (write_key, user_id) write_key, user_id, left(name, 256), at, subject <> ''
    from given where name is not null and user_id is not null
    order by write_key, user_id, subject = '', at desc
    on conflict (write_key, user_id) do update set name = excluded.name, at = excluded.at, vouched = excluded.vouched
      where (excluded.vouched, excluded.at) >= (known.vouched, known.at)
  ), arrived as (
    insert into reached as known (write_key, person, is_visitor, milestone, at)
    select write_key, person, is_visitor, milestone, min(at)
    from given where milestone is not null and person is not null
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (write_key, person, is_visitor, milestone) do update set at = excluded.at where excluded.at < known.at
  ), linked as (
    insert into visitors as known (write_key, anonymous_id, user_id, vouched)
    select write_key, anonymous_id, user_id, vouched
    from (
      select distinct on (write_key, id) write_key, id as anonymous_id, user_id, subject <> '' as vouched
      from given cross join lateral (values (anonymous_id), (previous_id)) as visitor (id)
      where user_id is not null and id is not null
      order by write_key, id, subject = '', seq
    ) them
    where not exists (
      select from visitors known
      where known.write_key = them.write_key and known.anonymous_id = them.anonymous_id
        and (known.vouched or not them.vouched)
      ${ONE_BY_ONE}
    )
    order by 1, 2
    on conflict (write_key, anonymous_id) do update set user_id = excluded.user_id, vouched = true
      where excluded.vouched and not known.vouched
    returning 1
  ), active as (
    insert into accounts as known (write_key, id, said, vouched)
    select write_key, id, said, vouched
    from (
      select write_key, group_id as id, max(at) as said, max(at) filter (where member) as vouched
      from given
      where group_id is not null and type in ('track', 'page', 'screen') and not by_server
        and (type <> 'track' or event not in (${list(OURS)}))
      group by 1, 2
    ) them
    where not exists (
      select from accounts known
      where known.write_key = them.write_key and known.id = them.id
        and known.said >= them.said and (them.vouched is null or known.vouched >= them.vouched)
      ${ONE_BY_ONE}
    )
    order by 1, 2
    on conflict (write_key, id) do update
      set said = greatest(known.said, excluded.said), vouched = greatest(known.vouched, excluded.vouched)
  ), dropped as (
    insert into drops as known (write_key, replica, reason, most)
    select write_key, coalesce(replica, ''), key, max(least(greatest(value::text::numeric, 0), 1000000))::int
    from given cross join lateral jsonb_each(given.dropped)
    where key in (${list(DROP_REASONS)}) and jsonb_typeof(value) = 'number'
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (write_key, replica, reason) do update set most = excluded.most where excluded.most > known.most
  ), ${NOTED}`;

/** Parts of the count of rows: a connection counts in its own. */
export const count = (source: string): string => `
  counted as (
    insert into tallies as known (part, events)
    select pg_backend_pid() % 16, count(*) from ${source}
    on conflict (part) do update set events = known.events + excluded.events
  )`;

/** Moves what visitors did to the users that they became, among those that `of` names of `visitors`. */
const move = (of: string): string => `
  with links as (select v.* from visitors v where ${of}), gone as (
    delete from people p using links
    where p.write_key = links.write_key and p.person = links.anonymous_id and p.is_visitor
    returning links.write_key, links.user_id, p.came
  ), came as (
    insert into people as known (write_key, person, is_visitor, came)
    select write_key, user_id, false, min(came) from gone group by 1, 2 order by 1, 2
    on conflict (write_key, person, is_visitor) do update set came = least(known.came, excluded.came)
  ), taken as (
    delete from reached r using links
    where r.write_key = links.write_key and r.person = links.anonymous_id and r.is_visitor
    returning links.write_key, links.user_id, r.milestone, r.at
  )
  insert into reached as known (write_key, person, is_visitor, milestone, at)
  select write_key, user_id, false, milestone, min(at) from taken group by 1, 2, 4 order by 1, 2, 4
  on conflict (write_key, person, is_visitor, milestone) do update set at = least(known.at, excluded.at)`;

/** A visitor, by their write key and anonymous id. */
export type Visitor = { readonly key: string; readonly id: string };

/** For the rest of the transaction. Tables that are not counted yet would be read as a whole for a few rows. */
const BY_INDEX =
  "select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";

/** What was stored of these before is their users' from now on. */
export async function moveVisitors({ query }: Queries, visitors: readonly Visitor[]): Promise<void> {
  await query(BY_INDEX);
  const given = "jsonb_to_recordset($1::jsonb) as given (key text, id text)";
  await query(move(`(v.write_key, v.anonymous_id) in (select key, id from ${given})`), [
    JSON.stringify(visitors),
  ]);
}

/** From all rows, where the derived tables are new. */
export async function deriveAll({ query }: Queries): Promise<void> {
  // An embedded database counts nothing by itself: a million rows of which it knows nothing take minutes to join.
  await query("analyze events");
  await query(
    `with stored as (select ${SOURCE} from events), ${derive("stored")}, ${count("stored")} select 1 as done`,
  );
  await query("analyze people, reached, visitors");
  await query(move("true"));
}

/** Persons of a write key, by the ids that they were known under. */
export interface Persons {
  readonly writeKey: string;
  readonly users: readonly string[];
  readonly visitors: readonly string[];
}

const OF_PERSONS = [
  "delete from people where write_key = $1 and person = any(case when is_visitor then $3::text[] else $2::text[] end)",
  "delete from reached where write_key = $1 and person = any(case when is_visitor then $3::text[] else $2::text[] end)",
  "delete from user_names where write_key = $1 and user_id = any($2::text[]) and $3::text[] is not null",
  "delete from visitors where write_key = $1 and (user_id = any($2::text[]) or anonymous_id = any($3::text[]))",
  `with stored as (
     select ${SOURCE} from events
     where write_key = $1
       and (user_id = any($2::text[]) or anonymous_id = any($3::text[]) or previous_id = any($3::text[]))
   ), ${derive("stored")} select 1 as done`,
];

/**
 * Anew from the rows that there are now, where rows of these persons have gone or were replaced. Who else has become the
 * user of one of the visitors is looked at as well.
 */
export async function deriveAnew(queries: Queries, { writeKey, users, visitors }: Persons): Promise<void> {
  await dissolve(queries, { writeKey, persons: [...users, ...visitors], accounts: [] });
  for (const statement of OF_PERSONS) await queries.query(statement, [writeKey, [...users], [...visitors]]);
  const theirs = await queries.query<Visitor>(
    `select write_key as key, anonymous_id as id from visitors
     where write_key = $1 and (user_id = any($2::text[]) or anonymous_id = any($3::text[]))`,
    [writeKey, [...users], [...visitors]],
  );
  if (theirs.length > 0) await moveVisitors(queries, theirs);
}
