/** Work that is asked for again and again, and does not get in the way of what else there is to do. */
export interface Paced {
  /**
   * Runs the work as soon as it may again, but no sooner than in `wait` milliseconds. Asked while it runs, it runs once
   * more after it.
   * @param isUrgent Somebody waits: it gathers nothing, and rests only for as long as it took.
   */
  ask(isUrgent?: boolean): void;
  /** Nothing begins from now on; resolves once nothing is under way. */
  stop(): Promise<void>;
}

export interface PacedOptions {
  /** It has to take its own errors. */
  readonly work: () => Promise<void>;
  /** Milliseconds between the asking and the work, in which others may ask too. */
  readonly gather: number;
  /** The share of time that it may take: 0.05 lets 19 times its own length pass before it begins again. */
  readonly share: number;
  /** Milliseconds that it rests at the most, for who is looking: on a machine that is busy with other things all takes long. */
  readonly longest?: number;
}

/** Never two at once, and the longer it takes the more seldom. */
export function createPaced({
  work,
  gather,
  share,
  longest = Number.POSITIVE_INFINITY,
}: PacedOptions): Paced {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  let isUrgent = false;
  /** Milliseconds that it took the last time, and when it ended, by the process's clock. */
  let took = 0;
  let ended = 0;
  /** When it begins, by the same clock. */
  let planned = Number.POSITIVE_INFINITY;

  function plan(): void {
    if (isStopped || running || !isAsked) return;
    const now = performance.now();
    const rest = Math.min(longest, took / share - took);
    const at = isUrgent ? Math.max(now, ended + took) : Math.max(now + gather, ended + rest);
    if (at >= planned) return;
    planned = at;
    clearTimeout(timer);
    timer = setTimeout(begin, at - performance.now());
  }

  function begin(): void {
    planned = Number.POSITIVE_INFINITY;
    isAsked = false;
    isUrgent = false;
    const start = performance.now();
    running = work().finally(() => {
      ended = performance.now();
      took = ended - start;
      running = undefined;
      plan();
    });
  }

  return {
    ask(urgent = false) {
      isAsked = true;
      isUrgent ||= urgent;
      plan();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
