import { concerns, count, NEVER } from "../conditions/counters.ts";
import type { Counter } from "../plan/plan.ts";
import { getCounted, type Watchers } from "../plan/planIndex.ts";
import { type EvalContext, getReached } from "../state/evalContext.ts";
import type { EventFact } from "../state/facts.ts";
import type { Entry, Memory } from "../state/state.ts";
import { tell } from "./told.ts";
import { markDirty, type Transition } from "./transition.ts";

/** Counts an event wherever it is to be counted, and has those asked again who look at what has changed by it. */
export function countEvent(transition: Transition, event: EventFact): void {
  const { index, abilities, state, account, here } = transition;
  const counted = getCounted(index, event);
  const moment = { now: event.at, zone: here.zone, calendar: index.calendar, abilities, wake: NEVER };
  for (const { counter, watchers, ofAccount } of counted) {
    if (!concerns(counter, event, moment, here.url)) continue;
    const isNew = count(counter, getEntries(state.user, counter), event, moment, here);
    const isNewToAccount =
      ofAccount && account !== undefined && count(counter, getEntries(account, counter), event, moment, here);
    if (!isNew && !isNewToAccount) continue;
    tell(transition.told, `counter ${counter.key}`, true);
    // A late one may tell that something was reached before.
    if (event.at < transition.now || !isOver(transition, watchers)) markDirty(transition, watchers);
  }
}

/** Most of what a year of use counts is counted for what is reached for good: that need not be asked again. */
function isOver(context: EvalContext, { milestones, lapsing, gaps, segments }: Watchers): boolean {
  if (segments || gaps.length > 0 || lapsing.length > 0) return false;
  for (const { id } of milestones) if (getReached(context, id) === undefined) return false;
  return true;
}

function getEntries({ counters }: Memory, { key }: Counter): Entry[] {
  counters[key] ??= [];
  return counters[key]!;
}
