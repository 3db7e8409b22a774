import type { Calendar } from "./calendar.ts";

/** When, and by whose calendar, something is asked. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA time zone, or `LOCAL`: the user's own calendar. */
  readonly zone: string;
  readonly calendar: Calendar;
  /** The earliest later moment at which time alone may change an answer that was given. */
  wake: number;
}

/** Notes that an answer may change at `at` by itself. */
export function wakeAt(moment: Moment, at: number): void {
  if (at > moment.now && at < moment.wake) moment.wake = at;
}
