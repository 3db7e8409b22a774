import { hash53, murmur3 } from "../lib/hash.ts";
import { toJson } from "../lib/json.ts";
import type { Counter } from "../plan/plan.ts";
import type { Abilities, Counting, CountingWay } from "../state/abilities.ts";
import type { EventFact, Here } from "../state/facts.ts";
import { type Moment, wakeAt } from "../state/moment.ts";
import type { Entry } from "../state/state.ts";
import { isPage } from "./pagePattern.ts";
import { getValue, passesAt } from "./values.ts";

/** Later than every moment: since when something holds that does not hold. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Values of the same JSON have the same. */
export const hashValue = (value: unknown): number => hash53(toJson(value));

const order = (a: Entry, b: Entry): number => a[0] - b[0] || a[1] - b[1] || (a[2] ?? 0) - (b[2] ?? 0);

/** What counts events, or the different values of a property of theirs. */
const EVENTS: Counting = {
  getMost: ({ count }) => count,
  createEntry: ({ distinct }, _, { at, properties, id }) => [
    at,
    distinct ? hashValue(getValue(properties, distinct)) : murmur3(id),
  ],
  getSince({ within, count: wanted }, entries, moment) {
    // Only where a late event is judged are there some that came after it.
    let end = entries.length;
    while (end > 0 && entries[end - 1]![0] > moment.now) end--;
    const oldest = entries[end - wanted];
    if (!oldest || oldest[0] <= moment.now - (within ?? NEVER)) return NEVER;
    if (within !== undefined) wakeAt(moment, oldest[0] + within);
    return entries[end - 1]![0];
  },
};

const getWay = ({ inPeriods, sum }: Counter): CountingWay =>
  inPeriods ? "periods" : sum ? "sums" : "events";

function getCounting(counter: Counter, { counting }: Abilities): Counting {
  const way = getWay(counter);
  return way === "events" ? EVENTS : counting[way]!;
}

/** What looks back from now keeps its latest entries, all else its earliest. */
const keepsLatest = (counter: Counter): boolean =>
  looksBack(counter) || counter.sum !== undefined || counter.latest === true;

export const looksBack = ({ within, inPeriods }: Counter): boolean =>
  within !== undefined || inPeriods !== undefined;

/** When an entry was complete. */
export const getMoment = (counter: Counter, entry: Entry, moment: Moment): number =>
  getCounting(counter, moment.abilities).getMoment?.(counter, entry, moment) ?? entry[0];

/**
 * Entries that still can decide the counter, oldest first: the latest where it looks back from now, else the earliest;
 * of a value that is counted once, its latest or earliest time; of a day's total, the larger one.
 */
export function cut(counter: Counter, entries: readonly Entry[], abilities: Abilities): Entry[] {
  const counting = getCounting(counter, abilities);
  const latest = keepsLatest(counter);
  const seen = new Set<string | number>();
  const sorted = entries.toSorted(order);
  if (latest) sorted.reverse();
  const kept = sorted.filter(([at, hash]) => {
    const identity = counter.distinct ? hash : `${getSlot(counting, counter, at)} ${hash}`;
    return !seen.has(identity) && seen.add(identity);
  });
  kept.length = Math.min(kept.length, counting.getMost(counter));
  return latest ? kept.reverse() : kept;
}

const getSlot = (counting: Counting, counter: Counter, at: number): number =>
  counting.getSlot ? counting.getSlot(counter, at) : at;

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
export function isFull(counter: Counter, entries: readonly Entry[], abilities: Abilities): boolean {
  const counting = getCounting(counter, abilities);
  return (
    entries.length > 0 &&
    ((!keepsLatest(counter) && entries.length === counting.getMost(counter)) ||
      !!counting.isEnough?.(counter, entries))
  );
}

/** Puts an event that the counter counts into its place among the entries; the result says whether it changed them. */
export function count(
  counter: Counter,
  entries: Entry[],
  event: EventFact,
  moment: Moment,
  here: Here,
): boolean {
  const counting = getCounting(counter, moment.abilities);
  const latest = keepsLatest(counter);
  const isFull = entries.length === counting.getMost(counter);
  const last = entries[entries.length - 1];
  // The usual cases are decided without a look at all entries: enough is known, and it was earlier; or it comes last.
  if (isFull && !latest && last![0] < event.at) return false;
  if (last && last[0] < event.at && counting.isEnough?.(counter, entries)) return false;
  const entry = counting.createEntry(counter, entries, event, moment, here);
  if (last && order(last, entry) >= 0)
    return order(last, entry) > 0 && put(counter, entries, entry, moment.abilities);
  const [at, hash] = entry;
  if (
    last?.[1] === hash &&
    (counter.distinct || getSlot(counting, counter, last[0]) === getSlot(counting, counter, at))
  ) {
    if (latest) entries[entries.length - 1] = entry;
    return latest;
  }
  if (counter.distinct && entries.some((one) => one[1] === hash)) {
    return latest && put(counter, entries, entry, moment.abilities);
  }
  if (isFull && !latest) return false;
  if (isFull) entries.shift();
  entries.push(entry);
  return true;
}

/** Anywhere among them. */
function put(counter: Counter, entries: Entry[], entry: Entry, abilities: Abilities): boolean {
  const next = cut(counter, [...entries, entry], abilities);
  if (next.length === entries.length && next.every((one, i) => !order(one, entries[i]!))) return false;
  entries.splice(0, entries.length, ...next);
  return true;
}

/** Since when the counter is true: the time of the event that completed it, or `NEVER`. */
export const getSince = (counter: Counter, entries: readonly Entry[] = [], moment: Moment): number =>
  getCounting(counter, moment.abilities).getSince(counter, entries, moment);
