import type { Clock, Undo } from "../ports.ts";
import { isPaused, type Pause } from "./backoff.ts";

/** The next flush. */
export interface FlushTimer {
  /** Comes in `wait` milliseconds, or as soon as the pause has ended; what is due earlier stands. */
  set(wait: number): void;
  /** None comes any more. */
  stop: Undo;
}

export function createFlushTimer(clock: Clock, getPause: () => Pause, flush: () => void): FlushTimer {
  /** By the clock as it was then; 0: nothing is due. */
  let due = 0;
  let isStopped = false;
  let undo: Undo | undefined;
  return {
    set(wait) {
      const now = clock.now();
      const pause = getPause();
      const span = Math.max(wait, isPaused(pause, now) ? pause.until - now : 0);
      if (isStopped || (due && now + span >= due)) return;
      undo?.();
      due = now + span;
      // No date: a clock that is set back by an hour makes nobody wait for that hour.
      undo = clock.after(span, () => {
        due = 0;
        flush();
      });
    },
    stop() {
      isStopped = true;
      undo?.();
    },
  };
}
