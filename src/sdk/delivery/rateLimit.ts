/** How many events of the page's own are taken in: so many at once, and so many each second from then on. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * Cuts a loop of the page's that has run away.
 * @returns Whether an event of that time, in epoch milliseconds, is to be taken in.
 */
export function createRateLimit({ burst, perSecond }: RateLimit): (at: number) => boolean {
  let left = burst;
  let last = Number.POSITIVE_INFINITY;
  return (at) => {
    // A clock that goes back gives nothing, and takes nothing.
    left = Math.min(burst, left + (Math.max(at - last, 0) / 1_000) * perSecond);
    last = at;
    const isTaken = left >= 1;
    if (isTaken) left--;
    return isTaken;
  };
}
