/** So much may come all the time, and so much at once after a pause. */
export interface RateOptions {
  readonly perSecond: number;
  readonly burst: number;
}

/** One of those that have to have something left. */
export interface Share {
  readonly name: string;
  readonly rate: RateOptions;
}

export interface RateLimit {
  /**
   * Takes `count` of this name from what it has left.
   * @returns the seconds after which it would have them, where it has not; 0 where it has.
   */
  take(name: string, count: number, options: RateOptions): number;
  /** The same of several: from all of them, or from none. */
  takeAll(shares: readonly Share[], count: number): number;
  /** Gives back what was taken for nothing. */
  giveAll(shares: readonly Share[], count: number): void;
  /** How much a name has left. */
  getLeft(share: Share): number;
  /** Names that have not all that they may have. */
  size(): number;
}

interface Bucket {
  left: number;
  at: number;
  readonly rate: RateOptions;
}

/** Milliseconds between two looks for buckets that are full again: those say nothing and are forgotten. */
const SWEEP = 10_000;

/** A bucket a name, that fills as time goes by. @param now Epoch milliseconds. */
export function createRateLimit(now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();
  let swept = now();

  function fill({ name, rate }: Share, at: number): Bucket {
    const { left, at: since } = buckets.get(name) ?? { left: rate.burst, at };
    // A clock that goes back fills nothing.
    const filled = left + (Math.max(0, at - since) / 1000) * rate.perSecond;
    return { left: Math.min(rate.burst, filled), at, rate };
  }

  function sweep(at: number): void {
    if (Math.abs(at - swept) < SWEEP) return;
    swept = at;
    for (const [name, { rate }] of buckets) {
      if (fill({ name, rate }, at).left >= rate.burst) buckets.delete(name);
    }
  }

  function takeAll(shares: readonly Share[], count: number): number {
    const at = now();
    sweep(at);
    const filled = shares.map((share) => ({ share, bucket: fill(share, at) }));
    for (const { share, bucket } of filled) buckets.set(share.name, bucket);
    const waits = filled.map(({ bucket }) => getWait(bucket, count));
    const wait = Math.max(0, ...waits);
    if (wait === 0) for (const { bucket } of filled) bucket.left -= getWanted(bucket, count);
    return wait;
  }

  return {
    take: (name, count, rate) => takeAll([{ name, rate }], count),
    takeAll,
    giveAll(shares, count) {
      for (const { name, rate } of shares) {
        const bucket = buckets.get(name);
        if (bucket) bucket.left = Math.min(rate.burst, bucket.left + getWanted(bucket, count));
      }
    },
    getLeft: (share) => fill(share, now()).left,
    size: () => buckets.size,
  };
}

/** What is larger than the whole bucket goes once it is full: it would wait for ever. */
const getWanted = ({ rate }: Bucket, count: number): number => Math.min(count, rate.burst);

function getWait(bucket: Bucket, count: number): number {
  const missing = getWanted(bucket, count) - bucket.left;
  return missing <= 0 ? 0 : Math.ceil(missing / bucket.rate.perSecond);
}
