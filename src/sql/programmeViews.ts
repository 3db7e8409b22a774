import { SETTLING_MS } from "../insights/figures/effects/programme.ts";
import { getSeason } from "../sdk/domain/engine/holdout.ts";
import type { Holdout } from "../sdk/domain/plan/plan.ts";
import { createArmTables } from "./armTables.ts";
import type { Dialect } from "./dialects.ts";
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

/** What the holdout of the whole programme compares. */
export interface ProgrammeSaid {
  readonly product: string;
  readonly holdout: Holdout;
  /** Success is to reach it by this age in the season, in milliseconds. */
  readonly milestones: ReadonlyArray<MilestoneSaid & { readonly withinMs: number }>;
  readonly gaps: readonly GapSaid[];
  /** Guides that both arms see. */
  readonly exempt: readonly string[];
}

/** The years of which seasons are written out: views know no calendar that all warehouses share. */
export const SEASON_YEARS = { first: 2024, last: 2040 } as const;

interface Season {
  readonly season: string;
  readonly season_start: number;
  readonly season_end: number;
}

/** All of those years, the oldest first; what is after the holdout's end is none. */
export function getSeasons(holdout: Holdout): Season[] {
  const { months = 12, until = Number.POSITIVE_INFINITY } = holdout;
  const count = ((SEASON_YEARS.last + 1 - SEASON_YEARS.first) * 12) / months;
  return Array.from({ length: count }, (_, i): Season => {
    const [start, end] = [i, i + 1].map((place) => Date.UTC(SEASON_YEARS.first, place * months)) as [
      number,
      number,
    ];
    return { season: getSeason(holdout, start), season_start: start, season_end: Math.min(end, until) };
  }).filter(({ season_start }) => season_start < until);
}

/**
 * The worth of the whole programme, by season and milestone: all customers of the season by the arm that the hash gives
 * them, whether they came to any guide or not, as `src/insights/figures/effects/programme.ts` has it.
 */
