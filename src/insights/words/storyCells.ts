import { DAY_MS } from "../../sdk/domain/time/spans.ts";
import type { StoryFigure } from "../figures/accounts/stories.ts";
import { formatPoints } from "./charts.ts";
import type { Cells } from "./csv.ts";
import { describeVerdict } from "./formatGaps.ts";
import { formatDay } from "./formatLists.ts";

/**
 * Stories as a table for a file: the words, who told them when, the milestone that they had reached, and what is
 * measured of the way to it. What is not known is an empty cell.
 */
export const getStoryCells = (stories: readonly StoryFigure[]): Cells => [
  [
    "words",
    "person",
    "account",
    "told",
    "milestone",
    "gap",
    "days to cross it",
    "bridge, points",
    "from",
    "to",
    "verdict",
  ],
  ...stories.map(({ words, person, account, at, milestone, gap, crossedMs, effect }) => [
    words,
    person,
    account ?? "",
    formatDay(at),
    milestone ?? "",
    gap ?? "",
    crossedMs === null ? "" : (crossedMs / DAY_MS).toFixed(1),
    ...[effect?.uplift, ...(effect?.interval ?? [null, null])].map((one) =>
      one == null ? "" : formatPoints(one),
    ),
    effect ? describeVerdict(effect.verdict) : "",
  ]),
];
