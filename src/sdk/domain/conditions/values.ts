import { toLowerCase } from "../lib/toLowerCase.ts";
import type { Comparison, FromNow, Path, Scalar, Test } from "../plan/conditionPlan.ts";
import type { Traits } from "../state/state.ts";
import { type Moment, wakeAt } from "../time/moment.ts";
import { DAY_MS } from "../time/spans.ts";

/**
 * The value at a path of own properties; `undefined` where there is none. A key that is there as the whole path is
 * written, with its dots, wins.
 */
export function getValue(bag: unknown, path: Path): unknown {
  if (path.length > 1) {
    const written = path.join(".");
    if (Object.hasOwn(Object(bag), written)) return (bag as Record<string, unknown>)[written];
  }
  let value = bag;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The values at a path in which `*` is any element of a list: one at least, which is `undefined` where there is none. */
export function getValues(bag: unknown, path: Path): readonly unknown[] {
  const star = path.indexOf("*");
  if (star < 0) return [getValue(bag, path)];
  const list = getValue(bag, path.slice(0, star));
  const found = Array.isArray(list) ? list.flatMap((one) => getValues(one, path.slice(star + 1))) : [];
  return found.length > 0 ? found : [undefined];
}

/** The values of a trait by its path, as of `getValues`. */
export function readTraits(traits: Traits = {}, path: Path): readonly unknown[] {
  const written = path.join(".");
  if (Object.hasOwn(traits, written)) return [traits[written]![1]];
  const [first, ...rest] = path;
  return Object.hasOwn(traits, first!) ? getValues(traits[first!]![1], rest) : [undefined];
}

/** Whether what is at a path passes a test: with a `*` in it, whether any of the values does. */
export function passesAt(test: Test, bag: unknown, path: Path, moment: Moment): boolean {
  // Almost all paths are plain, and are read for each event.
  if (!path.includes("*")) return passes(test, getValue(bag, path), moment);
  return getValues(bag, path).some((value) => passes(test, value, moment));
}

/** The test that a comparison comes to where the other trait has this value; `undefined` where it can compare nothing. */
export function toTest({ op }: Comparison, other: unknown): Test | undefined {
  switch (op) {
    case "is":
      return isScalar(other) ? { op, value: other } : undefined;
    case "isNot":
      return { op, value: isScalar(other) ? other : null };
    case "before":
    case "after":
      return typeof other === "string" || typeof other === "number" ? { op, value: other } : undefined;
    default:
      return typeof other === "number" ? { op, value: other } : undefined;
  }
}

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/**
 * Epoch milliseconds of a date trait: a number, or an ISO string, of which a date alone is that day's start in the
 * user's zone; NaN for anything else.
 */
export function toEpoch(value: unknown, { zone, calendar }: Pick<Moment, "zone" | "calendar">): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return Number.NaN;
  const time = Date.parse(value);
  return isDay(value) ? calendar.getStart(time / DAY_MS, zone) : time;
}

/** What a date is compared with: it may be so many days, or milliseconds, from now. */
function toLimit(wanted: string | number | FromNow, moment: Moment, value: unknown): number {
  if (typeof wanted !== "object") return toEpoch(wanted, moment);
  const { now, zone, calendar } = moment;
  const { days, ms = 0 }: { readonly days?: number; readonly ms?: number } = wanted;
  const today = calendar.getDay(now, zone);
  wakeAt(moment, days === undefined ? toEpoch(value, moment) - ms + 1 : calendar.getStart(today + 1, zone));
  return days === undefined ? now + ms : calendar.getStart(today + days, zone);
}

const isDay = (value: unknown): boolean =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

/** The last moment of a date: of a day, that before the next one. */
function getEnd(value: unknown, moment: Moment): number {
  const start = toEpoch(value, moment);
  if (!isDay(value)) return start;
  const { calendar, zone } = moment;
  return calendar.getStart(calendar.getDay(start, zone) + 1, zone) - 1;
}

function isBetween(from: number, to: number, moment: Moment): boolean {
  wakeAt(moment, from);
  wakeAt(moment, to + 1);
  return from <= moment.now && moment.now <= to;
}

/** Does `text` fit a pattern in which `*` stands for any characters? */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  const last = parts.pop()!;
  if (parts.length === 0) return text === last;
  if (!text.startsWith(parts[0]!)) return false;
  let from = 0;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/**
 * Whether a value passes a test. Comparison is strict by type, and a missing value fails all but `exists: false`,
 * `isNot` and `notIn`. `moment.wake` comes to know when the answer may change by itself.
 */
export function passes(test: Test, given: unknown, moment: Moment): boolean {
  const { op, value: wanted } = test;
  const value = "anyCase" in test ? toLowerCase(given) : given;
  const number = typeof value === "number" ? value : Number.NaN;
  switch (op) {
    case "is":
      return value === wanted;
    case "isNot":
      return value !== wanted;
    case "in":
      return wanted.includes(value as Scalar);
    case "notIn":
      return !wanted.includes(value as Scalar);
    case "above":
      return number > wanted;
    case "below":
      return number < wanted;
    case "atLeast":
      return number >= wanted;
    case "atMost":
      return number <= wanted;
    case "contains":
      return Array.isArray(value)
        ? value.includes(wanted)
        : typeof value === "string" && typeof wanted === "string" && value.includes(wanted);
    case "startsWith":
      return typeof value === "string" && value.startsWith(wanted);
    case "matches":
      return typeof value === "string" && fits(wanted, value);
    case "exists":
      return (value !== undefined && value !== null) === wanted;
    case "before":
      return toEpoch(value, moment) < toLimit(wanted, moment, value);
    case "after":
      return toEpoch(value, moment) >= toLimit(wanted, moment, value);
    case "inNext":
      return isBetween(toEpoch(value, moment) - wanted, getEnd(value, moment), moment);
    case "inLast":
      return isBetween(toEpoch(value, moment), getEnd(value, moment) + wanted, moment);
    default:
      return op satisfies never;
  }
}
