/** Work that is asked for again and again, and does not get in the way of what else there is to do. */
export interface Paced {
  /**
   * Runs the work as soon as it may again, but no sooner than in `wait` milliseconds. Asked while it runs, it runs once
   * more after it.
   * @param wait The `gather` of the options where it is left out.
   */
  ask(wait?: number): void;
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
}

/** Never two at once, and the longer it takes the more seldom. */
export function createPaced({ work, gather, share }: PacedOptions): Paced {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  /** Milliseconds of the process's clock. */
  let free = 0;
  /** When it begins, by the same clock. */
  let planned = Number.POSITIVE_INFINITY;

  function plan(wait = gather): void {
    if (isStopped || running || !isAsked) return;
    const at = Math.max(performance.now() + wait, free);
    if (at >= planned) return;
    planned = at;
    clearTimeout(timer);
    timer = setTimeout(begin, at - performance.now());
  }

  function begin(): void {
    planned = Number.POSITIVE_INFINITY;
    isAsked = false;
    const start = performance.now();
    running = work().finally(() => {
      const took = performance.now() - start;
      free = performance.now() + took / share - took;
      running = undefined;
      plan();
    });
  }

  return {
    ask(wait) {
      isAsked = true;
      plan(wait);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
