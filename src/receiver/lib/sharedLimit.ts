import { createRateLimit, type RateOptions, type Share } from "./rateLimit.ts";

/** A share by a name that its sender is told. */
export interface Allotment extends Share {
  readonly label: string;
  /** Whether it is one for all receivers of a database. */
  readonly isShared: boolean;
}

/** What somebody was given of what all receivers have, and what is left there. */
export interface Portion {
  readonly granted: number;
  readonly left: number;
}

/** Takes so much of what all receivers have of a share, or what there is of it. */
export type Lease = (share: Share, wanted: number) => Promise<Portion>;

export interface SharedLimit {
  /**
   * Takes `count` from each of them, or from none.
   * @returns the seconds after which all would have that, where one has not; 0 where they have.
   */
  takeAll(shares: readonly Allotment[], count: number): Promise<number>;
  /** Gives back what was taken for nothing. */
  giveAll(shares: readonly Allotment[], count: number): void;
  /**
   * The seconds for which it is known that it gives nothing, without a look at what is asked for; 0 where it may. Where
   * `isLarge`, as much is asked for as was refused last.
   */
  getSpent(share: Allotment, isLarge: boolean): number;
  /** How much one has left, as far as this receiver knows. */
  getLeft(share: Allotment): number;
}

export interface SharedLimitOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Left out where there is no other receiver: each share is this one's alone then. */
  readonly lease?: Lease | undefined;
}

/** Milliseconds that a portion lasts at the full rate: one lease in that time, however many batches come. */
const LASTS = 500;
/** Milliseconds after which a portion is void: what all have has filled up meanwhile. */
const VOID = 10_000;
/** Milliseconds without a lease after one that gave too little, or failed. */
const LEAST_REST = 250;
const LONGEST_REST = 1_000;

interface Purse {
  held: number;
  left: number;
  since: number;
  /** No lease before it. */
  rest: number;
  /** The last lease failed: this receiver counts by itself until the next one. */
  isAlone: boolean;
  leasing: Promise<void> | undefined;
}

/** Receivers of one database count what comes under a write key together, by portions that each has for a while. */
export function createSharedLimit({ now, lease }: SharedLimitOptions): SharedLimit {
  const own = createRateLimit(now);
  const purses = new Map<string, Purse>();
  /** By the name of a share: how much was refused last, and nothing given since. */
  const refused = new Map<string, number>();
  const isOwn = (share: Allotment): boolean =>
    lease === undefined || !share.isShared || purses.get(share.name)?.isAlone === true;

  function open({ name }: Share): Purse {
    const known = purses.get(name) ?? {
      held: 0,
      left: Number.POSITIVE_INFINITY,
      since: now(),
      rest: 0,
      isAlone: false,
      leasing: undefined,
    };
    purses.set(name, known);
    if (Math.abs(now() - known.since) > VOID) known.held = 0;
    return known;
  }

  async function fill(share: Share, purse: Purse, wanted: number): Promise<void> {
    try {
      const { granted, left } = await lease!(share, wanted);
      Object.assign(purse, { held: purse.held + granted, left, since: now(), isAlone: false });
      if (granted < wanted) purse.rest = now() + getRest(share.rate, wanted - granted);
    } catch {
      Object.assign(purse, { isAlone: true, rest: now() + LONGEST_REST });
    } finally {
      purse.leasing = undefined;
    }
  }

  /** Resolves once it has so much, or will not soon. */
  async function provide(share: Allotment, count: number): Promise<void> {
    if (lease === undefined || !share.isShared) return;
    const portion = Math.max(1, (share.rate.perSecond * LASTS) / 1_000);
    for (;;) {
      const purse = open(share);
      const isShort = purse.held < count || purse.isAlone;
      if (!purse.leasing && (isShort || purse.held < portion / 2) && now() >= purse.rest)
        purse.leasing = fill(share, purse, Math.max(portion, count - purse.held));
      if (!isShort || !purse.leasing) return;
      await purse.leasing;
    }
  }

  /** Seconds. */
  const getWait = (share: Allotment, count: number): number => {
    const { held, left } = open(share);
    return held >= count ? 0 : Math.max(1, Math.ceil((count - held - left) / share.rate.perSecond));
  };

  async function takeAll(shares: readonly Allotment[], count: number): Promise<number> {
    const wanted = shares.map((share) => ({ share, count: Math.min(count, share.rate.burst) }));
    for (const { share, count } of wanted) await provide(share, count);
    const others = wanted.filter(({ share }) => !isOwn(share));
    const wait = Math.max(0, ...others.map(({ share, count }) => getWait(share, count)));
    if (wait > 0) return wait;
    const ownWait = own.takeAll(shares.filter(isOwn), count);
    if (ownWait === 0) for (const { share, count } of others) open(share).held -= count;
    return ownWait;
  }

  return {
    async takeAll(shares, count) {
      const wait = await takeAll(shares, count);
      for (const { name } of shares.filter(({ isShared }) => isShared))
        if (wait > 0) refused.set(name, count);
        else refused.delete(name);
      return wait;
    },
    giveAll(shares, count) {
      own.giveAll(shares.filter(isOwn), count);
      for (const share of shares.filter((one) => !isOwn(one)))
        open(share).held += Math.min(count, share.rate.burst);
    },
    getSpent(share, isLarge) {
      const { name, rate } = share;
      const needed = Math.min(rate.burst, isLarge ? (refused.get(name) ?? 1) : 1);
      if (isOwn(share)) return Math.ceil(Math.max(0, needed - own.getLeft(share)) / rate.perSecond);
      const { held, rest, leasing } = open(share);
      return held < needed && !leasing && now() < rest ? getWait(share, needed) : 0;
    },
    getLeft(share) {
      if (isOwn(share)) return own.getLeft(share);
      const { held, left } = open(share);
      return Math.min(share.rate.burst, held + left);
    },
  };
}

const getRest = ({ perSecond }: RateOptions, missing: number): number =>
  Math.min(LONGEST_REST, Math.max(LEAST_REST, (missing / perSecond) * 1_000));
