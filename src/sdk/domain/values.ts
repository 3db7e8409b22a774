import type { Path, Test } from "./terms.ts";

/** The value at a path of own properties; `undefined` where there is none. */
export function getValue(bag: unknown, path: Path): unknown {
  let value = bag;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Epoch milliseconds of a date trait (a number, or an ISO string); NaN for anything else. */
export function toTime(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" ? Date.parse(value) : Number.NaN;
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
 * `isNot` and `notIn`. `wakeAt` is told of the times at which the answer may change by itself.
 */
export function passes(
  { op, value: wanted }: Test,
  value: unknown,
  now: number,
  wakeAt: (at: number) => void = () => {},
): boolean {
  const list = wanted as readonly unknown[];
  const number = typeof value === "number" ? value : Number.NaN;
  const limit = wanted as number;
  const time = toTime(value);
  switch (op) {
    case "is":
      return value === wanted;
    case "isNot":
      return value !== wanted;
    case "in":
      return list.includes(value);
    case "notIn":
      return !list.includes(value);
    case "above":
      return number > limit;
    case "below":
      return number < limit;
    case "atLeast":
      return number >= limit;
    case "atMost":
      return number <= limit;
    case "contains":
      return Array.isArray(value)
        ? value.includes(wanted)
        : typeof value === "string" && value.includes(`${wanted}`);
    case "startsWith":
      return typeof value === "string" && value.startsWith(`${wanted}`);
    case "matches":
      return typeof value === "string" && fits(`${wanted}`, value);
    case "exists":
      return (value !== undefined && value !== null) === wanted;
    case "before":
      return time < toTime(wanted);
    case "after":
      return time > toTime(wanted);
    case "inNext":
      wakeAt(time - limit);
      wakeAt(time + 1);
      return time >= now && time <= now + limit;
    case "inLast":
      wakeAt(time);
      wakeAt(time + limit + 1);
      return time <= now && time >= now - limit;
    default:
      return op satisfies never;
  }
}
