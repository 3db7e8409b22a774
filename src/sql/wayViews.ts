import { type GapSaid, type Making, type MilestoneSaid, toRows, type View, withTables } from "./query.ts";
import { createAims, createCurve, createTargetColumns, toAim } from "./survival.ts";

/** Shares that are one but for rounding. */
const TOLERANCE = Math.sqrt(Number.EPSILON);

const QUANTILES = [
  ["quartile", 0.25],
  ["median", 0.5],
  ["upper_quartile", 0.75],
] as const;

/**
 * How many have reached each milestone, and how long it took from a unit's first call, with those who are still on
 * their way: the product limit. What stays at exactly a half has the middle of that while as its median.
 * SOURCE: Kaplan and Meier 1958, Journal of the American Statistical Association 53:457-481.
 */
export function createWay({ dialect, view }: Making, milestones: readonly MilestoneSaid[]): View {
  const { whole } = dialect;
  const tables = {
    milestones: toRows(
      dialect,
      milestones.map(({ id, level, target }) => ({
        milestone_id: id,
        milestone_level: level,
        ...toAim(target),
      })),
    ),
    log_end: `  select max(happened_ms) as end_ms from ${view("calls")}`,
    units: `  select 'user' as unit_level, person_id as unit_id, min(happened_ms) as first_ms
  from ${view("calls")} group by person_id
  union all
  select 'account' as unit_level, account_id as unit_id, min(happened_ms) as first_ms
  from ${view("calls")} where account_id is not null group by account_id`,
    // In one list in place of an outer join: not every warehouse has null for what that does not find.
    moments: `  select m.milestone_id as milestone_id, u.unit_id as unit_id, u.first_ms as first_ms,
    cast(null as ${whole}) as reached_ms
  from units u join milestones m on m.milestone_level = u.unit_level
  union all
  select milestone_id, unit_id, cast(null as ${whole}) as first_ms, first_reached_ms as reached_ms
  from ${view("milestones_reached")}`,
    unit_moments: `  select milestone_id, unit_id, max(first_ms) as started_ms, max(reached_ms) as arrived_ms
  from moments group by milestone_id, unit_id having max(first_ms) is not null`,
    times: `  select t.milestone_id as milestone_id,
    greatest(0, coalesce(t.arrived_ms, l.end_ms) - t.started_ms) as took_ms,
    case when t.arrived_ms is null then 0 else 1 end as is_there
  from unit_moments t cross join log_end l`,
    ...createCurve(dialect, "milestone_id"),
    ...createAims(dialect, "milestone_id", "milestones"),
  };
  const select = QUANTILES.map(
    ([name, share]) => `  (min(case when reached_share > ${share - TOLERANCE} then took_ms end)
    + case when max(reached_share) > ${share - TOLERANCE} then coalesce(
      min(case when reached_share >= ${share + TOLERANCE} then took_ms end), max(took_ms)) end) / 2.0 as ${name}_ms`,
  ).join(",\n");
  const query = withTables(
    {
      ...tables,
      figures: `  select milestone_id,
  sum(followed) as units,
  sum(arrived) as reached,
${select}
from curve
group by milestone_id`,
    },
    `select
  figures.milestone_id as milestone_id, units, reached, quartile_ms, median_ms, upper_quartile_ms,
${createTargetColumns()}
from figures join aims on aims.milestone_id = figures.milestone_id`,
  );
  return { name: "way", query };
}

/**
 * Gaps by occurrence: the time from one lapse of the far milestone to the next. `lost` are units for which a gap is open
 * at the end of the log.
 */
export function createGaps({ dialect, view }: Making, gaps: readonly GapSaid[]): View {
  const query = withTables(
    {
      gaps: toRows(
        dialect,
        gaps.map(({ id, target }) => ({ gap_id: id, ...toAim(target) })),
      ),
      log_end: `  select max(happened_ms) as end_ms from ${view("calls")}`,
      numbered: `  select gap_id, unit_id, event, happened_ms,
    sum(case when event = 'Milestone Lapsed' then 1 else 0 end) over (partition by gap_id, unit_id
      order by happened_ms, case when event = 'Milestone Lapsed' then 0 else 1 end
      rows between unbounded preceding and current row) as occurrence
  from ${view("gap_events")}`,
      occurrences: `  select gap_id, unit_id, occurrence,
    min(case when event = 'Gap Opened' then happened_ms end) as opened_ms,
    min(case when event = 'Milestone Reached' then happened_ms end) as bridged_ms
  from numbered group by gap_id, unit_id, occurrence`,
      // Of a gap that a second browser tells of after it was crossed in the first, nothing is lost.
      crossings: `  select gap_id, unit_id, occurrence, opened_ms,
    case when bridged_ms is null then 0 else 1 end as is_bridged,
    bridged_ms - opened_ms as took_ms
  from occurrences
  where opened_ms is not null and (bridged_ms is null or bridged_ms >= opened_ms)`,
      placed: `  select gap_id, unit_id, is_bridged, took_ms,
    row_number() over (partition by gap_id, is_bridged order by took_ms) as place,
    count(*) over (partition by gap_id, is_bridged) as places
  from crossings`,
      figures: `  select
  gap_id,
  count(distinct unit_id) as opened,
  count(distinct case when is_bridged = 1 then unit_id end) as bridged,
  count(distinct case when is_bridged = 0 then unit_id end) as lost,
  max(case when is_bridged = 1 and (2 * place = places or 2 * place = places + 1) then took_ms end) as median_ms
from placed
group by gap_id`,
      // For the target each unit counts once: by its first occurrence.
      times: `  select gap_id, coalesce(took_ms, end_ms - opened_ms) as took_ms, is_bridged as is_there
  from crossings cross join log_end where occurrence = 0`,
      ...createCurve(dialect, "gap_id"),
      ...createAims(dialect, "gap_id", "gaps"),
    },
    `select
  figures.gap_id as gap_id, opened, bridged, lost, median_ms,
${createTargetColumns()}
from figures join aims on aims.gap_id = figures.gap_id`,
  );
  return { name: "gaps", query };
}
