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

const TOTALS = `
  select (select count(*)::int from people) as people,
    (select coalesce(sum(events), 0)::float8 from tallies) as events`;

/** Without a config the rows themselves give the order: what most have reached comes first. */
const FOUND = `
  select milestone as id from reached
  group by 1
  order by count(*) desc, min(at)
  limit 12`;

const REACHED = "select count(*)::int as count from reached where milestone = $1";

/** Who has reached two of them. One pass over the rows: a join of the table with itself can be planned far worse. */
const BOTH = `
  select count(*)::int as count
  from (
    select from reached where milestone in ($1, $2) group by write_key, person, is_visitor having count(*) = 2
  ) people`;

/** Of very many people the time of every so-and-so-many-th says the same, and is always of the same ones. */
const MOST_TIMED = 5_000;
const MEDIAN = `
  select (1000 * percentile_disc(0.5) within group (order by extract(epoch from r.at) - extract(epoch from p.came)))::float8
    as ms
  from reached r
  join people p on p.write_key = r.write_key and p.person = r.person and p.is_visitor = r.is_visitor
  where r.milestone = $1 and abs(hashtext(r.person)) % $2::int = 0`;

/**
 * How far people have come: along the config's journey, or along what the rows tell of one. In small questions one
 * after the other, so that on a database of one session others get on in between.
 */
export async function getOverview({ query }: Queries, journey: JourneyMap | undefined): Promise<Overview> {
  const [totals] = await query<{ people: number; events: number }>(TOTALS);
  const people = totals?.people ?? 0;
  const ids =
    journey?.milestones.map(({ id }) => id) ?? (await query<{ id: string }>(FOUND)).map(({ id }) => id);
  const titles = new Map(journey?.milestones.map(({ id, title }) => [id, title]));
  const ask = async (sql: string, params: readonly unknown[]): Promise<number> =>
    (await query<{ count: number }>(sql, params))[0]?.count ?? 0;

  const steps: Step[] = [];
  for (const [place, id] of ids.entries()) {
    const reached = await ask(REACHED, [id]);
    const before = steps.at(-1);
    const waiting = before ? before.reached - (await ask(BOTH, [id, before.id])) : people - reached;
    const [median] = await query<{ ms: number | null }>(MEDIAN, [id, Math.ceil(reached / MOST_TIMED) || 1]);
    const title = titles.get(id) ?? asWords(id);
    steps[place] = { id, title, reached, waiting, medianMs: median?.ms ?? null };
  }
  return { title: journey?.title ?? null, people, events: totals?.events ?? 0, steps };
}
