/** A share that rises with time. */
export interface Curve {
  /** The times of its steps. */
  readonly at: readonly number[];
  /** From each of them on. */
  readonly share: readonly number[];
}

/** Shares that are closer than this are the same: what rounding leaves of 1 - 1/2. */
const TOLERANCE = Math.sqrt(Number.EPSILON);

/**
 * The first time by which a step curve has risen to a share. Where it stays at exactly that share for a while, the
 * middle of that while, as a median of an even number of values is; up to its last time, where it stays to its end.
 * SOURCE: the definition of `quantile` for `survfit` in R's package survival.
 * @returns `undefined` where the curve does not come so far.
 */
export function getTimeQuantile({ at, share }: Curve, wanted: number): number | undefined {
  const first = share.findIndex((one) => one > wanted - TOLERANCE);
  if (first < 0) return;
  const beyond = share.findIndex((one) => one >= wanted + TOLERANCE);
  return (at[first]! + at[beyond < 0 ? at.length - 1 : beyond]!) / 2;
}
