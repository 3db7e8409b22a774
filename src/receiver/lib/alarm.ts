/** Calls back at a moment that may be moved to an earlier one. Nothing runs before it. */
export interface Alarm {
  /** Not later than at `due`, in epoch milliseconds. */
  set(due: number): void;
  /** Reads the clock anew, and calls back where the moment has come: a clock may have been moved. */
  check(): void;
  /** Forgets the moment that was set. */
  clear(): void;
}

export interface AlarmOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onDue: () => void;
}

/** A machine may sleep, and timers are late then: the clock is read anew at least so often, in milliseconds. */
const LONGEST_SLEEP = 12 * 3_600_000;

export function createAlarm({ now, onDue }: AlarmOptions): Alarm {
  let due = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function check(): void {
    clearTimeout(timer);
    if (due === Number.POSITIVE_INFINITY) return;
    const left = due - now();
    if (left <= 0) {
      due = Number.POSITIVE_INFINITY;
      onDue();
    } else timer = setTimeout(check, Math.min(left, LONGEST_SLEEP));
  }

  return {
    check,
    set(at) {
      due = Math.min(due, at);
      check();
    },
    clear() {
      due = Number.POSITIVE_INFINITY;
      clearTimeout(timer);
    },
  };
}
