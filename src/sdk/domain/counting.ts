import { concerns, count, NEVER } from "./counters.ts";
import type { EventFact } from "./facts.ts";
import type { Counter } from "./plan.ts";
import type { Watchers } from "./planIndex.ts";
import type { Scene } from "./scene.ts";
import type { Entry, Memory } from "./state.ts";

/** Counts an event wherever it is to be counted, and tells who looks at what has changed by it. */
export function countEvent(scene: Scene, event: EventFact, tell: (watchers: Watchers) => void): void {
  const { index, state, account, here } = scene;
  const counted = index.countersOf.get(event.name);
  if (!counted) return;
  const moment = { now: event.at, zone: here.zone, calendar: index.calendar, wake: NEVER };
  for (const { counter, watchers, ofAccount } of counted) {
    if (!concerns(counter, event, moment)) continue;
    const isNew = count(counter, getEntries(state.user, counter), event, moment, here);
    const isNewToAccount =
      ofAccount && account !== undefined && count(counter, getEntries(account, counter), event, moment, here);
    if (isNew || isNewToAccount) tell(watchers);
  }
}

function getEntries({ counters }: Memory, { key }: Counter): Entry[] {
  counters[key] ??= [];
  return counters[key]!;
}
