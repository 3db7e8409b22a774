import { createArmTables } from "./armTables.ts";
import { HELD_OUT, type Making, SHOWN, type View, withTables } from "./query.ts";

/**
 * Each unit's first trigger in a gap's first occurrence: the frame in which the bridge was shown, or held out. What a
 * user opened by themselves is none. `success` is the far milestone within the gap's time after it; `is_paused` is whether
 * the gap was paused for a part of that time.
 */
export function createFirstTriggers({ dialect: { whole }, view }: Making): View {
  const query = withTables(
    {
      log_end: `  select max(happened_ms) as end_ms from ${view("calls")}`,
      lapses: `  select e.*,
    min(case when event = 'Milestone Lapsed' then happened_ms end)
      over (partition by gap_id, unit_id) as lapsed_ms
  from ${view("gap_events")} e`,
      triggers: `  select lapses.*,
    case
      when event not in (${SHOWN}, ${HELD_OUT}) then 0
      when lapsed_ms is not null and happened_ms >= lapsed_ms then 0
      else 1
    end as is_trigger
  from lapses`,
      placed: `  select triggers.*,
    row_number() over (partition by gap_id, unit_id, is_trigger order by happened_ms, event desc) as place,
    min(case when is_trigger = 1 then happened_ms end) over (partition by gap_id, unit_id) as first_ms
  from triggers`,
      found: `  select
  gap_id,
  unit_id,
  max(by_account) as is_clustered,
  max(case when is_trigger = 1 and place = 1 then event_account_id end) as account_id,
  max(case when is_trigger = 1 and place = 1 then event_guide_id end) as guide_id,
  max(case when is_trigger = 1 and place = 1 then happened_at end) as triggered_at,
  max(first_ms) as triggered_ms,
  max(within_ms) as trigger_within_ms,
  max(case when is_trigger = 1 and place = 1
    then case when event in (${SHOWN}) then 'treated' else 'held_out' end end) as arm,
  case when count(distinct case when is_trigger = 1 then event end) > 1 then 1 else 0 end as is_mixed,
  case when max(end_ms) - max(first_ms) >= max(within_ms) then 1 else 0 end as is_followed,
  max(case when event = 'Milestone Reached' and happened_ms >= first_ms
    and happened_ms <= first_ms + within_ms then 1 else 0 end) as success
from placed cross join log_end
group by gap_id, unit_id
having max(is_trigger) = 1`,
      // One that never was: then each gap has one, and none is missing in the join.
      pauses: `  select gap_id, paused_ms, resumed_ms from ${view("pauses")}
  union all
  select distinct gap_id, cast(null as ${whole}) as paused_ms, cast(null as ${whole}) as resumed_ms from found`,
      rests: `  select found.gap_id as gap_id, found.unit_id as unit_id,
    max(case when paused_ms <= triggered_ms + trigger_within_ms
      and (resumed_ms is null or resumed_ms > triggered_ms) then 1 else 0 end) as is_paused
  from found join pauses on pauses.gap_id = found.gap_id
  group by found.gap_id, found.unit_id`,
    },
    `select
  found.gap_id as gap_id, found.unit_id as unit_id,
  is_clustered, account_id, guide_id, triggered_at, triggered_ms, arm, is_mixed, is_followed, is_paused, success
from found join rests on rests.gap_id = found.gap_id and rests.unit_id = found.unit_id`,
  );
  return { name: "first_triggers", query };
}

/** What each gap's bridge did to its far milestone, without who was paused for a part of the time that counts. */
export function createUplift({ dialect, view }: Making): View {
  const more = { mixed_units: "mixed", paused_units: "paused", young_units: "too_young" };
  const { tables, columns } = createArmTables(dialect, "gap_id", more);
  const query = withTables(
    {
      judged: `  select first_triggers.*,
    case when is_mixed = 0 and is_paused = 0 and is_followed = 1 then 1 else 0 end as counts
  from ${view("first_triggers")} first_triggers`,
      clusters: `  select gap_id, arm,
    case when is_clustered = 1 then coalesce(account_id, unit_id) else unit_id end as cluster_id,
    max(is_clustered) as has_clusters,
    sum(case when is_mixed = 1 and is_paused = 0 then 1 else 0 end) as mixed_units,
    sum(case when is_mixed = 0 and is_paused = 1 then 1 else 0 end) as paused_units,
    sum(case when is_mixed = 0 and is_paused = 0 and is_followed = 0 then 1 else 0 end) as young_units,
    sum(counts) as n,
    sum(counts * success) as successes
  from judged
  group by gap_id, arm, case when is_clustered = 1 then coalesce(account_id, unit_id) else unit_id end`,
      ...tables,
    },
    `select
  gap_id, mixed, paused, too_young,
${columns}
from limits`,
  );
  return { name: "uplift", query };
}
