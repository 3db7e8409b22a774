import { concerns, count, NEVER } from "./counters.ts";
import type { EventFact } from "./facts.ts";
import type { Counter } from "./plan.ts";
import type { Watchers } from "./planIndex.ts";
import type { Scene } from "./scene.ts";
import type { Memory } from "./state.ts";

/** Counts an event wherever it is to be counted; returns who looks at what has changed by it. */
export function countEvent({ index, state, account, here }: Scene, event: EventFact): readonly Watchers[] {
  const counted = index.countersOf.get(event.name);
  if (!counted) return NOBODY;
  const moment = { now: event.at, zone: here.zone, calendar: index.calendar, wake: NEVER };
  const changed: Watchers[] = [];
  const countIn = ({ counters }: Memory, counter: Counter): boolean => {
    counters[counter.key] ??= [];
    return count(counter, counters[counter.key]!, event, moment, here);
  };
  for (const { counter, watchers, ofAccount } of counted) {
    if (!concerns(counter, event, moment)) continue;
    const isNew = countIn(state.user, counter);
    const isNewToAccount = ofAccount && account !== undefined && countIn(account, counter);
    if (isNew || isNewToAccount) changed.push(watchers);
  }
  return changed;
}

const NOBODY: readonly Watchers[] = [];
