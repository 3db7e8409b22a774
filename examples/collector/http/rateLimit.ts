/** So much may come all the time, and so much at once after a pause. */
export interface RateOptions {
  readonly perSecond: number;
  readonly burst: number;
}

export interface RateLimit {
  /**
   * Takes `count` events of this name from what it has left.
   * @returns the seconds after which it would have them, where it has not; 0 where it has.
   */
  take(name: string, count: number, options: RateOptions): number;
}

interface Bucket {
  left: number;
  at: number;
}

/** A bucket a name, that fills as time goes by. @param now Epoch milliseconds. */
export function createRateLimit(now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(name, count, { perSecond, burst }) {
      const at = now();
      const bucket = buckets.get(name) ?? { left: burst, at };
      // A clock that goes back fills nothing.
      const filled = bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond;
      const left = Math.min(burst, filled);
      // What is larger than the whole bucket goes once it is full: it would wait for ever.
      const wanted = Math.min(count, burst);
      const isThere = left >= wanted;
      buckets.set(name, { left: isThere ? left - wanted : left, at });
      return isThere ? 0 : Math.ceil((wanted - left) / perSecond);
    },
  };
}
