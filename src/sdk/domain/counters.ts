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

/** Does the counter count such an event? */
export const concerns = ({ where, distinct }: Counter, { properties, at }: EventFact): boolean =>
  where.every(([path, test]) => passes(test, getValue(properties, path), at)) &&
  (!distinct || getValue(properties, distinct) !== undefined);

/** Puts an event that the counter counts into its place among the entries; the result says whether it changed them. */
export function count(counter: Counter, entries: Entry[], event: EventFact): boolean {
  const { within, distinct, count: most } = counter;
  const last = entries.at(-1);
  // The usual case, decided without another look: enough is known, and it was earlier.
  if (within === undefined && entries.length === most && last![0] < event.at) return false;
  const known = distinct ? JSON.stringify(getValue(event.properties, distinct)) : event.id;
  const entry: Entry = [event.at, hash53(known)];
  if (!distinct && (!last || order(last, entry) < 0)) {
    entries.push(entry);
    if (entries.length > most) entries.shift();
    return true;
  }
  const next = cut(counter, [...entries, entry]);
  if (next.length === entries.length && next.every((one, i) => !order(one, entries[i]!))) return false;
  entries.splice(0, entries.length, ...next);
  return true;
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
