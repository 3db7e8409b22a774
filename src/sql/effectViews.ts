import { type Making, type View, withTables } from "./query.ts";

/**
 * Each unit's first trigger in a gap's first occurrence: the frame in which the bridge was shown, or held out. What a
 * user opened by themselves is none. `success` is the far milestone within the gap's time after it.
 */
export function createFirstTriggers({ view }: Making): View {
  const query = withTables(
    {
      log_end: `  select max(happened_ms) as end_ms from ${view("calls")}`,
      lapses: `  select e.*,
    min(case when event = 'Milestone Lapsed' then happened_ms end)
      over (partition by gap_id, unit_id) as lapsed_ms
  from ${view("gap_events")} e`,
      triggers: `  select lapses.*,
    case
      when event not in ('Guide Shown', 'Guide Held Out') then 0
      when lapsed_ms is not null and happened_ms >= lapsed_ms then 0
      else 1
    end as is_trigger
  from lapses`,
      placed: `  select triggers.*,
    row_number() over (partition by gap_id, unit_id, is_trigger order by happened_ms, event desc) as place,
    min(case when is_trigger = 1 then happened_ms end) over (partition by gap_id, unit_id) as first_ms
  from triggers`,
    },
    `select
  gap_id,
  unit_id,
  max(by_account) as is_clustered,
  max(case when is_trigger = 1 and place = 1 then event_account_id end) as account_id,
  max(case when is_trigger = 1 and place = 1 then event_guide_id end) as guide_id,
  max(case when is_trigger = 1 and place = 1 then happened_at end) as triggered_at,
  max(first_ms) as triggered_ms,
  max(case when is_trigger = 1 and place = 1
    then case when event = 'Guide Shown' then 'treated' else 'held_out' end end) as arm,
  case when count(distinct case when is_trigger = 1 then event end) > 1 then 1 else 0 end as is_mixed,
  case when max(end_ms) - max(first_ms) >= max(within_ms) then 1 else 0 end as is_followed,
  max(case when event = 'Milestone Reached' and happened_ms >= first_ms
    and happened_ms <= first_ms + within_ms then 1 else 0 end) as success
from placed cross join log_end
group by gap_id, unit_id
having max(is_trigger) = 1`,
  );
  return { name: "first_triggers", query };
}

/** Of the standard normal distribution, for 95 %. */
const CRITICAL = "1.959963984540054";

/**
 * What each gap's bridge did: the difference of shares, and its interval for who looks once. Where whole accounts are
 * held out of a milestone of people, the shares are the means of the accounts' shares, and there is no interval: SQL has
 * no Student's t.
 * SOURCE: Wilson 1927, Journal of the American Statistical Association 22:209-212 (each share); Newcombe 1998,
 * Statistics in Medicine 17:873-890, method 10 (their difference).
 */
export function createUplift({ dialect: { fraction }, view }: Making): View {
  const asFraction = (value: string): string => `cast(${value} as ${fraction})`;
  const ofArm = (arm: string, value: string): string => `case when arm = '${arm}' then ${value} end`;
  const getLimits = (arm: string): string => {
    const [n, share] = [`nullif(${arm}_n, 0)`, `${arm}_share`];
    const square = `(${CRITICAL} * ${CRITICAL} / ${asFraction(n)})`;
    const centre = `(${share} + ${square} / 2)`;
    const reach = `sqrt(${square} * (${share} * (1 - ${share}) + ${square} / 4))`;
    return `    case when ${share} = 0 then 0 else (${centre} - ${reach}) / (1 + ${square}) end as ${arm}_lower,
    case when ${share} = 1 then 1 else (${centre} + ${reach}) / (1 + ${square}) end as ${arm}_upper`;
  };
  const hypot = (one: string, other: string): string => `sqrt((${one}) * (${one}) + (${other}) * (${other}))`;
  const query = withTables(
    {
      judged: `  select first_triggers.*,
    case when is_mixed = 0 and is_followed = 1 then 1 else 0 end as counts
  from ${view("first_triggers")} first_triggers`,
      clusters: `  select gap_id, arm,
    case when is_clustered = 1 then coalesce(account_id, unit_id) else unit_id end as cluster_id,
    max(is_clustered) as has_clusters,
    sum(is_mixed) as mixed_units,
    sum(case when is_mixed = 0 and is_followed = 0 then 1 else 0 end) as young_units,
    sum(counts) as n,
    sum(counts * success) as successes
  from judged
  group by gap_id, arm, case when is_clustered = 1 then coalesce(account_id, unit_id) else unit_id end`,
      arms: `  select gap_id,
    max(has_clusters) as is_clustered,
    sum(mixed_units) as mixed,
    sum(young_units) as too_young,
    coalesce(sum(${ofArm("treated", "n")}), 0) as treated_n,
    coalesce(sum(${ofArm("treated", "successes")}), 0) as treated_successes,
    avg(${ofArm("treated", `${asFraction("successes")} / nullif(n, 0)`)}) as treated_share,
    coalesce(sum(${ofArm("held_out", "n")}), 0) as held_out_n,
    coalesce(sum(${ofArm("held_out", "successes")}), 0) as held_out_successes,
    avg(${ofArm("held_out", `${asFraction("successes")} / nullif(n, 0)`)}) as held_out_share
  from clusters group by gap_id`,
      limits: `  select arms.*,
${getLimits("treated")},
${getLimits("held_out")}
  from arms`,
    },
    `select
  gap_id, mixed, too_young,
  treated_n, treated_successes, held_out_n, held_out_successes,
  treated_share - held_out_share as uplift,
  case when is_clustered = 0 then treated_share - held_out_share
    - ${hypot("treated_share - treated_lower", "held_out_upper - held_out_share")} end as uplift_lower,
  case when is_clustered = 0 then treated_share - held_out_share
    + ${hypot("treated_upper - treated_share", "held_out_share - held_out_lower")} end as uplift_upper
from limits`,
  );
  return { name: "uplift", query };
}
