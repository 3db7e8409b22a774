import { ROUNDING } from "../insights/figures/way/targetMet.ts";
import type { Target } from "../insights/figures/way/targets.ts";
import { CRITICAL } from "./armTables.ts";
import type { Dialect } from "./dialects.ts";

/** Where nothing is aimed for. */
const NO_TARGET = -1;

/** The columns of what is aimed for, of a row that is written out. */
export const toAim = ({
  withinMs,
  share,
}: Target = {}): Readonly<Record<"aimed_ms" | "aimed_share", number>> =>
  withinMs === undefined || share === undefined
    ? { aimed_ms: NO_TARGET, aimed_share: NO_TARGET }
    : { aimed_ms: withinMs, aimed_share: share };

/**
 * The product limit of a table `times` with the key, `took_ms` and `is_there`, as a table `curve`: the share that has come
 * there by each time, with those who are still on their way, and Greenwood's sum.
 * SOURCE: Kaplan and Meier 1958, Journal of the American Statistical Association 53:457-481; Greenwood 1926.
 */
export function createCurve({ fraction }: Dialect, key: string): Readonly<Record<string, string>> {
  const asFraction = (value: string): string => `cast(${value} as ${fraction})`;
  const soFar = `over (partition by ${key} order by took_ms rows between unbounded preceding and current row)`;
  return {
    counts: `  select ${key}, took_ms, sum(is_there) as arrived, count(*) as followed
  from times group by ${key}, took_ms`,
    risks: `  select ${key}, took_ms, arrived, followed,
    sum(followed) over (partition by ${key} order by took_ms desc
      rows between unbounded preceding and current row) as at_risk
  from counts`,
    logs: `  select ${key}, took_ms, arrived, followed, at_risk,
    case when arrived < at_risk then ln(1 - ${asFraction("arrived")} / at_risk) else 0 end as log_kept,
    case when arrived < at_risk then ${asFraction("arrived")} / at_risk / (at_risk - arrived) else 0 end as spread
  from risks`,
    curve: `  select ${key}, took_ms, arrived, followed,
    case when arrived = at_risk then 1 else 1 - exp(sum(log_kept) ${soFar}) end as reached_share,
    sum(spread) ${soFar} as greenwood
  from logs`,
  };
}

/**
 * A table `aims`: what each of some things with `aimed_ms` and `aimed_share` aims for, and what `curve` has come to by
 * then.
 * @param things The table's name.
 */
export const createAims = (
  { fraction, whole }: Dialect,
  key: string,
  things: string,
): Readonly<Record<string, string>> => ({
  // A point of nobody for each: then none is missing where nobody is.
  points: `  select curve.${key} as ${key}, aimed_ms, aimed_share, took_ms as point_ms, reached_share as point_share,
    greenwood as point_spread
  from curve join ${things} on ${things}.${key} = curve.${key}
  union all
  select ${key}, aimed_ms, aimed_share, cast(null as ${whole}), cast(null as ${fraction}), cast(null as ${fraction})
  from ${things}`,
  aims: `  select ${key},
    case when count(point_ms) > 0 then max(aimed_ms) else ${NO_TARGET} end as within_ms,
    max(aimed_share) as share_aimed_for,
    coalesce(max(case when point_ms <= aimed_ms then point_share end), 0) as come,
    coalesce(max(case when point_ms <= aimed_ms then point_spread end), 0) as variance
  from points group by ${key}`,
});

/** The columns of `aims` that say it, with limits of 95 % by the logarithm of the logarithm; null where nothing is aimed for. */
export function createTargetColumns(): string {
  const kept = "ln(case when come < 1 then 1 - come else 1 end)";
  const limit = (sign: string): string =>
    `1 - exp(${kept} * exp(${sign}${CRITICAL} * sqrt(variance) / nullif(${kept}, 0)))`;
  const told = (value: string, more = ""): string => `case when within_ms >= 0${more} then ${value} end`;
  const known = " and come > 0 and come < 1";
  return `  ${told("within_ms")} as target_ms,
  ${told("share_aimed_for")} as target_share,
  ${told("come")} as target_reached,
  ${told(limit(""), known)} as target_lower,
  ${told(limit("-"), known)} as target_upper,
  ${told(`case when come >= share_aimed_for - ${ROUNDING} then 1 else 0 end`)} as target_is_met`;
}
