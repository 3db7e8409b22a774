import { countIn } from "./counting.ts";
import type { EventFact } from "./facts.ts";
import { bridgeGaps, mayOpen, openGaps, reopenGaps } from "./gaps.ts";
import { tickItems } from "./guides.ts";
import { lapseMilestones, reachMilestones } from "./milestones.ts";
import type { GapPlan } from "./plan.ts";
import type { Watchers } from "./planIndex.ts";
import { noteSegment } from "./segments.ts";
import { type Turn, toEvent } from "./turn.ts";

/** A late event is judged at its own time too, and at those that it may have completed: what was reached then was. */
export function settleLate(turn: Turn, event: EventFact): void {
  turn.revises = true;
  for (const at of getMoments(turn, event)) {
    for (const id of reachMilestones({ ...turn, now: at }, turn.fired)) {
      bridgeGaps(turn, id);
      tickItems(turn, id);
    }
  }
}

/** The event's own, and those of later ones that are counted with it in a window. */
function getMoments({ index, state, account }: Turn, { name, at }: EventFact): number[] {
  const moments = new Set([at]);
  for (const { counter } of index.countersOf.get(name) ?? []) {
    if (counter.within === undefined) continue;
    for (const memory of [state.user, account]) {
      for (const [later] of memory?.counters[counter.key] ?? []) if (later > at) moments.add(later);
    }
  }
  return [...moments].sort((a, b) => a - b);
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
