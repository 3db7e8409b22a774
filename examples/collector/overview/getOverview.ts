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

/** Whoever signs in brings along what they did before: a visitor is the user that they became. */
const PERSON = `
  coalesce(v.user_id, p.id) as person
  from people p
  left join visitors v on p.is_visitor and v.write_key = p.write_key and v.anonymous_id = p.id`;

const TOTALS = `
  select (select count(*)::int from (select p.write_key, ${PERSON} group by 1, 2) everybody) as people,
    (select coalesce(sum(events), 0)::float8 from tallies) as events`;

const REACHED = `
  select r.write_key, coalesce(v.user_id, r.id) as person, r.milestone as id, min(r.at) as at
  from reached r
  left join visitors v on r.is_visitor and v.write_key = r.write_key and v.anonymous_id = r.id
  group by 1, 2, 3`;

/** Without a config the rows themselves give the order: what most have reached comes first. */
const FOUND = `
  select id from (${REACHED}) found
  group by 1
  order by count(*) desc, min(at)
  limit 12`;

const STEPS = `
  with steps as (
    select id, place from jsonb_array_elements_text($1::jsonb) with ordinality as listed (id, place)
  ), came as (
    select p.write_key, min(p.came) as came, ${PERSON} group by p.write_key, person
  ), reached as (
    ${REACHED}
  ), here as (
    select s.place, r.write_key, r.person, r.at, before.at as before
    from steps s
    join reached r on r.id = s.id
    left join steps previous on previous.place = s.place - 1
    left join reached before on before.id = previous.id and before.write_key = r.write_key and before.person = r.person
  ), counts as (
    select here.place, count(*)::int as reached, count(here.before)::int as from_before,
      (1000 * extract(epoch from percentile_disc(0.5) within group (order by here.at - came.came)))::float8 as "medianMs"
    from here
    join came on came.write_key = here.write_key and came.person = here.person
    group by here.place
  )
  select s.id, coalesce(counts.reached, 0) as reached, counts."medianMs",
    case when s.place = 1 then (select count(*)::int from came) - coalesce(counts.reached, 0)
      else coalesce(previous.reached, 0) - coalesce(counts.from_before, 0) end as waiting
  from steps s
  left join counts on counts.place = s.place
  left join counts previous on previous.place = s.place - 1
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
