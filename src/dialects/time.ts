/** Below this, a number is a count of seconds: as milliseconds it would be in 1973 or before. */
const LEAST_MS = 100_000_000_000;
const DASH = 45;
const Z = 90;

/**
 * Epoch milliseconds of an ISO date, or of a number of seconds or milliseconds; NaN of anything else. A date that names
 * no zone is in UTC, on every machine.
 */
export function parseTime(value: unknown): number {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value !== "string") return Number.NaN;
  if (value.charCodeAt(4) === DASH)
    return Date.parse(value.charCodeAt(value.length - 1) === Z ? value : withZone(value));
  if (/^\d{9,13}(\.\d+)?$/.test(value)) return fromNumber(Number(value));
  // `Date.parse` takes a `7` for a month.
  return /\d{4}/.test(value) ? Date.parse(value) : Number.NaN;
}

/**
 * Whether a log may have happened at a time. What is before 1970 or after 2099 is of a broken clock: there would be more
 * months and seasons up to it than can be counted.
 */
export const isLogTime = (at: number): boolean => at >= 0 && at < LOG_END;
const LOG_END = Date.UTC(2100, 0);
/** The same in words, for who is told that a time is none. */
export const LOG_TIME = "an ISO date from 1970 to 2099";

const fromNumber = (value: number): number => {
  const at = Math.round(value < LEAST_MS ? value * 1000 : value);
  return value > 0 && at <= MOST_MS ? at : Number.NaN;
};

/** The last moment that a `Date` can have. */
const MOST_MS = 8.64e15;

/** A date alone is in UTC by itself. Databases write a space in place of the T, and UTC in letters. */
function withZone(value: string): string {
  const iso = value.replace(" UTC", "Z").replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, "$1T");
  return /T[\d:]+([.,]\d+)?$/.test(iso) ? `${iso.replace(",", ".")}Z` : iso;
}
