import { STANDINGS } from "../../sdk/domain/plan/plan.ts";
import type { StandingAccount, StandingFigure } from "../figures/accounts/standings.ts";
import type { Findings } from "../figures/findings.ts";
import { formatNumber } from "./charts.ts";
import { formatDay, formatList } from "./formatLists.ts";

/** Where people stand in each journey, and the accounts that somebody should talk with. */
export function formatStandings({ standings }: Findings, name: (journey: string) => string): string[] {
  return standings.flatMap((figure) => {
    const line = `${name(figure.journey)}, where ${figure.of} stand: ${describeCounts(figure)}`;
    const list = formatList(line, figure.accounts, (one) => `${one.account}: ${describeStanding(one)}`);
    return list.length > 0 ? list : ["", line];
  });
}

/** In the order of the words in the reference; what is nobody's is left out. */
export const describeCounts = ({ counts }: StandingFigure): string =>
  STANDINGS.filter((one) => counts[one] > 0)
    .map((one) => `${formatNumber(counts[one])} ${one}`)
    .join(", ");

export function describeStanding({ is, since, waitsFor, owner, value }: StandingAccount): string {
  return [
    `${is}${since === null ? "" : ` since ${formatDay(since)}`}`,
    ...(waitsFor === null ? [] : [`waits for ${waitsFor}`]),
    ...(value === null ? [] : [`worth ${formatNumber(value)}`]),
    ...(owner === null ? [] : [`owner ${owner}`]),
  ].join(", ");
}
