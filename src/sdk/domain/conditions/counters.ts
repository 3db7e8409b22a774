import { hash53, murmur3 } from "../lib/hash.ts";
import { toJson } from "../lib/json.ts";
import type { Counter } from "../plan/plan.ts";
import type { EventFact, Here } from "../state/facts.ts";
import type { Entry } from "../state/state.ts";
import { getMonday, getWeek } from "../time/calendar.ts";
import { type Moment, wakeAt } from "../time/moment.ts";
import { DAY_MS } from "../time/spans.ts";
import { isPage } from "./pagePattern.ts";
import { getValue, getValues, passesAt } from "./values.ts";

/** Later than every moment: since when something holds that does not hold. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Values of the same JSON have the same. */
export const hashValue = (value: unknown): number => hash53(toJson(value));

const order = (a: Entry, b: Entry): number => a[0] - b[0] || a[1] - b[1] || (a[2] ?? 0) - (b[2] ?? 0);

/** Entries that are kept: as many as it takes, and one period more, since the current one is not over yet. */
const getMost = ({ count, inPeriods, sum }: Counter): number =>
  inPeriods ? inPeriods.outOf + 1 : sum ? SUM_DAYS : count;

/** Days and replicas of which totals are kept. */
const SUM_DAYS = 500;

/** What looks back from now keeps its latest entries, all else its earliest. */
const keepsLatest = (counter: Counter): boolean =>
  looksBack(counter) || counter.sum !== undefined || counter.latest === true;

export const looksBack = ({ within, inPeriods }: Counter): boolean =>
  within !== undefined || inPeriods !== undefined;

/** When an entry was complete: of a period, when it was over, as nobody knows any more at which hour it was counted. */
export function getMoment({ inPeriods }: Counter, [at]: Entry, { now, zone, calendar }: Moment): number {
  if (!inPeriods) return at;
  const next = inPeriods.of === "day" ? at + 1 : getMonday(at + 1);
  return Math.min(calendar.getStart(next, zone) - 1, now);
}

/**
 * Entries that still can decide the counter, oldest first: the latest where it looks back from now, else the earliest;
 * of a value that is counted once, its latest or earliest time; of a day's total, the larger one.
 */
