import type { EffectAmongOthers } from "../../../insights/figures/effectsTogether.ts";
import type { Findings, GapFindings } from "../../../insights/figures/findings.ts";
import { formatPoints, formatSpan } from "../charts.ts";
import { describeAdjusted, describeLargest, formatP } from "../formatEffects.ts";
import { describeEffect, formatGap } from "../formatGaps.ts";
import { drawRange, drawShare } from "./drawings.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, table } from "./page.ts";

export const GAP_DEFINITIONS = [
  "Lost: units for which the gap is open at the end of the log. A unit is a person, or an account where the milestone is an account's. After a guide is not by it: what a bridge does is its effect.",
  "Effect: the share of who was shown the bridge less that of who was held out, by the arm that was drawn, whatever happened later (Newcombe 1998). Intervals are of 95 %, for who looks once; verdicts hold for who looks every day.",
];

/** Gaps by customers lost, each with what its bridge did; then all effects together. */
export function createGapCards({ gaps, effects }: Findings): Markup[] {
  const all = Object.values(gaps);
  const most = Math.max(1, ...all.map(({ lost }) => lost));
  return [...all.map((gap) => createGap(gap, most, getReach(all))), ...createTogether(effects)];
}

/** How far to each side the drawings of several effects go. */
export const getReach = (all: readonly GapFindings[]): number =>
  Math.max(
    0.1,
    ...all.flatMap(({ uplift, interval }) => [Math.abs(uplift ?? 0), ...(interval ?? []).map(Math.abs)]),
  );

export function createGap(gap: GapFindings, most: number, reach: number): Markup {
  const { gap: id, lost, uplift, interval, withinMs, verdict } = gap;
  // The first line has the same in characters.
  const [, ...said] = formatGap({ ...gap, verdict: { kind: "not measured" } }, most);
  const isMeasured = verdict.kind !== "not measured";
  return card(
    id,
    `${isMeasured ? "Effect" : "No effect"}: success is the milestone within ${formatSpan(withinMs)} of the first trigger.`,
    [
      line(
        lost === 1 ? "1 lost" : `${lost} lost`,
        gap.opened === 0 ? "never opened" : `of ${gap.opened}`,
        lost > 0 ? "loss" : "",
      ),
      drawShare(lost / most, "lost"),
      ...said.slice(0, -1).map((words) => note(words.trim())),
      ...(isMeasured && uplift !== null && interval ? [drawRange(uplift, interval, reach)] : []),
      ...describeEffect(gap).map((words) => note(words.trim())),
    ],
  );
}

function createTogether(effects: readonly EffectAmongOthers[]): Markup[] {
  if (effects.length < 2) return [];
  const body = effects.map(({ gap, uplift, shrunk, p, adjustedP }) => [
    gap,
    formatPoints(uplift),
    formatPoints(shrunk),
    formatP(p),
    formatP(adjustedP),
  ]);
  return [
    card(
      "Effects together",
      "In the order of the gaps, never by size. Expected: the difference as large as it may be expected to be, drawn to what all have in common by what is noise in it (Morris 1983). p: how probable such a difference is where there is none, for who looks at this gap alone; p of all: for who looks at all of them (Benjamini and Hochberg 1995).",
      [
        note(describeLargest(effects)),
        note(describeAdjusted(effects)),
        table("Effects together", ["Gap", "points", "expected", "p", "p of all"], body),
      ],
      "whole",
    ),
  ];
}
