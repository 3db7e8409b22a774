import type { ProgrammeFigure, ProgrammeMilestone } from "../figures/effects/programme.ts";
import type { Findings } from "../figures/findings.ts";
import { formatNumber, formatPoints, formatShare, formatSpan } from "./charts.ts";
import { formatDay } from "./formatLists.ts";

/** What the whole programme is worth, the latest season first. */
export function formatProgramme({ programme }: Pick<Findings, "programme">): string[] {
  return programme
    .toReversed()
    .flatMap((season) => [
      "",
      nameSeason(season),
      `  ${describeSeason(season)}`,
      ...season.milestones.map((one) => `  ${one.milestone}: ${describeWorth(one)}`),
    ]);
}

export const nameSeason = ({ season, start, end }: ProgrammeFigure): string =>
  `The whole programme, ${season ? `season ${season}` : `${formatDay(start)} to ${formatDay(end)}`}`;

/** Whether it may be read yet, and whether it is to be believed. */
export function describeSeason({ status, season, end, disagreeing, told }: ProgrammeFigure): string {
  if (disagreeing > 0.01 * told)
    return `not to be believed: ${formatNumber(disagreeing)} of ${formatNumber(told)} were in another arm than the hash gives, so the holdout was changed, or people were somebody else before`;
  switch (status) {
    case "running":
      return season ? `runs until ${formatDay(end)}: do not read it yet` : "runs on: what it says may change";
    case "settling":
      return "is over, and pages may still send what happened in it: read it eight days after its end";
    case "final":
      return "is over, and may be read";
    default:
      return status satisfies never;
  }
}

/** Its sentence: the shares of both arms, and the difference with its interval. */
export function describeWorth(one: ProgrammeMilestone): string {
  const { treated, heldOut, uplift, interval, tooYoung, withinMs } = one;
  const [with_, without] = [treated, heldOut].map(({ n, reached }) =>
    n === 0 ? "nobody" : `${formatShare(reached / n)} of ${formatNumber(n)}`,
  );
  const left = tooYoung > 0 ? `; left out ${formatNumber(tooYoung)} too young` : "";
  const difference =
    uplift === null || !interval
      ? "no difference to tell"
      : `${formatPoints(uplift)} points (${formatPoints(interval[0])} to ${formatPoints(interval[1])})`;
  return `by the age of ${formatSpan(withinMs)} in the season ${with_} with guides, ${without} without: ${difference}${left}`;
}