export function cut(counter: Counter, entries: readonly Entry[]): Entry[] {
  const latest = keepsLatest(counter);
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

/** What is counted once: a value; a replica's total; or an event, by its time and hash. */
const getIdentity = (counter: Counter, [at, hash]: Entry): string | number =>
  counter.distinct ? hash : `${counter.sum ? getDay(counter, at) : at} ${hash}`;

const isSame = (counter: Counter, a: Entry, b: Entry): boolean =>
  a[1] === b[1] &&
  (counter.distinct !== undefined ||
    (counter.sum ? getDay(counter, a[0]) === getDay(counter, b[0]) : a[0] === b[0]));

/** Totals are kept by the day where a window lets days go, else once for all. */
const getDay = ({ within }: Counter, at: number): number =>
  within === undefined ? 0 : Math.floor(at / DAY_MS);

/** Does the counter count such an event? `moment` is that of the event, `url` the page's address. */
export function concerns(
  { where, distinct, pages }: Counter,
  { properties }: EventFact,
  moment: Moment,
  url: string,
): boolean {
  if (pages && !pages.some((pattern) => isPage(pattern, url))) return false;
  for (const condition of where) {
    if (!passesAt(condition[1], properties, condition[0], moment)) return false;
  }
  return !distinct || getValue(properties, distinct) !== undefined;
}

/** Is all counted that can decide it, so that no later event changes anything? */
export const isFull = (counter: Counter, entries: readonly Entry[]): boolean =>
  entries.length > 0 &&
  ((!keepsLatest(counter) && entries.length === getMost(counter)) || isEnough(counter, entries));

/** Puts an event that the counter counts into its place among the entries; the result says whether it changed them. */
export function count(
  counter: Counter,
  entries: Entry[],
  event: EventFact,
  moment: Moment,
  here: Here,
): boolean {
  const latest = keepsLatest(counter);
  const isFull = entries.length === getMost(counter);
  const last = entries[entries.length - 1];
  // The usual cases are decided without a look at all entries: enough is known, and it was earlier; or it comes last.
  if (isFull && !latest && last![0] < event.at) return false;
  if (last && last[0] < event.at && isEnough(counter, entries)) return false;
  if (last && last[0] === getCounted(counter, event, moment)) return false;
  const entry = createEntry(counter, entries, event, moment, here);
  if (last && order(last, entry) >= 0) return order(last, entry) > 0 && put(counter, entries, entry);
  if (last && isSame(counter, last, entry)) {
    if (latest) entries[entries.length - 1] = entry;
    return latest;
  }
  if (counter.distinct && entries.some(([, hash]) => hash === entry[1])) {
    return latest && put(counter, entries, entry);
  }
  if (isFull && !latest) return false;
  if (isFull) entries.shift();
  entries.push(entry);
  return true;
}

/** A sum without a window that has come to what is wanted stays so, whatever is added. */
const isEnough = ({ sum, within, count: wanted }: Counter, entries: readonly Entry[]): boolean =>
  sum !== undefined && within === undefined && getTotal(entries) >= wanted;

function getTotal(entries: readonly Entry[]): number {
  let total = 0;
  for (const entry of entries) total += entry[2] ?? 0;
  return total;
}

/** Anywhere among them. */
function put(counter: Counter, entries: Entry[], entry: Entry): boolean {
  const next = cut(counter, [...entries, entry]);
  if (next.length === entries.length && next.every((one, i) => !order(one, entries[i]!))) return false;
  entries.splice(0, entries.length, ...next);
  return true;
}

function createEntry(
  counter: Counter,
  entries: readonly Entry[],
  event: EventFact,
  { calendar, zone }: Moment,
  { replica }: Here,
): Entry {
  const { at, properties } = event;
  const { distinct, inPeriods, sum } = counter;
  if (inPeriods) return [getPeriod(inPeriods.of, calendar.getDay(at, zone)), 0];
  if (!sum) return [at, distinct ? hashValue(getValue(properties, distinct)) : murmur3(event.id)];
  let added = 0;
  for (const value of getValues(properties, sum))
    if (typeof value === "number" && value >= 0 && value < NEVER) added += value;
  const fresh: Entry = [at, murmur3(replica), added];
  const known = entries.findLast((entry) => isSame(counter, entry, fresh));
  return known ? [Math.max(at, known[0]), known[1], known[2]! + added] : fresh;
}

/** The period that an event falls into, where those are counted. */
const getCounted = (
  { inPeriods }: Counter,
  { at }: EventFact,
  { calendar, zone }: Moment,
): number | undefined => inPeriods && getPeriod(inPeriods.of, calendar.getDay(at, zone));

const getPeriod = (of: "day" | "week", day: number): number => (of === "day" ? day : getWeek(day));

/** Since when the counter is true: the time of the event that completed it, or `NEVER`. */
export function getSince(counter: Counter, entries: readonly Entry[] = [], moment: Moment): number {
  const { within, inPeriods, sum, count: wanted } = counter;
  const { now } = moment;
  if (inPeriods) return whenInPeriods(counter, inPeriods, entries, moment);
  const from = now - (within ?? NEVER);
  if (sum) {
    const inside = entries.filter((entry) => entry[0] > from && entry[0] <= now);
    if (getTotal(inside) < wanted) return NEVER;
    if (within !== undefined) wakeAt(moment, inside[0]![0] + within);
    return inside.at(-1)?.[0] ?? now;
  }
  // Only where a late event is judged are there some that came after it.
  let end = entries.length;
  while (end > 0 && entries[end - 1]![0] > now) end--;
  const oldest = entries[end - wanted];
  if (!oldest || oldest[0] <= from) return NEVER;
  if (within !== undefined) wakeAt(moment, oldest[0] + within);
  return entries[end - 1]![0];
}

function whenInPeriods(
  { count: wanted }: Counter,
  { of, outOf }: NonNullable<Counter["inPeriods"]>,
  entries: readonly Entry[],
  moment: Moment,
): number {
  const { now, zone, calendar } = moment;
  const current = getPeriod(of, calendar.getDay(now, zone));
  let inside = 0;
  for (const [period] of entries) if (period > current - outOf && period <= current) inside++;
  if (inside < wanted) return NEVER;
  wakeAt(moment, calendar.getStart(of === "day" ? current + 1 : getMonday(current + 1), zone));
  return now;
}
