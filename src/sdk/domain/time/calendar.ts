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

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
export interface Clocks {
  getOffset(at: number): number;
}

/** @param createClocks Those of an IANA time zone. */
export function createCalendar(createClocks: (zone: string) => Clocks): Calendar {
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

/** Without `Intl`, whose first use costs a page more than all that we do at the start. */
const HERE: Clocks = { getOffset: (at) => -60_000 * new Date(at).getTimezoneOffset() };

/** What stands in for a zone that is not known. */
export const UTC: Clocks = { getOffset: () => 0 };
