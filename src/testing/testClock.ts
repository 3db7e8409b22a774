import { DURATION, toMs } from "../sdk/config/durations.ts";
import { MilepostError } from "../sdk/errors.ts";
import type { Clock } from "../sdk/ports.ts";
import { flush } from "./flush.ts";

export interface TestClock extends Clock {
  /**
   * Lets time go by, and with it all that happens in it, in its order.
   * @param duration As in the config, `30s 10m 4h 3d 2w`, or in milliseconds.
   */
  advance(duration: string | number): Promise<void>;
}

/**
 * A clock that stands still until it is told to go.
 * @param start @default a Monday morning, `2026-01-05T09:00:00Z`
 */
export function createTestClock(start: string | number | Date = "2026-01-05T09:00:00Z"): TestClock {
  const sleepers = new Set<{ readonly at: number; readonly run: () => void }>();
  let time = new Date(start).getTime();
  if (Number.isNaN(time)) throw refuse("createClock", start, "a date");
  const wake: TestClock["wake"] = (at, run) => {
    const sleeper = { at, run };
    sleepers.add(sleeper);
    return () => sleepers.delete(sleeper);
  };
  return {
    now: () => time,
    wake,
    after: (ms, run) => wake(time + ms, run),
    async advance(duration) {
      const end = time + read(duration);
      for (;;) {
        await flush();
        const [next] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        sleepers.delete(next);
        time = Math.max(time, next.at);
        next.run();
      }
      time = end;
    },
  };
}

function read(duration: string | number): number {
  if (typeof duration === "number" && duration >= 0) return duration;
  if (typeof duration === "string" && DURATION.test(duration)) return toMs(duration);
  throw refuse("advance", duration, 'a duration like "3d"');
}

const refuse = (call: string, found: unknown, expected: string): MilepostError =>
  new MilepostError("call-invalid", `${call}: found ${JSON.stringify(found)}, expected ${expected}`);
