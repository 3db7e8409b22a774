import { DAY_MS } from "./spans.ts";
import { LOCAL } from "./zone.ts";

/** Days and weeks of the user's own calendar, over daylight-saving changes. */
export interface Calendar {
  /** Days from 1970-01-01 to the one that is there at a moment. `zone` is an IANA time zone, or `LOCAL`. */
  getDay(at: number, zone: string): number;
  /** What the clock on the wall shows there at a moment, in milliseconds from midnight. */
  getTime(at: number, zone: string): number;
  /** The moment at which the clocks of that day show `time`, midnight by default, in epoch milliseconds. */
  getStart(day: number, zone: string, time?: number): number;
}

/** The week of a day, from Monday; 1970-01-01 was a Thursday. */
export const getWeek = (day: number): number => Math.floor((day + 3) / 7);
/** The Monday of a week. */
export const getMonday = (week: number): number => week * 7 - 3;

export function createCalendar(): Calendar {
  const zones = new Map<string, Clocks>();

  function getClocks(zone: string): Clocks {
    const known = zones.get(zone);
    if (known) return known;
    const clocks = zone === LOCAL ? HERE : createClocks(zone);
    zones.set(zone, clocks);
    return clocks;
  }

  const getLocal = (at: number, zone: string): number => at + getClocks(zone).getOffset(at);

  return {
    getDay: (at, zone) => Math.floor(getLocal(at, zone) / DAY_MS),
    getTime(at, zone) {
      const local = getLocal(at, zone);
      return local - Math.floor(local / DAY_MS) * DAY_MS;
    },
    getStart(day, zone, time = 0) {
      const local = day * DAY_MS + time;
      const { getOffset } = getClocks(zone);
      // Where clocks are changed in that very hour there are two readings; the later one is past the change.
      const [one, other] = [local - getOffset(local - DAY_MS), local - getOffset(local + DAY_MS)] as const;
      if (one === other) return one;
      const fits = [one, other].filter((at) => at + getOffset(at) === local);
      return fits.length > 0 ? Math.min(...fits) : Math.max(one, other);
    },
  };
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
interface Clocks {
  getOffset(at: number): number;
}

const UTC: Clocks = { getOffset: () => 0 };

/** Without `Intl`, whose first use costs a page more than all that we do at the start. */
const HERE: Clocks = { getOffset: (at) => -60_000 * new Date(at).getTimezoneOffset() };

/** A zone that this place does not know is UTC. */
function createClocks(zone: string): Clocks {
  const known = zone === "UTC" ? undefined : createFormat(zone);
  if (!known) return UTC;
  const format = known;
  const offsets = new Map<number, number>();

  /** Asked of the browser: some microseconds. */
  function ask(at: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
    const { year, month, day, hour, minute, second } = parts;
    const local = Date.UTC(year!, month! - 1, day, hour, minute, second);
    return local - Math.floor(at / 1000) * 1000;
  }

  /** At the start of a UTC day: asked once. */
  function atMidnight(day: number): number {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    const offset = ask(day * DAY_MS);
    offsets.set(day, offset);
    return offset;
  }

  return {
    // Where both ends of a UTC day agree, so does what lies between; only on the few others is the moment asked for.
    getOffset(at) {
      const day = Math.floor(at / DAY_MS);
      const before = atMidnight(day);
      return before === atMidnight(day + 1) ? before : ask(at);
    },
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = "numeric";
  const parts = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", { timeZone, hourCycle: "h23", ...parts });
  } catch {
    return undefined;
  }
}
