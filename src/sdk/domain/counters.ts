import type { EventFact } from "./facts.ts";
import { hash53 } from "./hash.ts";
import type { Counter } from "./plan.ts";
import type { Entry } from "./state.ts";
import { getValue, passes } from "./values.ts";

/** Later than every moment: since when something holds that does not hold. */
export const NEVER = Number.POSITIVE_INFINITY;

const order = (a: Entry, b: Entry): number => a[0] - b[0] || a[1] - b[1];

/**
 * Entries that still can decide the counter, oldest first: the latest where a window looks back, else the earliest;
 * of a value that is counted once, its latest or earliest time.
 */
export function cut(counter: Counter, entries: Entry[]): Entry[] {
  const latest = counter.within !== undefined;
  const seen = new Set<string | number>();
  const sorted = entries.sort(order);
  if (latest) sorted.reverse();
  const kept = sorted.filter(([at, hash]) => {
    const identity = counter.distinct ? hash : `${at} ${hash}`;
    return !seen.has(identity) && seen.add(identity);
  });
  kept.length = Math.min(kept.length, counter.count);
  return latest ? kept.reverse() : kept;
}

/** Puts an event into its place. Returns the entries anew where that changes them, else `undefined`. */
export function count(counter: Counter, entries: Entry[] | undefined, event: EventFact): Entry[] | undefined {
  const full = entries?.length === counter.count;
  // The usual case, decided without a look at the event: enough is known, and it was earlier.
  if (full && counter.within === undefined && entries.at(-1)![0] < event.at) return undefined;
  const { where, distinct } = counter;
  for (const [path, test] of where) {
    if (!passes(test, getValue(event.properties, path), event.at)) return undefined;
  }
  const value = distinct && getValue(event.properties, distinct);
  if (distinct && value === undefined) return undefined;
  const entry: Entry = [event.at, hash53(distinct ? JSON.stringify(value) : event.id)];
  const next = cut(counter, entries ? [...entries, entry] : [entry]);
  return next.length === entries?.length && next.every((e, i) => !order(e, entries[i]!)) ? undefined : next;
}

/** Since when the counter is true: the time of the event that completed it, or `NEVER`. */
export function getSince(
  counter: Counter,
  entries: readonly Entry[] = [],
  now: number,
  wakeAt: (at: number) => void,
): number {
  const oldest = entries[entries.length - counter.count];
  if (!oldest) return NEVER;
  if (counter.within !== undefined) {
    const ends = oldest[0] + counter.within;
    if (ends <= now) return NEVER;
    wakeAt(ends);
  }
  return entries.at(-1)![0];
}
