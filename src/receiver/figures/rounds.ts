import type { Follower } from "./follower.ts";
import type { Holdings } from "./holdings.ts";

export interface RoundsOptions {
  readonly follower: Follower;
  readonly holdings: Holdings;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Something is another one than it was. */
  readonly onMade: () => void;
  readonly onError: (error: unknown) => void;
}

/** When the follower takes its steps, and when what it made is taken over. */
export interface Rounds {
  /** Something has changed. */
  ask(): void;
  /** Takes over what was made, unless that was done within the last second. */
  refresh(): Promise<void>;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
}

/** Milliseconds in which what comes is looked at together. */
const GATHER = 250;
/** While rows come, a step is followed by a rest of so many times its length: storing comes first. */
const REST = 3;
/** And of so many, where what is stored waits for the database already. */
const CROWDED_REST = 9;
/** Milliseconds that a small statement waits there. */
const CROWDED = 25;
const LONGEST_REST = 10_000;
/** Milliseconds after which rows no longer come: then nobody rests. */
const QUIET = 2_000;
/** Who follows may be gone: after so long another receiver looks. */
const LOOK_AGAIN = 45_000;
const RETRY = 5_000;
const FRESH = 1_000;

export function createRounds({ follower, holdings, now, onMade, onError }: RoundsOptions): Rounds {
  let timer: NodeJS.Timeout | undefined;
  let planned = Number.POSITIVE_INFINITY;
  /** Until when others come first, by the process's clock. */
  let restsUntil = 0;
  let running: Promise<void> | undefined;
  let refreshing: Promise<void> | undefined;
  let refreshed = Number.NEGATIVE_INFINITY;
  let asked = Number.NEGATIVE_INFINITY;
  let isAsked = false;
  let isStopped = false;

  function plan(wait: number): void {
    const at = Math.max(performance.now() + wait, restsUntil);
    if (isStopped || running || at >= planned) return;
    planned = at;
    arm();
  }

  function arm(): void {
    const left = planned - performance.now();
    clearTimeout(timer);
    timer = planned === restsUntil ? setTimeout(rouse, Math.min(left, QUIET)) : setTimeout(begin, left);
  }

  /** A rest ends before its time where nobody is there any more whom a step could hold up. */
  function rouse(): void {
    const now = performance.now();
    if (now < planned && now - asked < QUIET) arm();
    else begin();
  }

  function begin(): void {
    planned = Number.POSITIVE_INFINITY;
    restsUntil = 0;
    isAsked = false;
    running = run().then((wait) => {
      running = undefined;
      plan(wait);
    });
  }

  /** Resolves to the milliseconds until the next one. */
  async function run(): Promise<number> {
    const start = performance.now();
    try {
      const { hasMore, waited } = await follower.step();
      await refreshNow();
      const took = performance.now() - start;
      const isBusy = start - asked < QUIET;
      const rest = took * (waited > CROWDED ? CROWDED_REST : REST);
      restsUntil = isBusy ? performance.now() + Math.min(LONGEST_REST, Math.max(GATHER, rest)) : 0;
      if (hasMore || isAsked) return 0;
      const next = await follower.getNext();
      return next === undefined ? LOOK_AGAIN : Math.min(LOOK_AGAIN, Math.max(next - now(), 0) + 1_000);
    } catch (error) {
      onError(error);
      return RETRY;
    }
  }

  async function refreshNow(): Promise<void> {
    refreshing ??= holdings
      .refresh()
      .then((isNew) => {
        refreshed = performance.now();
        if (isNew) onMade();
      })
      .finally(() => {
        refreshing = undefined;
      });
    await refreshing;
  }

  return {
    ask() {
      asked = performance.now();
      isAsked = true;
      plan(GATHER);
    },
    async refresh() {
      if (refreshing || performance.now() - refreshed > FRESH) await refreshNow();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
      await refreshing?.catch(() => {});
    },
  };
}