export function createProgramme(making: Making, programme: ProgrammeSaid): View {
  const { dialect, view } = making;
  const { literal, whole } = dialect;
  const { holdout, milestones, gaps, exempt } = programme;
  const { byAccount } = holdout;
  const arm = drawArm(making, programme);
  const tellers = gaps.flatMap(({ id, isExempt }) => (isExempt ? [] : literal(id)));
  const passOver =
    exempt.length === 0
      ? ""
      : `
    and coalesce(guide_id, '') not in (${exempt.map(literal).join(", ")})`;
  const { tables, columns } = createArmTables(dialect, "season, milestone_id", { young_units: "too_young" });
  const query = withTables(
    {
      milestones: toRows(
        dialect,
        milestones.map(({ id, level, withinMs }) => ({
          milestone_id: id,
          milestone_level: level,
          is_clustered: byAccount && level === "user" ? 1 : 0,
          within_ms: withinMs,
        })),
      ),
      log_ends: `  select min(happened_ms) as log_start, max(happened_ms) as log_end from ${view("calls")}`,
      ...createSeasons(dialect, holdout),
      last_calls: `  select person_id, account_id, happened_ms, is_visitor,
    row_number() over (partition by person_id order by happened_ms desc, account_id) as place
  from ${view("calls")}`,
      people: `  select person_id, min(happened_ms) as first_ms, min(is_visitor) as has_no_name,
    max(case when place = 1 then account_id end) as last_account_id
  from last_calls group by person_id`,
      units: `  select 'user' as unit_level, person_id as unit_id, last_account_id as cluster_id, first_ms, has_no_name,
    ${byAccount ? "coalesce(last_account_id, person_id)" : "person_id"} as drawn_id
  from people
  union all
  select 'account' as unit_level, account_id as unit_id, account_id as cluster_id, min(happened_ms) as first_ms,
    0 as has_no_name, account_id as drawn_id
  from ${view("calls")} where account_id is not null group by account_id`,
      customers: `  select season, season_end, log_end, unit_level, unit_id, coalesce(cluster_id, unit_id) as cluster_id,
    has_no_name, greatest(first_ms, season_start) as from_ms, ${arm} as arm
  from seasons cross join units`,
      // In one list in place of an outer join: not every warehouse has null for what that does not find.
      moments: `  select season, milestone_id, unit_id, within_ms, cluster_id, arm, from_ms,
    least(season_end, log_end) as end_ms, cast(null as ${whole}) as reached_ms
  from customers join milestones on milestone_level = unit_level where has_no_name = 0
  union all
  select season, milestone_id, unit_id, null, null, null, null, null, first_reached_ms
  from ${view("milestones_reached")} cross join seasons`,
      followed: `  select season, milestone_id, unit_id, max(within_ms) as age_ms, max(cluster_id) as account_id,
    max(arm) as drawn_arm, max(from_ms) as start_ms, max(end_ms) as until_ms, max(reached_ms) as arrived_ms
  from moments group by season, milestone_id, unit_id`,
      judged: `  select season, milestone_id, unit_id, account_id, drawn_arm,
    case when until_ms - start_ms >= age_ms then 1 else 0 end as counts,
    case when arrived_ms <= start_ms + age_ms then 1 else 0 end as success
  from followed where start_ms < until_ms and (arrived_ms is null or arrived_ms >= start_ms)`,
      // A row of nobody for each: then no figure is missing where nobody is.
      open: `  select judged.season as season, judged.milestone_id as milestone_id, is_clustered, drawn_arm as arm,
    case when is_clustered = 1 then account_id else unit_id end as cluster_id, counts, success, 1 as units
  from judged join milestones on milestones.milestone_id = judged.milestone_id
  union all
  select season, milestone_id, is_clustered, 'treated', '', 0, 0, 0 from seasons cross join milestones`,
      clusters: `  select season, milestone_id, arm, cluster_id, max(is_clustered) as has_clusters,
    sum(units - counts) as young_units, sum(counts) as n, sum(counts * success) as successes
  from open group by season, milestone_id, arm, cluster_id`,
      ...tables,
      told: `  select person_id, coalesce(season, '') as told_season,
    case when is_of_programme = 1 then 'held_out' else 'treated' end as told_arm
  from ${view("calls")}
  where event in (${SHOWN}, ${HELD_OUT}) and is_self_opened = 0
    and gap_id in (${tellers.length > 0 ? tellers.join(", ") : "''"})${passOver}`,
      // It is not called `person_id`: some warehouses would compare `unit_id` with itself.
      told_people: `  select season, unit_id as teller_id, max(case when told_arm <> arm then 1 else 0 end) as is_other
  from told join customers on season = told_season and unit_id = person_id
  where unit_level = 'user' group by season, unit_id`,
      tellings: `  select season, 0 as people, 0 as others from seasons
  union all
  select season, 1, is_other from told_people`,
      told_sums: `  select season, sum(people) as told, sum(others) as disagreeing from tellings group by season`,
    },
    `select
  limits.season as season, season_start, season_end,
  case when log_end < season_end then 'running' when log_end < season_end + ${SETTLING_MS} then 'settling'
    else 'final' end as status,
  milestone_id, too_young,
${columns},
  told, disagreeing
from limits
join seasons on seasons.season = limits.season
join told_sums on told_sums.season = limits.season`,
  );
  return { name: "programme", query };
}

/** A table `seasons`: those that the log has something of. Without seasons it is one, from its start to its end. */
function createSeasons(dialect: Dialect, holdout: Holdout): Readonly<Record<string, string>> {
  const { months, until } = holdout;
  if (months)
    return {
      calendar: toRows(
        dialect,
        getSeasons(holdout).map((one) => ({ ...one })),
      ),
      seasons: `  select season, season_start, season_end, log_end
  from calendar cross join log_ends where season_start <= log_end and season_end > log_start`,
    };
  const [end, where] =
    until === undefined ? ["log_end", ""] : [`least(log_end, ${until})`, ` where log_start < ${until}`];
  return {
    seasons: `  select '' as season, log_start as season_start, ${end} as season_end, log_end
  from log_ends${where}`,
  };
}

/** The arm of a `drawn_id` in a `season`: names are hashed as the JSON that the page makes of them. */
function drawArm({ dialect: { literal, share }, view }: Making, { product, holdout }: ProgrammeSaid): string {
  const escaped = ["\\", '"'].reduce(
    (text, sign) => `replace(${text}, ${literal(sign)}, ${literal(`\\${sign}`)})`,
    "drawn_id",
  );
  const head = literal(`${JSON.stringify([product, "*"]).slice(0, -1)},"`);
  const season = holdout.months ? `season, ${literal('","')}, ` : "";
  const drawn = share.of(view("share"), `concat(${head}, ${season}${escaped}, ${literal('"]')})`);
  return `case when ${drawn} < ${holdout.share} then 'held_out' else 'treated' end`;
}
