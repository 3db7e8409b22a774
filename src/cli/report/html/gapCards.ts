import type { EffectAmongOthers } from "../../../insights/figures/effects/effectsTogether.ts";
import type { Findings, GapFindings } from "../../../insights/figures/findings.ts";
import { formatPoints, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeAdjusted, describeLargest, formatP } from "../../../insights/words/formatEffects.ts";
import { describeEffect, formatGap } from "../../../insights/words/formatGaps.ts";
import { drawRange, drawShare } from "./drawings.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, table } from "./page.ts";

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
    ...all.flatMap(({ uplift, interval, daily }) =>
      [uplift ?? 0, ...(interval ?? []), ...(daily ?? [])].map(Math.abs),
    ),
  );

export function createGap(gap: GapFindings, most: number, reach: number): Markup {
  const { gap: id, lost, uplift, interval, daily, withinMs, verdict } = gap;
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
      ...(isMeasured && uplift !== null && interval ? [drawRange(uplift, interval, reach, daily)] : []),
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
      DEFINITIONS.together,
      [
        note(describeLargest(effects)),
        note(describeAdjusted(effects)),
        table("Effects together", ["Gap", "points", "expected", "p", "p of all"], body),
      ],
      "whole",
    ),
  ];
}
