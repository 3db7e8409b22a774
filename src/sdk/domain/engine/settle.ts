import { getMoment, looksBack } from "../conditions/counters.ts";
import type { Counter, GapPlan } from "../plan/plan.ts";
import { getCounted, type Watchers } from "../plan/planIndex.ts";
import { getReached } from "../state/evalContext.ts";
import type { EventFact, Report } from "../state/facts.ts";
import { countEvent } from "./countEvent.ts";
import { bridgeGaps, mayOpen, openGaps } from "./gaps.ts";
import { tickItems } from "./guides.ts";
import { reachMilestones } from "./milestones.ts";
import { type Transition, toEvent } from "./transition.ts";

/** A late event is judged at its own time too, and at those that it may have completed: what was reached then was. */
export function settleLate(transition: Transition, event: EventFact): void {
  const { at } = event;
  transition.learnsOfPast = true;
  const later = getCounted(transition.index, event).flatMap(({ counter }) => getMoments(transition, counter));
  evaluateAt(transition, [at, ...later.filter((moment) => moment > at)], transition.dirty);
}

/**
 * What looks back from now may have been complete only at an earlier time: copies that come together are judged at the
 * times that they have kept. Of a habit only counts how it stands now.
 */
export function settleMerged(transition: Transition): void {
  for (const { counter, watchers } of [...transition.index.countersOf.values()].flat()) {
    // Other tabs tell of each event: what is reached for good is not to be gone through each time.
    const milestones = watchers.milestones.filter(
      ({ id, lapses }) => lapses === undefined && getReached(transition, id) === undefined,
    );
    if (milestones.length > 0)
      evaluateAt(transition, getMoments(transition, counter), [{ ...watchers, milestones }]);
  }
}

function evaluateAt(transition: Transition, moments: readonly number[], watchers: readonly Watchers[]): void {
  for (const at of [...new Set(moments)].sort((a, b) => a - b)) {
    for (const id of reachMilestones({ ...transition, now: at }, watchers)) {
      bridgeGaps(transition, id);
      tickItems(transition, id);
    }
  }
}

/** When something was counted that is looked back at. */
function getMoments(transition: Transition, counter: Counter): number[] {
  if (!looksBack(counter)) return [];
  return [transition.state.user, transition.account].flatMap((memory) =>
    (memory?.counters[counter.key] ?? []).map((entry) => getMoment(counter, entry, transition)),
  );
}

/**
 * Milestones to a fixpoint, then gaps bridged, then gaps opened; and since the SDK's own reports count as events, the
 * same again until they set off nothing more.
 */
export function settle(transition: Transition): void {
  const { reports } = transition;
  // What a fact has given to report before anything was settled counts too.
  let counted = 0;
  for (;;) {
    countReports(transition, reports.slice(counted));
    counted = reports.length;
    if (transition.dirty.length === 0) return;
    evaluate(transition);
  }
}

/** The SDK's own reports are events to whoever asks for them. */
export function countReports(transition: Transition, reports: readonly Report[]): void {
  for (const report of reports)
    if (!report.past && transition.index.countersOf.has(report.event))
      countEvent(transition, toEvent(report));
}

function evaluate(transition: Transition): void {
  const watchers = transition.dirty;
  transition.dirty = [];
  const { lapse, noteSegment } = transition.abilities;
  if (lapse) for (const { lapsing } of watchers) lapse(transition, lapsing);
  const reached = reachMilestones(transition, watchers);
  for (const id of reached) bridgeGaps(transition, id);
  openGaps(transition, getCandidates(transition, watchers, transition.dirty));
  for (const id of reached) tickItems(transition, id);
  if (noteSegment && watchers.some(({ segments }) => segments)) noteSegment(transition);
}

/** The gaps that may open, in the config's order. */
function getCandidates(
  transition: Transition,
  ...all: ReadonlyArray<readonly Watchers[]>
): readonly GapPlan[] {
  const candidates: GapPlan[] = [];
  for (const watchers of all) {
    for (const { gaps } of watchers)
      for (const gap of gaps) if (mayOpen(transition, gap)) candidates.push(gap);
  }
  const { gapOrder } = transition.index;
  return candidates.length < 2 ? candidates : candidates.sort((a, b) => gapOrder.get(a)! - gapOrder.get(b)!);
}
