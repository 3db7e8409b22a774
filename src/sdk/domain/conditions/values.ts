import { toLowerCase } from "../lib/toLowerCase.ts";
import type { Path, Scalar, Test } from "../plan/conditionPlan.ts";
import type { Moment } from "../state/moment.ts";
import type { Traits } from "../state/state.ts";
import { DAY_MS } from "../time/spans.ts";
import { fits } from "./fits.ts";

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

export const isDay = (value: unknown): boolean =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

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
    default:
      return moment.abilities.tests[op]?.(wanted as never, value, moment) ?? false;
  }
}
