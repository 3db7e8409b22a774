import type { Clock } from "../../src/sdk/ports.ts";

export interface VirtualClock extends Clock {
  /** Lets time pass: whoever wakes in it wakes in order, and what follows from that is done before the next. */
  advance(ms: number): Promise<void>;
  /** Sets the clock by so much; no time passes. */
  shift(ms: number): void;
  /** How many sleep. */
  sleepers(): number;
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createVirtualClock(start = Date.UTC(2026, 0, 5, 9)): VirtualClock {
  const sleepers = new Set<{ at: number; readonly run: () => void; readonly isSpan: boolean }>();
  let time = start;
  const sleep = (at: number, run: () => void, isSpan: boolean) => {
    const sleeper = { at, run, isSpan };
    sleepers.add(sleeper);
    return () => void sleepers.delete(sleeper);
  };
  return {
    now: () => time,
    wake: (at, run) => sleep(at, run, false),
    after: (ms, run) => sleep(time + ms, run, true),
    async advance(ms) {
      const end = time + ms;
      for (;;) {
        await settle();
        const [next] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        sleepers.delete(next);
        time = Math.max(time, next.at);
        next.run();
      }
      time = end;
    },
    shift(ms) {
      time += ms;
      for (const sleeper of sleepers) if (sleeper.isSpan) sleeper.at += ms;
    },
    sleepers: () => sleepers.size,
  };
}
