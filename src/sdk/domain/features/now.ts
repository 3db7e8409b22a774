import { NEVER } from "../conditions/counters.ts";
import { passes } from "../conditions/values.ts";
import type { Feature } from "../engine/feature.ts";
import type { NowPart, Test } from "../plan/plan.ts";
import { type Moment, wakeAt } from "../state/moment.ts";
import { DAY_MS } from "../time/spans.ts";

/** Asks the user's own clock and calendar. */
export const now = {
  conditions: {
    now: ({ part, test }, context) => (passesNow(part, test, context) ? context.now : NEVER),
  },
} satisfies Feature;

const WEEKDAYS = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"] as const;

/**
 * Does the user's own clock and calendar pass? A date is `2026-12-24`, a weekday `mon`, a time `09:30`; `before` and
 * `after` compare dates and times as they read, `after` counting the moment itself.
 */
function passesNow(part: NowPart, test: Test, moment: Moment): boolean {
  const { now, zone, calendar } = moment;
  const day = calendar.getDay(now, zone);
  const value = readNow(part, moment);
  wakeAt(moment, calendar.getStart(day + 1, zone));
  if (part === "time") for (const time of toList(test.value)) wakeAt(moment, getAlarm(time, day, moment));
  if (test.op === "before") return value < `${test.value}`;
  if (test.op === "after") return value >= `${test.value}`;
  return passes(test, value, moment);
}

/** What the user's clock or calendar shows. */
export function readNow(part: NowPart, { now, zone, calendar }: Moment): string {
  const day = calendar.getDay(now, zone);
  if (part === "date") return new Date(day * DAY_MS).toISOString().slice(0, 10);
  return part === "time" ? toTime(calendar.getTime(now, zone)) : WEEKDAYS[((day % 7) + 7) % 7]!;
}

const toList = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

/** When the clocks of that day show a time; NaN, at which nothing wakes, for what is no time. */
function getAlarm(time: string, day: number, { calendar, zone }: Moment): number {
  const ms = toMs(time);
  return Number.isNaN(ms) ? ms : calendar.getStart(day, zone, ms);
}

function toMs(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours! * 60 + (minutes ?? 0)) * 60_000;
}

function toTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, "0")).join(":");
}
