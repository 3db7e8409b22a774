import { countEvent } from "./counting.ts";
import type { EventFact } from "./facts.ts";
import { bridgeGaps, mayOpen, openGaps, reopenGaps } from "./gaps.ts";
import { tickItems } from "./guides.ts";
import { lapseMilestones, reachMilestones } from "./milestones.ts";
import type { GapPlan } from "./plan.ts";
import type { Watchers } from "./planIndex.ts";
import { noteSegment } from "./segments.ts";
import { fire, type Turn, toEvent } from "./turn.ts";

export const countIn = (turn: Turn, event: EventFact): void =>
  countEvent(turn, event, (watchers) => fire(turn, watchers));

/** A late event is judged at its own time too: what was reached then was reached. */
export function settleLate(turn: Turn, at: number): void {
  turn.revises = true;
  const then: Turn = { ...turn, now: at };
  for (const id of reachMilestones(then, turn.fired)) {
    bridgeGaps(turn, id);
    tickItems(turn, id);
  }
}

/**
 * Milestones to a fixpoint, then gaps bridged, then gaps opened; and since the SDK's own reports count as events, the
 * same again until they set off nothing more.
 */
export function settle(turn: Turn): void {
  const { index, reports } = turn;
  // What a fact has given to report before anything was settled counts too.
  let counted = 0;
  for (;;) {
    for (; counted < reports.length; counted++) {
      const report = reports[counted]!;
      if (!report.past && index.countersOf.has(report.event)) countIn(turn, toEvent(report));
    }
    if (turn.fired.length === 0) return;
    askAgain(turn);
  }
}

function askAgain(turn: Turn): void {
  const watchers = turn.fired;
  turn.fired = [];
  for (const { lapsing } of watchers) {
    for (const id of lapseMilestones(turn, lapsing)) reopenGaps(turn, id);
  }
  const reached = reachMilestones(turn, watchers);
  for (const id of reached) bridgeGaps(turn, id);
  openGaps(turn, getCandidates(turn, watchers, turn.fired));
  for (const id of reached) tickItems(turn, id);
  if (watchers.some(({ segments }) => segments)) noteSegment(turn);
}

/** The gaps that may open, in the config's order. */
function getCandidates(turn: Turn, ...all: ReadonlyArray<readonly Watchers[]>): readonly GapPlan[] {
  const candidates: GapPlan[] = [];
  for (const watchers of all) {
    for (const { gaps } of watchers) for (const gap of gaps) if (mayOpen(turn, gap)) candidates.push(gap);
  }
  const { gapOrder } = turn.index;
  return candidates.length < 2 ? candidates : candidates.sort((a, b) => gapOrder.get(a)! - gapOrder.get(b)!);
}
