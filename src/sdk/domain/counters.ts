import { getMonday, getWeek } from "./calendar.ts";
import type { EventFact } from "./facts.ts";
import { hash53 } from "./hash.ts";
import type { Counter } from "./plan.ts";
import type { Scene } from "./scene.ts";
import type { Entry } from "./state.ts";
import { getValue, passes } from "./values.ts";

/** Later than every moment: since when something holds that does not hold. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Where counting happens: whose calendar, and which copy of the state. */
type Place = Pick<Scene, "here" | "index">;

const order = (a: Entry, b: Entry): number => a[0] - b[0] || a[1] - b[1] || (a[2] ?? 0) - (b[2] ?? 0);

/** Entries that are kept: as many as it takes, and one period more, since the current one is not over yet. */
const getMost = ({ count, inPeriods, sum }: Counter): number =>
  inPeriods ? inPeriods.outOf + 1 : sum ? SUM_DAYS : count;

/** Days and replicas of which totals are kept. */
const SUM_DAYS = 500;

/**
 * Entries that still can decide the counter, oldest first: the latest where it looks back from now, else the earliest;
 * of a value that is counted once, its latest or earliest time; of a day's total, the larger one.
 */
export function cut(counter: Counter, entries: readonly Entry[]): Entry[] {
  const latest = counter.within !== undefined || counter.inPeriods !== undefined || counter.sum !== undefined;
  const seen = new Set<string | number>();
  const sorted = entries.toSorted(order);
  if (latest) sorted.reverse();
  const kept = sorted.filter((entry) => {
    const identity = getIdentity(counter, entry);
    return !seen.has(identity) && seen.add(identity);
  });
  kept.length = Math.min(kept.length, getMost(counter));
  return latest ? kept.reverse() : kept;
}

function getIdentity({ distinct, sum }: Counter, [at, hash]: Entry): string | number {
  if (distinct) return hash;
  return sum ? `${Math.floor(at / 86_400_000)} ${hash}` : `${at} ${hash}`;
}

/** Does the counter count such an event? */
export const concerns = ({ where, distinct }: Counter, { properties, at }: EventFact): boolean =>
  where.every(([path, test]) => passes(test, getValue(properties, path), at)) &&
  (!distinct || getValue(properties, distinct) !== undefined);

/** Puts an event that the counter counts into its place among the entries; the result says whether it changed them. */
export function count(counter: Counter, entries: Entry[], event: EventFact, place: Place): boolean {
  const { within, inPeriods, sum } = counter;
  const last = entries.at(-1);
  const keepsEarliest = within === undefined && !inPeriods && !sum;
  const isFull = entries.length === getMost(counter);
  // The usual case, decided without another look: enough is known, and it was earlier.
  if (keepsEarliest && isFull && last![0] < event.at) return false;
  const entry = createEntry(counter, entries, event, place);
  const isSame =
    last !== undefined && last[1] === entry[1] && getIdentity(counter, last) === getIdentity(counter, entry);
  if (isSame && !sum && last[0] === entry[0]) return false;
  if (!counter.distinct && (!last || order(last, entry) < 0)) {
    if (isSame) entries.pop();
    else if (isFull && keepsEarliest) return false;
    else if (isFull) entries.shift();
    entries.push(entry);
    return true;
  }
  const next = cut(counter, [...entries, entry]);
  if (next.length === entries.length && next.every((one, i) => !order(one, entries[i]!))) return false;
  entries.splice(0, entries.length, ...next);
  return true;
}

function createEntry(
  { distinct, inPeriods, sum }: Counter,
  entries: readonly Entry[],
  { at, id, properties }: EventFact,
  { here, index }: Place,
): Entry {
  if (inPeriods) return [getPeriod(inPeriods.of, index.calendar.getDay(at, here.zone)), 0];
  if (sum) {
    const value = getValue(properties, sum);
    const mine = hash53(here.replica);
    const today = Math.floor(at / 86_400_000);
    const total = entries.findLast(
      (entry) => entry[1] === mine && Math.floor(entry[0] / 86_400_000) === today,
    )?.[2];
    return [at, mine, (total ?? 0) + (typeof value === "number" && value >= 0 && value < NEVER ? value : 0)];
  }
  return [at, hash53(distinct ? JSON.stringify(getValue(properties, distinct)) : id)];
}

const getPeriod = (of: "day" | "week", day: number): number => (of === "day" ? day : getWeek(day));

/** Since when the counter is true: the time of the event that completed it, or `NEVER`. */
export function getSince(
  counter: Counter,
  entries: readonly Entry[] = [],
  now: number,
  { here: { zone }, index: { calendar } }: Place,
  wakeAt: (at: number) => void,
): number {
  const { within, inPeriods, sum, count: wanted } = counter;
  if (inPeriods) {
    const current = getPeriod(inPeriods.of, calendar.getDay(now, zone));
    const inside = entries.filter(([period]) => period > current - inPeriods.outOf && period <= current);
    const nextDay = inPeriods.of === "day" ? current + 1 : getMonday(current + 1);
    if (inside.length >= wanted) wakeAt(calendar.getStart(nextDay, zone));
    return inside.length >= wanted ? now : NEVER;
  }
  const from = now - (within ?? NEVER);
  if (sum) {
    const inside = entries.filter(([at]) => at > from);
    const total = inside.reduce((all, [, , value = 0]) => all + value, 0);
    if (total < wanted) return NEVER;
    if (within !== undefined) wakeAt(inside[0]![0] + within);
    return inside.at(-1)?.[0] ?? now;
  }
  const oldest = entries[entries.length - wanted];
  if (!oldest || oldest[0] <= from) return NEVER;
  if (within !== undefined) wakeAt(oldest[0] + within);
  return entries.at(-1)![0];
}
