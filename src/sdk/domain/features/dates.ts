import { isDay, toEpoch } from "../conditions/values.ts";
import type { Feature } from "../engine/feature.ts";
import type { FromNow } from "../plan/plan.ts";
import { type Moment, wakeAt } from "../state/moment.ts";

/** Compares dates with each other and with now. */
export const dates = {
  tests: {
    before: (wanted, value, moment) => toEpoch(value, moment) < toLimit(wanted, moment, value),
    after: (wanted, value, moment) => toEpoch(value, moment) >= toLimit(wanted, moment, value),
    inNext: (wanted, value, moment) =>
      isBetween(toEpoch(value, moment) - wanted, getEnd(value, moment), moment),
    inLast: (wanted, value, moment) =>
      isBetween(toEpoch(value, moment), getEnd(value, moment) + wanted, moment),
  },
} satisfies Feature;

/** What a date is compared with: it may be so many days, or milliseconds, from now. */
function toLimit(wanted: string | number | FromNow, moment: Moment, value: unknown): number {
  if (typeof wanted !== "object") return toEpoch(wanted, moment);
  const { now, zone, calendar } = moment;
  const { days, ms = 0 }: { readonly days?: number; readonly ms?: number } = wanted;
  const today = calendar.getDay(now, zone);
  wakeAt(moment, days === undefined ? toEpoch(value, moment) - ms + 1 : calendar.getStart(today + 1, zone));
  return days === undefined ? now + ms : calendar.getStart(today + days, zone);
}

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
