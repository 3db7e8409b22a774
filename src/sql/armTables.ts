import type { Dialect } from "./dialects.ts";

/** Of the standard normal distribution, for 95 %. */
const CRITICAL = "1.959963984540054";

/** What two arms differ in, as tables and columns of a query. */
export interface ArmTables {
  /** `arms` and `limits`, of a table `clusters`. */
  readonly tables: Readonly<Record<string, string>>;
  /** The columns of `limits` that say it. */
  readonly columns: string;
}

/**
 * The difference of the arms' shares, and its interval for who looks once, of a table `clusters` with the keys,
 * `has_clusters`, `arm`, `n` and `successes`. Where whole accounts are held out of a milestone of people, the shares are
 * the means of the accounts' shares, and there is no interval: SQL has no Student's t.
 * SOURCE: Wilson 1927, Journal of the American Statistical Association 22:209-212 (each share); Newcombe 1998,
 * Statistics in Medicine 17:873-890, method 10 (their difference).
 * @param keys What is compared, such as `gap_id`.
 * @param more Sums of further columns of `clusters`: the name that each gets, by the column's.
 */
export function createArmTables(
  { fraction }: Dialect,
  keys: string,
  more: Readonly<Record<string, string>>,
): ArmTables {
  const asFraction = (value: string): string => `cast(${value} as ${fraction})`;
  const ofArm = (arm: string, value: string): string => `case when arm = '${arm}' then ${value} end`;
  const sums = Object.entries(more).map(([from, to]) => `    sum(${from}) as ${to},\n`);
  const getCounts = (arm: string): string => `    coalesce(sum(${ofArm(arm, "n")}), 0) as ${arm}_n,
    coalesce(sum(${ofArm(arm, "successes")}), 0) as ${arm}_successes,
    count(${ofArm(arm, "nullif(n, 0)")}) as ${arm}_clusters,
    avg(${ofArm(arm, `${asFraction("successes")} / nullif(n, 0)`)}) as ${arm}_share`;
  const getLimits = (arm: string): string => {
    const [n, share] = [`nullif(${arm}_n, 0)`, `${arm}_share`];
    const square = `(${CRITICAL} * ${CRITICAL} / ${asFraction(n)})`;
    const centre = `(${share} + ${square} / 2)`;
    const reach = `sqrt(${square} * (${share} * (1 - ${share}) + ${square} / 4))`;
    return `    case when ${share} = 0 then 0 else (${centre} - ${reach}) / (1 + ${square}) end as ${arm}_lower,
    case when ${share} = 1 then 1 else (${centre} + ${reach}) / (1 + ${square}) end as ${arm}_upper`;
  };
  const hypot = (one: string, other: string): string => `sqrt((${one}) * (${one}) + (${other}) * (${other}))`;
  return {
    tables: {
      arms: `  select ${keys},
    max(has_clusters) as is_clustered,
${sums.join("")}${getCounts("treated")},
${getCounts("held_out")}
  from clusters group by ${keys}`,
      limits: `  select arms.*,
${getLimits("treated")},
${getLimits("held_out")}
  from arms`,
    },
    columns: `  treated_n, treated_successes, held_out_n, held_out_successes,
  case when is_clustered = 0 or treated_clusters > 1 and held_out_clusters > 1
    then treated_share - held_out_share end as uplift,
  case when is_clustered = 0 then treated_share - held_out_share
    - ${hypot("treated_share - treated_lower", "held_out_upper - held_out_share")} end as uplift_lower,
  case when is_clustered = 0 then treated_share - held_out_share
    + ${hypot("treated_upper - treated_share", "held_out_share - held_out_lower")} end as uplift_upper`,
  };
}
