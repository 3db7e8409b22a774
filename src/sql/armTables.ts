import type { Dialect } from "./dialects.ts";
import { createStudentT } from "./studentT.ts";

/** Of the standard normal distribution, for 95 %. */
export const CRITICAL = "1.959963984540054";

/** What two arms differ in, as tables and columns of a query. */
export interface ArmTables {
  /** `shares`, `arms`, `spreads` and `limits`, of a table `clusters`. */
  readonly tables: Readonly<Record<string, string>>;
  /** The columns of `limits` that say it. */
  readonly columns: string;
}

const ARMS = ["treated", "held_out"] as const;

/** A variance below it is rounding: accounts' shares that are all one. */
const NO_VARIANCE = "1e-24";

/**
 * The difference of the arms' shares, and its interval for who looks once, of a table `clusters` with the keys,
 * `has_clusters`, `arm`, `n` and `successes`. Where whole accounts are held out of a milestone of people, the shares are
 * the means of the accounts' shares, sizes are effective ones, and the normal quantile gives way to Student's.
 * SOURCE: Wilson 1927, Journal of the American Statistical Association 22:209-212 (each share); Newcombe 1998,
 * Statistics in Medicine 17:873-890, method 10 (their difference); accounts: as `clusterDifference` has it.
 * @param keys What is compared, such as `gap_id`.
 * @param more Sums of further columns of `clusters`: the name that each gets, by the column's.
 */
export function createArmTables(
  { fraction }: Dialect,
  keys: string,
  more: Readonly<Record<string, string>>,
): ArmTables {
  const asFraction = (value: string): string => `cast(${value} as ${fraction})`;
  const both = (of: (arm: string) => string): string => ARMS.map(of).join(",\n");
  const sums = Object.entries(more).map(([from, to]) => `    sum(${from}) as ${to},\n`);
  return {
    tables: {
      shares: `  select clusters.*,
    ${asFraction("successes")} / nullif(n, 0) as own_share,
    avg(${asFraction("successes")} / nullif(n, 0)) over (partition by ${keys}, arm) as mean_share
  from clusters`,
      arms: `  select ${keys},
    max(has_clusters) as is_clustered,
${sums.join("")}${both(countArm)}
  from shares group by ${keys}`,
      spreads: `  select arms.*,
${both(measureArm)}
  from arms`,
      degrees: `  select spreads.*,
    case when treated_clusters < 2 or held_out_clusters < 2 then null
      when treated_variance = 0 or held_out_variance = 0
        then ${asFraction("least(treated_clusters, held_out_clusters) - 1")}
      else (treated_variance + held_out_variance) * (treated_variance + held_out_variance)
        / (treated_variance * treated_variance / nullif(treated_clusters - 1, 0)
          + held_out_variance * held_out_variance / nullif(held_out_clusters - 1, 0)) end as df
  from spreads`,
      quantiles: `  select degrees.*,
    case when is_clustered = 0 then ${CRITICAL} else ${createStudentT("df")} end as critical
  from degrees`,
      limits: `  select quantiles.*,
${both((arm) => limitArm(arm, asFraction))}
  from quantiles`,
    },
    columns: `  treated_n, treated_successes, held_out_n, held_out_successes,
  case when ${IS_TOLD} then treated_share - held_out_share end as uplift,
  case when ${IS_TOLD} then treated_share - held_out_share
    - ${hypot("treated_share - treated_lower", "held_out_upper - held_out_share")} end as uplift_lower,
  case when ${IS_TOLD} then treated_share - held_out_share
    + ${hypot("treated_upper - treated_share", "held_out_share - held_out_lower")} end as uplift_upper`,
  };
}

const IS_TOLD = "(is_clustered = 0 or (treated_clusters > 1 and held_out_clusters > 1))";

const hypot = (one: string, other: string): string => `sqrt((${one}) * (${one}) + (${other}) * (${other}))`;

function countArm(arm: string): string {
  const ofArm = (value: string): string => `case when arm = '${arm}' then ${value} end`;
  return `    coalesce(sum(${ofArm("n")}), 0) as ${arm}_n,
    coalesce(sum(${ofArm("successes")}), 0) as ${arm}_successes,
    count(${ofArm("nullif(n, 0)")}) as ${arm}_clusters,
    avg(${ofArm("own_share")}) as ${arm}_share,
    sum(${ofArm("(own_share - mean_share) * (own_share - mean_share)")}) as ${arm}_squares`;
}

/** Of the arm's share, between accounts. */
function measureArm(arm: string): string {
  const variance = `${arm}_squares / nullif(${arm}_clusters - 1, 0) / ${arm}_clusters`;
  return `    case when ${variance} < ${NO_VARIANCE} then 0 else ${variance} end as ${arm}_variance`;
}

/** The limits of the arm's share; of accounts by so many independent people as would tell as much. */
function limitArm(arm: string, asFraction: (value: string) => string): string {
  const share = `${arm}_share`;
  // ClickHouse finds no type that holds a whole number and a fraction.
  const [n, clusters] = [asFraction(`${arm}_n`), asFraction(`${arm}_clusters`)];
  const effective = `case when ${share} = 0 or ${share} = 1 then ${clusters}
      when ${arm}_variance = 0 then ${n}
      else greatest(${clusters}, least(${n}, ${share} * (1 - ${share}) / ${arm}_variance)) end`;
  const size = `nullif(case when is_clustered = 0 then ${n} else ${effective} end, 0)`;
  const square = `(critical * critical / ${size})`;
  const centre = `(${share} + ${square} / 2)`;
  const reach = `sqrt(${square} * (${share} * (1 - ${share}) + ${square} / 4))`;
  return `    case when ${share} = 0 then 0 else (${centre} - ${reach}) / (1 + ${square}) end as ${arm}_lower,
    case when ${share} = 1 then 1 else (${centre} + ${reach}) / (1 + ${square}) end as ${arm}_upper`;
}
