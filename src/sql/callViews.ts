import {
  type GapSaid,
  HELD_OUT,
  type Making,
  type MilestoneSaid,
  SHOWN,
  toRows,
  type View,
  withTables,
} from "./query.ts";

/** What a call says beside whose it is. */
const COLUMNS =
  "event, happened_at, happened_ms, milestone_id, gap_id, guide_id, is_self_opened, is_of_programme, season, paused";

/**
 * The one view that reads the warehouse's own table: who called when, and what a report says. A visitor's calls are
 * those of the first user who came with the same anonymous id. An empty id is none. A call that names
 * no account is in that of the person's call before.
 */
export function createCalls({ dialect }: Making, { table, time }: { table: string; time: string }): View {
  const { text, isTrue, toMs, column } = dialect;
  const query = withTables(
    {
      read_calls: `  select
    nullif(user_id, '') as own_user_id,
    nullif(anonymous_id, '') as own_anonymous_id,
    event as event,
    ${column(time)} as happened_at,
    ${toMs(column(time))} as happened_ms,
    ${text("context", "groupId")} as said_account_id,
    ${text("properties", "milestone_id")} as milestone_id,
    ${text("properties", "gap_id")} as gap_id,
    ${text("properties", "guide_id")} as guide_id,
    case when ${isTrue("properties", "self_opened")} then 1 else 0 end as is_self_opened,
    case when ${text("properties", "held_out_by")} = 'programme' then 1 else 0 end as is_of_programme,
    ${text("properties", "season")} as season,
    case when event = 'Milepost Loaded' then ${dialect.list("properties", "paused")} end as paused
  from ${table}`,
      owned_calls: `  select
    read_calls.*,
    first_value(own_user_id) over (
      partition by own_anonymous_id
      order by case when own_user_id is null then 1 else 0 end, happened_ms, own_user_id
      rows between unbounded preceding and unbounded following
    ) as owner_id
  from read_calls`,
      named_calls: `  select
    case
      when own_user_id is not null then own_user_id
      when own_anonymous_id is not null and owner_id is not null then owner_id
      else own_anonymous_id
    end as person_id,
    case when own_user_id is null and (own_anonymous_id is null or owner_id is null) then 1 else 0 end as is_visitor,
    said_account_id, ${COLUMNS}
  from owned_calls
  where own_user_id is not null or own_anonymous_id is not null`,
      placed_calls: `  select
    named_calls.*,
    count(case when said_account_id is not null then 1 end)
      over (partition by person_id order by happened_ms) as account_place
  from named_calls`,
    },
    `select
  person_id,
  max(said_account_id) over (partition by person_id, account_place) as account_id,
  is_visitor, ${COLUMNS}
from placed_calls`,
  );
  return { name: "calls", query };
}

const UNIT = (level: string): string =>
  `case when ${level} = 'account' then coalesce(c.account_id, c.person_id) else c.person_id end`;

/** All that happened to a unit of a milestone. A unit is a person, or the account where the milestone is an account's. */
export function createMilestonesReached(
  { dialect, view }: Making,
  milestones: readonly MilestoneSaid[],
): View {
  const query = withTables(
    {
      milestones: toRows(
        dialect,
        milestones.map(({ id, level }) => ({ milestone_id: id, milestone_level: level })),
      ),
      told: `  select
    m.milestone_id as milestone_id,
    m.milestone_level as milestone_level,
    ${UNIT("m.milestone_level")} as unit_id,
    case when c.event = 'Milestone Reached' then c.happened_at end as reached_at,
    case when c.event = 'Milestone Reached' then c.happened_ms end as reached_ms,
    case when c.event = 'Milestone Lapsed' then c.happened_ms end as lapsed_ms
  from ${view("calls")} c
  join milestones m on m.milestone_id = c.milestone_id
  where c.event in ('Milestone Reached', 'Milestone Lapsed')`,
    },
    `select
  milestone_id,
  milestone_level,
  unit_id,
  min(reached_at) as first_reached_at,
  min(reached_ms) as first_reached_ms,
  case when max(lapsed_ms) is null or max(lapsed_ms) < max(reached_ms) then 1 else 0 end as is_reached
from told
group by milestone_id, milestone_level, unit_id
having min(reached_ms) is not null`,
  );
  return { name: "milestones_reached", query };
}

/** What happened to each unit of a gap: opened, shown or held out, and its far milestone reached or lapsed. */
export function createGapEvents(
  { dialect, view }: Making,
  gaps: readonly GapSaid[],
  exempt: readonly string[],
): View {
  // What is exempt is shown to both arms, so it is no trigger of any.
  const passOver =
    exempt.length === 0
      ? ""
      : `
    and coalesce(c.guide_id, '') not in (${exempt.map(dialect.literal).join(", ")})`;
  const columns = `    g.gap_id as gap_id,
    g.is_clustered as by_account,
    g.within_ms as within_ms,
    ${UNIT("g.gap_level")} as unit_id,
    c.account_id as event_account_id,
    c.guide_id as event_guide_id,
    c.event as event,
    c.happened_at as happened_at,
    c.happened_ms as happened_ms`;
  const query = withTables(
    {
      gaps: toRows(
        dialect,
        gaps.map(({ id, to, level, withinMs, isClustered, isExempt }) => ({
          gap_id: id,
          far_id: to,
          gap_level: level,
          within_ms: withinMs,
          is_clustered: isClustered ? 1 : 0,
          is_exempt: isExempt ? 1 : 0,
        })),
      ),
    },
    `select
${columns}
  from ${view("calls")} c
  join gaps g on g.gap_id = c.gap_id
  where c.event in ('Gap Opened', ${SHOWN}, ${HELD_OUT}) and c.is_self_opened = 0 and c.is_of_programme = 0
    and (c.event = 'Gap Opened' or g.is_exempt = 0)${passOver}
union all
select
${columns}
  from ${view("calls")} c
  join gaps g on g.far_id = c.milestone_id
  where c.event in ('Milestone Reached', 'Milestone Lapsed')`,
  );
  return { name: "gap_events", query };
}
