const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const WHOLE = /^(\d{4})-(\d\d?)-(\d\d?)$/;
const DAY_FIRST = /^(\d\d?)(?:st|nd|rd|th)?[. ]+([a-z]+|\d\d?)[.,]?(?: *(\d{4}))?$/;
const MONTH_FIRST = /^([a-z]+)[. ]+(\d\d?)(?:st|nd|rd|th)?,?(?: *(\d{4}))?$/;

/**
 * The day that a text means, as `2026-11-24` by the browser's clock: "Tuesday", "yesterday", "24 Nov", "Nov 24, 2026",
 * "24.11.", "2026-11-24". Without a year, and of a day of the week, the latest that is not after `now`. `undefined` where
 * it is none.
 */
export function readDay(text: string, now: Date): string | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^last /, "");
  if (words === "today") return toDay(now);
  if (words === "yesterday") return addDays(toDay(now), -1);
  const weekday = words.length < 2 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(words));
  if (weekday >= 0) return addDays(toDay(now), -((now.getDay() - weekday + 7) % 7));
  const whole = WHOLE.exec(words);
  if (whole) return make(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const [, first, second, year] = DAY_FIRST.exec(words) ?? [];
  if (first !== undefined) return latest(year, readMonth(second!), Number(first), now);
  const [, month, date, its] = MONTH_FIRST.exec(words) ?? [];
  return month === undefined ? undefined : latest(its, readMonth(month), Number(date), now);
}

const readMonth = (text: string): number =>
  /^\d/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3)) + 1;

function latest(year: string | undefined, month: number, date: number, now: Date): string | undefined {
  if (year !== undefined) return make(Number(year), month, date);
  const own = make(now.getFullYear(), month, date);
  return own !== undefined && own > toDay(now) ? make(now.getFullYear() - 1, month, date) : own;
}

/** `undefined` where there is no such day: 31 February. */
function make(year: number, month: number, date: number): string | undefined {
  const day = new Date(year, month - 1, date);
  return day.getMonth() === month - 1 && day.getDate() === date ? toDay(day) : undefined;
}

/** As `2026-03-01`, by the browser's clock. */
export const toDay = (at: Date | number): string => DATE.format(at);
const DATE = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short" });

/** The day's first moment, in epoch milliseconds by the browser's clock. */
export const getStart = (day: string): number => new Date(`${day}T00:00`).getTime();

/** By the calendar: not each day has 24 hours. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T12:00`);
  date.setDate(date.getDate() + count);
  return toDay(date);
}
