/** Reads days, times and dates as people write them, where only one meaning is possible. */
import { DURATION, toMs } from "./durations.ts";
import { suggest } from "./suggest.ts";

/** What was meant; or what is expected in its place, and what was probably meant. */
export type Reading =
  | { readonly value: unknown }
  | { readonly expected: string; readonly meant?: string | number | undefined };

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Epoch milliseconds below which a number is hardly a time: in seconds it would be one of our days. */
const FIRST_TIME = 1e11;

const two = (number: number): string => `${number}`.padStart(2, "0");

/** A day of the week, as `sat`. */
export function readWeekday(given: unknown): Reading {
  const text = `${given}`.trim().toLowerCase().replace(/\.$/, "").replace(/days$/, "day");
  const day = text.length < 3 ? undefined : WEEKDAYS.find((one) => one.startsWith(text));
  if (day) return { value: day.slice(0, 3) };
  return { expected: "a weekday like mon", meant: suggest(text, WEEKDAYS)?.slice(0, 3) };
}

/** A time of the day, as `09:30`; `24:00` is one where a day ends. */
export function readTime(given: unknown, mayEndDay = false): Reading {
  const text = `${given}`.trim().toLowerCase();
  const expected = "a time like 09:30";
  if (text === "noon") return { value: "12:00" };
  const parts = /^(\d{1,2})(?:[:.h](\d\d)|(h))?(?:\s*([ap])\.?m\.?)?$/.exec(text);
  if (!parts) return { expected };
  const [, hour, minutes = "00", full, half] = parts;
  if (!half && !full && parts[2] === undefined) return { expected, meant: `${two(Number(hour))}:00` };
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return { expected };
  const hours = half ? (Number(hour) % 12) + (half === "p" ? 12 : 0) : Number(hour);
  const time = `${two(hours)}:${minutes}`;
  return time < "24:00"
    ? minutes < "60"
      ? { value: time }
      : { expected }
    : mayEndDay && time === "24:00"
      ? { value: time }
      : { expected };
}

/** A day of the calendar, as `2026-12-24`. */
export function readDay(given: unknown): Reading {
  const text = `${given}`.trim().toLowerCase();
  const expected = "a day like 2026-12-24";
  const year = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (year) return toDay(year[1]!, year[3]!, year[4]!) ?? { expected };
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted) return toDay(dotted[3]!, dotted[2]!, dotted[1]!) ?? { expected };
  const named = /^(?:(\d{1,2})\.? ([a-z]{3})[a-z]*\.?|([a-z]{3})[a-z]*\.? (\d{1,2})),? (\d{4})$/.exec(text);
  const month = named ? MONTHS.indexOf((named[2] ?? named[3])!) + 1 : 0;
  if (named && month > 0) return toDay(named[5]!, `${month}`, (named[1] ?? named[4])!) ?? { expected };
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (!slashed) return { expected };
  const readings = [
    toDay(slashed[3]!, slashed[1]!, slashed[2]!),
    toDay(slashed[3]!, slashed[2]!, slashed[1]!),
  ];
  const [one, other] = readings.flatMap((reading) => reading ?? []);
  if (one && (!other || one.value === other.value)) return one;
  return { expected: one ? `${expected}: this may be ${one.value} or ${other!.value}` : expected };
}

/** `undefined` where the calendar does not have it. */
function toDay(year: string, month: string, day: string): { readonly value: string } | undefined {
  const value = `${year}-${two(Number(month))}-${two(Number(day))}`;
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return time.toISOString().slice(0, 10) === value ? { value } : undefined;
}

const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** What a date is compared with: a day, a moment, or either from now on. */
export function readDate(given: unknown): Reading {
  const expected = "a date like 2026-12-24, a time in milliseconds, today, or a span from now like -14d";
  if (typeof given === "number")
    return Math.abs(given) < FIRST_TIME
      ? { expected: "a time in milliseconds", meant: Math.abs(given) > 1e8 ? given * 1000 : undefined }
      : { value: given };
  const text = `${given}`.trim().toLowerCase();
  if (Object.hasOwn(DAYS, text)) return { value: { days: DAYS[text] } };
  if (text === "now") return { value: { ms: 0 } };
  // An M may be a minute or a month.
  if (/^[+-].*[^M]$/.test(`${given}`.trim()) && DURATION.test(text.slice(1)))
    return { value: { ms: toMs(text.slice(1)) * (text.startsWith("-") ? -1 : 1) } };
  if (DURATION.test(text)) return { expected, meant: `-${text}` };
  const [day, time] = `${given}`.trim().split(/T(?=\d)/);
  if (time !== undefined) {
    const whole = readDay(day);
    const isSound = "value" in whole && !Number.isNaN(Date.parse(`${whole.value}T${time}`));
    return isSound ? { value: `${whole.value}T${time}` } : { expected };
  }
  const reading = readDay(given);
  return "value" in reading
    ? reading
    : { ...reading, expected: reading.expected.replace(/^a day like 2026-12-24/, expected) };
}
