/** Days and weeks of the user's own calendar, over daylight-saving changes. */
export interface Calendar {
  /** Days from 1970-01-01 to the one that is there at a moment. `zone` is an IANA time zone. */
  getDay(at: number, zone: string): number;
  /** The moment at which a day starts, in epoch milliseconds. */
  getStart(day: number, zone: string): number;
}

export const DAY_MS = 86_400_000;

/** The week of a day, from Monday; 1970-01-01 was a Thursday. */
export const getWeek = (day: number): number => Math.floor((day + 3) / 7);
/** The Monday of a week. */
export const getMonday = (week: number): number => week * 7 - 3;

export function createCalendar(): Calendar {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const offsets = new Map<string, number>();

  /** Milliseconds by which the zone's clocks are ahead of UTC, asked of the browser: some microseconds. */
  function ask(at: number, zone: string): number {
    const format = formats.get(zone) ?? createFormat(zone);
    formats.set(zone, format);
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
    const { year, month, day, hour, minute, second } = parts;
    const local = Date.UTC(year!, month! - 1, day, hour, minute, second);
    return local - Math.floor(at / 1000) * 1000;
  }

  /** At the start of a UTC day: asked once. */
  function atMidnight(day: number, zone: string): number {
    const key = `${zone} ${day}`;
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const offset = ask(day * DAY_MS, zone);
    offsets.set(key, offset);
    return offset;
  }

  /** Where both ends of a UTC day agree, so does what lies between; only on the few others is the moment asked for. */
  function getOffset(at: number, zone: string): number {
    if (zone === "UTC") return 0;
    const day = Math.floor(at / DAY_MS);
    const before = atMidnight(day, zone);
    return before === atMidnight(day + 1, zone) ? before : ask(at, zone);
  }

  return {
    getDay: (at, zone) => Math.floor((at + getOffset(at, zone)) / DAY_MS),
    getStart(day, zone) {
      const guess = day * DAY_MS - getOffset(day * DAY_MS, zone);
      return day * DAY_MS - getOffset(guess, zone);
    },
  };
}

const createFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
