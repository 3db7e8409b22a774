import { countEvent } from "./counting.ts";
import type { EventFact } from "./facts.ts";
import { bridgeGaps, openGaps, reopenGaps } from "./gaps.ts";
import { tickItems } from "./guides.ts";
import { lapseMilestones, reachMilestones } from "./milestones.ts";
import type { GapPlan } from "./plan.ts";
import type { PlanIndex, Watchers } from "./planIndex.ts";
import { noteSegment } from "./segments.ts";
import { fire, type Turn, toEvent } from "./turn.ts";

export function countIn(turn: Turn, event: EventFact): void {
  for (const watchers of countEvent(turn, event)) fire(turn, watchers);
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
  for (const id of lapseMilestones(turn, gather(watchers, getLapsing))) reopenGaps(turn, id);
  const reached = reachMilestones(turn, gather(watchers, getMilestones));
  for (const id of reached) bridgeGaps(turn, id);
  const concerned = turn.fired.length > 0 ? [...watchers, ...turn.fired] : watchers;
  openGaps(turn, inOrder(turn.index, gather(concerned, getGaps)));
  for (const id of reached) tickItems(turn, id);
  if (watchers.some(({ segments }) => segments)) noteSegment(turn);
}

const getMilestones = ({ milestones }: Watchers) => milestones;
const getLapsing = ({ lapsing }: Watchers) => lapsing;
const getGaps = ({ gaps }: Watchers) => gaps;

/** Of all watchers, each once. Most often one is asked, or nobody. */
function gather<T>(all: readonly Watchers[], get: (watchers: Watchers) => readonly T[]): readonly T[] {
  if (all.length === 1) return get(all[0]!);
  const some = all.map(get).filter(({ length }) => length > 0);
  return some.length > 1 ? [...new Set(some.flat())] : (some[0] ?? []);
}

/** In the config's order. */
const inOrder = ({ gapOrder }: PlanIndex, gaps: readonly GapPlan[]): readonly GapPlan[] =>
  gaps.length < 2 ? gaps : gaps.toSorted((a, b) => gapOrder.get(a)! - gapOrder.get(b)!);
