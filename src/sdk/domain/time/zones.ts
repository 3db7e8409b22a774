import { type Clocks, UTC } from "./calendar.ts";
import { DAY_MS } from "./spans.ts";

/** A zone that this place does not know is UTC. */
export function createClocks(zone: string): Clocks {
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
