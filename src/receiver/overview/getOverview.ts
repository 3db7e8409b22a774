import type { Queries } from "../database/database.ts";
import { asWords, type JourneyMap } from "./journeyMap.ts";

export interface Step {
  readonly id: string;
  readonly title: string;
  /** People who have reached it. */
  readonly reached: number;
  /** People who have reached the step before it (the first: who were seen at all) and not this one. */
  readonly waiting: number;
  /** Half of those who reached it did so within this many milliseconds of their first event. */
  readonly medianMs: number | null;
}

export interface Overview {
  readonly title: string | null;
  readonly people: number;
  readonly events: number;
  readonly steps: readonly Step[];
}

/** What a page is told of a receiver beside how far people have come. */
export interface About {
  /** Where the rows are kept, in words. */
  readonly place: string;
  readonly product?: string | undefined;
  /** Address of a Mission Control with made-up rows. */
  readonly sample?: string | undefined;
  /** All rows are made up: the share of them that is in, from 0 to 1. */
  readonly madeUp?: number | undefined;
}

const TOTALS = `
  select (select count(*)::int from people) as people,
    (select coalesce(sum(events), 0)::float8 from tallies) as events`;

/** Without a config the rows themselves give the order: what most have reached comes first. */
const COUNTS = `
  select milestone as id, count(*)::int as count from reached
  where $1::text[] is null or milestone = any($1::text[])
  group by 1
  order by count(*) desc, min(at)`;
const MOST_FOUND = 12;

/**
 * Of each place in `$1` but the first: who has reached both it and the one before. One pass over the rows, with a bit a
 * place: a join of the table with itself can be planned far worse.
 */
const BOTH = `
  with places as (
    select milestone, place from unnest($1::text[]) with ordinality as given (milestone, place)
  ), sets as (
    select bit_or(1::bigint << place::int) as reached
    from reached join places using (milestone)
    group by write_key, person, is_visitor
    having count(*) > 1
  )
  select place::int, count(*)::int as count
  from sets, generate_series(2, cardinality($1::text[])) place
  where reached >> (place - 1) & 3 = 3
  group by 1`;
/** As many as there are bits. */
const MOST_PLACES = 60;

/** Of very many people the time of every so-and-so-many-th says the same, and is always of the same ones. */
const MOST_TIMED = 5_000;
const MEDIANS = `
  select r.milestone as id,
    (1000 * percentile_disc(0.5) within group (order by extract(epoch from r.at) - extract(epoch from p.came)))::float8
      as ms
  from unnest($1::text[], $2::int[]) as given (milestone, every)
  join reached r on r.milestone = given.milestone and abs(hashtext(r.person)) % given.every = 0
  join people p on p.write_key = r.write_key and p.person = r.person and p.is_visitor = r.is_visitor
  group by 1`;

/**
 * How far people have come: along the config's journey, or along what the rows tell of one. In a few questions one
 * after the other, so that on a database of one session others get on in between.
 */
export async function getOverview({ query }: Queries, journey: JourneyMap | undefined): Promise<Overview> {
  const [totals] = await query<{ people: number; events: number }>(TOTALS);
  const people = totals?.people ?? 0;
  const wanted = journey?.milestones.map(({ id }) => id);
  const found = await query<{ id: string; count: number }>(COUNTS, [wanted ?? null]);
  const counts = new Map(found.map(({ id, count }) => [id, count]));
  const ids = wanted ?? found.slice(0, MOST_FOUND).map(({ id }) => id);
  const medians = await getMedians({ query }, ids, counts);
  const both = await countBoth({ query }, ids);
  const titles = new Map(journey?.milestones.map(({ id, title }) => [id, title]));

  const steps = ids.map((id, place): Step => {
    const reached = counts.get(id) ?? 0;
    const before = ids[place - 1];
    const waiting =
      before === undefined ? people - reached : (counts.get(before) ?? 0) - (both.get(place) ?? 0);
    return { id, title: titles.get(id) ?? asWords(id), reached, waiting, medianMs: medians.get(id) ?? null };
  });
  return { title: journey?.title ?? null, people, events: totals?.events ?? 0, steps };
}

/** By milestone. */
async function getMedians(
  { query }: Queries,
  ids: readonly string[],
  counts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const every = ids.map((id) => Math.ceil((counts.get(id) ?? 0) / MOST_TIMED) || 1);
  const rows = await query<{ id: string; ms: number }>(MEDIANS, [[...ids], every]);
  return new Map(rows.map(({ id, ms }) => [id, ms]));
}

/** By the place of a milestone: people who have reached it and the one before. */
async function countBoth({ query }: Queries, ids: readonly string[]): Promise<ReadonlyMap<number, number>> {
  const both = new Map<number, number>();
  for (let start = 0; start < ids.length - 1; start += MOST_PLACES - 1) {
    const some = ids.slice(start, start + MOST_PLACES);
    const rows = await query<{ place: number; count: number }>(BOTH, [some]);
    for (const { place, count } of rows) both.set(start + place - 1, count);
  }
  return both;
}
