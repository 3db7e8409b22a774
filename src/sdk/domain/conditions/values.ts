import type { FromNow, Path, Scalar, Test } from "../plan/conditionPlan.ts";
import type { Traits } from "../state/state.ts";
import { DAY_MS } from "../time/calendar.ts";
import { type Moment, wakeAt } from "../time/moment.ts";

/** The value at a path of own properties; `undefined` where there is none. */
export function getValue(bag: unknown, path: Path): unknown {
  let value = bag;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The value of a trait by its path. */
export function readTrait(traits: Traits = {}, [first, ...rest]: Path): unknown {
  return Object.hasOwn(traits, first!) ? getValue(traits[first!]![1], rest) : undefined;
}

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
export function passes({ op, value: wanted }: Test, value: unknown, moment: Moment): boolean {
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
