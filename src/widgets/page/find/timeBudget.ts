/** Keeps work to a share of the time, however often there is reason for it. */
export interface TimeBudget {
  /** Does the work, and counts what it took. */
  spend(work: () => void): void;
  /** Milliseconds until there is time for more. */
  wait(): number;
}

/** What may be spent at once after a rest, in milliseconds: what happens now and then never waits. */
const SAVINGS = 20;
/** However much was spent, it waits no longer than this, in milliseconds. */
const LONGEST = 1000;

/**
 * @param now in milliseconds, the finer the better.
 * @param share one part in so many of the time.
 */
export const createTimeBudget = (now: () => number, share: number): TimeBudget => {
  let left = SAVINGS;
  let at = now();
  const save = () => {
    left = Math.min(SAVINGS, left + (now() - at) / share);
    at = now();
  };
  return {
    spend(work) {
      save();
      work();
      left -= now() - at;
      at = now();
    },
    wait() {
      save();
      return Math.min(LONGEST, Math.max(0, -left * share));
    },
  };
};
