import { attempt } from "../page/attempt.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A trait in a form of its own; `undefined` where it is missing or does not fit that.
 *
 * `in`: how far a date is from now ("in 5 days"). `date`: the day. `number`: with the locale's separators. `money`: the
 * option is the ISO 4217 currency, USD by default. Dates are ISO strings or epoch milliseconds; a date alone is that day
 * in the reader's time zone.
 */
export const formatValue = (
  value: unknown,
  form: string,
  option: string,
  locale: string,
  now: number,
): string | undefined => attempt(() => write(value, form, option, locale || undefined, now)) || undefined;

const write = (
  value: unknown,
  form: string,
  option: string,
  locale: string | undefined,
  now: number,
): string | undefined => {
  switch (form) {
    case "in":
      return fromNow(readDate(value), typeof value === "string" && value.length < 11, now, locale);
    case "date":
      return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(readDate(value));
    case "number":
      return new Intl.NumberFormat(locale).format(readNumber(value));
    case "money":
      return new Intl.NumberFormat(locale, { style: "currency", currency: option || "USD" }).format(
        readNumber(value),
      );
    default:
      return undefined;
  }
};

const fromNow = (date: Date, isDay: boolean, now: number, locale: string | undefined): string => {
  const ahead = +date - now;
  const days = (startOfDay(date) - startOfDay(new Date(now))) / DAY;
  const [count, unit] = isDay || Math.abs(ahead) >= DAY ? inDays(days) : inHours(ahead / HOUR);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(count), unit);
};

type Span = readonly [count: number, unit: Intl.RelativeTimeFormatUnit];
const inHours = (hours: number): Span => (Math.abs(hours) < 1 ? [hours * 60, "minute"] : [hours, "hour"]);
const inDays = (days: number): Span => (Math.abs(days) < 60 ? [days, "day"] : [days / 30.4, "month"]);

const startOfDay = (date: Date): number => new Date(date).setHours(0, 0, 0, 0);

const readDate = (value: unknown): Date => {
  if (typeof value !== "number" && (typeof value !== "string" || !/^\d{4}-\d\d/.test(value)))
    throw new TypeError("not a date");
  // A date alone would be read as midnight in UTC, which is the day before for half of the world.
  return new Date(typeof value === "string" && value.length < 11 ? `${value}T00:00` : value);
};

const readNumber = (value: unknown): number => {
  const number = typeof value === "string" && value.trim() ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw new TypeError("not a number");
  return number;
};
