import type { LadderRung, RisingFigure } from "../figures/accounts/ladder.ts";
import type { SegmentChurn } from "../figures/staying/churnBySegment.ts";
import { ASKED_MS, FOLLOWED_MS, type LastingFigure } from "../figures/staying/lasting.ts";
import { formatNumber, formatPoints, formatShare, formatSpan } from "./charts.ts";
import { count } from "./formatLists.ts";
import { withRange } from "./formatRange.ts";

export const LASTING_TITLE = `Who stayed ${formatSpan(FOLLOWED_MS)} more, by what they had after ${formatSpan(ASKED_MS)}: together, not because of it`;
export const SEGMENTS_TITLE = "Accounts and revenue lost a month, by segment";

export function describeLasting({
  milestone,
  with: one,
  without: other,
  difference,
  interval,
}: LastingFigure): string {
  const say = ({ n, stayed }: LastingFigure["with"]): string =>
    n === 0 ? "nobody" : `${formatShare(stayed / n)} of ${count(n, "account")}`;
  const points =
    difference === null || !interval
      ? ""
      : `, ${formatPoints(difference)} points (${formatPoints(interval[0])} to ${formatPoints(interval[1])})`;
  return `${milestone}: with it ${say(one)}, without ${say(other)}${points}`;
}

export function describeSegmentChurn({ segment, n, share, interval, revenue }: SegmentChurn): string {
  const money = revenue
    ? `; of revenue lost ${formatShare(revenue.gross)}, won ${formatShare(revenue.expansion)}, in all ${formatShare(-revenue.net)}`
    : "";
  return `${segment}: ${withRange(share, interval)} of ${formatNumber(n)} months of accounts${money}`;
}

/** Who is to be expected to rise from a rung; nothing where that is not known. */
export const describeRising = ({ rising }: LadderRung): string[] =>
  rising
    ? [
        `${formatNumber(Math.round(rising.expected))} to be expected higher in 28 d${formatWorth(rising)} (${formatNumber(rising.rose)} of ${formatNumber(rising.n)} rose in the last)`,
      ]
    : [];

const formatWorth = ({ expectedValue }: RisingFigure): string =>
  expectedValue === null ? "" : `, worth ${formatNumber(Math.round(expectedValue))}`;
