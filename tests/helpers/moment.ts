/** Moments as people say them: `2026-03-29 01:30`, on the clock of a place. */

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY = 86_400_000;

/** @param zone IANA time zone. */
export function sayMoment(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(at).replace(/:00$/, "");
}

/**
 * Epoch milliseconds; with a `Z` behind the words are UTC.
 * @throws where the clocks of the zone never show it, or show it twice.
 */
export function toMoment(words: string, zone: string): number {
  if (words.endsWith("Z")) return toUtc(words.slice(0, -1));
  const wanted = toUtc(words);
  const shows = (at: number): number => toUtc(sayMoment(at, zone));
  // Those that the zone has a day before and a day after; they differ where its clocks are moved in between.
  const offsets = new Set([wanted - DAY, wanted + DAY].map((at) => shows(at) - at));
  const found = [...offsets].map((offset) => wanted - offset).filter((at) => shows(at) === wanted);
  if (found.length !== 1) throw new Error(`The clocks of ${zone} show ${words} ${found.length} times`);
  return found[0]!;
}

const toUtc = (words: string): number => Date.parse(`${words.replace(" ", "T")}Z`);

/** The first moment from `now` on at which the clock shows this time, on that day of the week if one is given. */
export function nextMoment(weekday: string | undefined, time: string, now: number, zone: string): number {
  for (let days = 0; days <= 7; days++) {
    const [date] = sayMoment(now + days * DAY, zone).split(" ");
    const moment = toMoment(`${date} ${time}`, zone);
    const day = WEEKDAYS[new Date(date!).getUTCDay()];
    if (moment >= now && (weekday === undefined || weekday === day)) return moment;
  }
  throw new Error(`No such time: ${weekday} ${time}`);
}
