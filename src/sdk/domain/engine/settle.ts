import { getMoment, looksBack } from "../conditions/counters.ts";
import type { Counter, GapPlan } from "../plan/plan.ts";
import type { Watchers } from "../plan/planIndex.ts";
import type { EventFact } from "../state/facts.ts";
import { getReached } from "../state/scene.ts";
import { countIn } from "./counting.ts";
import { bridgeGaps, mayOpen, openGaps, reopenGaps } from "./gaps.ts";
import { tickItems } from "./guides.ts";
import { lapseMilestones, reachMilestones } from "./milestones.ts";
import { noteSegment } from "./segments.ts";
import { type Turn, toEvent } from "./turn.ts";

/** A late event is judged at its own time too, and at those that it may have completed: what was reached then was. */
export function settleLate(turn: Turn, { name, at }: EventFact): void {
  turn.revises = true;
  const later = (turn.index.countersOf.get(name) ?? []).flatMap(({ counter }) => getMoments(turn, counter));
  judge(turn, [at, ...later.filter((moment) => moment > at)], turn.fired);
}

/**
 * What looks back from now may have been complete only at an earlier time: copies that come together are judged at the
 * times that they have kept. Of a habit only counts how it stands now.
 */
export function settleJoined(turn: Turn): void {
  for (const { counter, watchers } of [...turn.index.countersOf.values()].flat()) {
    // Other tabs tell of each event: what is reached for good is not to be gone through each time.
    const milestones = watchers.milestones.filter(
      ({ id, lapses }) => lapses === undefined && getReached(turn, id) === undefined,
    );
    if (milestones.length > 0) judge(turn, getMoments(turn, counter), [{ ...watchers, milestones }]);
  }
}

function judge(turn: Turn, moments: readonly number[], watchers: readonly Watchers[]): void {
  for (const at of [...new Set(moments)].sort((a, b) => a - b)) {
    for (const id of reachMilestones({ ...turn, now: at }, watchers)) {
      bridgeGaps(turn, id);
      tickItems(turn, id);
    }
  }
}

/** When something was counted that is looked back at. */
function getMoments(turn: Turn, counter: Counter): number[] {
  if (!looksBack(counter)) return [];
  return [turn.state.user, turn.account].flatMap((memory) =>
    (memory?.counters[counter.key] ?? []).map((entry) => getMoment(counter, entry, turn)),
  );
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
