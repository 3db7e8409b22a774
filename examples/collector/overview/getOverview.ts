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

const TOTALS =
  "select count(distinct (write_key, person)) filter (where person is not null)::int as people, count(*)::int as events from events_by_person";

/** Without a config the rows themselves give the order: what most have reached comes first. */
const FOUND = `
  select properties->>'milestone_id' as id
  from events_by_person
  where event = 'Milestone Reached' and properties->>'milestone_id' is not null
  group by 1
  order by count(distinct (write_key, person)) desc, min(at)
  limit 12`;

const STEPS = `
  with steps as (
    select id, place from jsonb_array_elements_text($1::jsonb) with ordinality as listed (id, place)
  ), people as (
    select write_key, person, min(at) as came from events_by_person where person is not null group by 1, 2
  ), reached as (
    select write_key, person, properties->>'milestone_id' as id, min(at) as at
    from events_by_person
    where event = 'Milestone Reached'
    group by 1, 2, 3
  ), ways as (
    select s.place, s.id, here.at, p.came, before.at as before
    from steps s
    cross join people p
    left join reached here on here.write_key = p.write_key and here.person = p.person and here.id = s.id
    left join steps previous on previous.place = s.place - 1
    left join reached before
      on before.write_key = p.write_key and before.person = p.person and before.id = previous.id
  )
  select id,
    count(at)::int as reached,
    count(*) filter (where at is null and (place = 1 or before is not null))::int as waiting,
    (1000 * extract(epoch from percentile_disc(0.5) within group (order by at - came) filter (where at is not null)))::float8
      as "medianMs"
  from ways
  group by place, id
  order by place`;

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
