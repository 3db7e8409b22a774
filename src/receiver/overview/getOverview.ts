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

const STEPS = `
  with steps as (
    select id, place from jsonb_array_elements_text($1::jsonb) with ordinality as listed (id, place)
  ), counts as (
    select s.place, count(*)::int as reached,
      (1000 * percentile_disc(0.5) within group (order by extract(epoch from r.at) - extract(epoch from p.came)))::float8
        as "medianMs"
    from steps s
    join reached r on r.milestone = s.id
    join people p on p.write_key = r.write_key and p.person = r.person and p.is_visitor = r.is_visitor
    group by s.place
  ), both_ways as (
    select s.place, count(*)::int as count
    from steps s
    join steps previous on previous.place = s.place - 1
    join reached r on r.milestone = s.id
    join reached before on before.milestone = previous.id
      and before.write_key = r.write_key and before.person = r.person and before.is_visitor = r.is_visitor
    group by s.place
  )
  select s.id, coalesce(counts.reached, 0) as reached, counts."medianMs",
    case when s.place = 1 then (select count(*)::int from people) - coalesce(counts.reached, 0)
      else coalesce(previous.reached, 0) - coalesce(both_ways.count, 0) end as waiting
  from steps s
  left join counts on counts.place = s.place
  left join counts previous on previous.place = s.place - 1
  left join both_ways on both_ways.place = s.place
  order by s.place`;

type StepRow = Pick<Step, "reached" | "waiting" | "medianMs"> & { readonly id: string };

/** How far people have come: along the config's journey, or along what the rows tell of one. */
export async function getOverview({ query }: Queries, journey: JourneyMap | undefined): Promise<Overview> {
  const [totals] = await query<{ people: number; events: number }>(TOTALS);
  const ids =
    journey?.milestones.map(({ id }) => id) ?? (await query<{ id: string }>(FOUND)).map(({ id }) => id);
  const titles = new Map(journey?.milestones.map(({ id, title }) => [id, title]));
  const rows = await query<StepRow>(STEPS, [JSON.stringify(ids)]);
  return {
    title: journey?.title ?? null,
    people: totals?.people ?? 0,
    events: totals?.events ?? 0,
    steps: getSteps(ids, rows).map((step) => ({ ...step, title: titles.get(step.id) ?? asWords(step.id) })),
  };
}

/** Before anybody came, the steps are there already. */
function getSteps(ids: readonly string[], rows: readonly StepRow[]): readonly StepRow[] {
  return rows.length > 0 ? rows : ids.map((id) => ({ id, reached: 0, waiting: 0, medianMs: null }));
}
