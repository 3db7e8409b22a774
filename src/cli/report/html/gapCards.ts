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
  return [...all.map((gap) => createGap(gap, getReach(all))), ...createTogether(effects)];
}

/** How far to each side the drawings of several effects go. */
export const getReach = (all: readonly GapFindings[]): number =>
  Math.max(
    0.1,
    ...all.flatMap(({ uplift, interval, daily }) =>
      [uplift ?? 0, ...(interval ?? []), ...(daily ?? [])].map(Math.abs),
    ),
  );

export function createGap(gap: GapFindings, reach: number): Markup {
  const { gap: id, lost, opened, uplift, interval, daily, withinMs, verdict } = gap;
  // The first line has the same in characters.
  const [, ...said] = formatGap({ ...gap, verdict: { kind: "not measured" } }, 1);
  const isMeasured = verdict.kind !== "not measured";
  return card(id, `Success: the milestone within ${formatSpan(withinMs)} of the first trigger.`, [
    line(`${lost} not across yet`, opened === 0 ? "never opened" : `of ${opened}`, lost > 0 ? "loss" : ""),
    drawShare(lost / Math.max(1, opened), "lost"),
    ...said.slice(0, -1).map((words) => note(words.trim())),
    ...(isMeasured && uplift !== null && interval ? [drawRange(uplift, interval, reach, daily)] : []),
    ...describeEffect(gap).map((words) => note(words.trim())),
  ]);
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
