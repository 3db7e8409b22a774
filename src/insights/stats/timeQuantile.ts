/** A share that rises with time. */
export type Curve = ReadonlyArray<{ readonly at: number; readonly share: number }>;

/** Shares that are closer than this are the same: what rounding leaves of 1 - 1/2. */
const TOLERANCE = Math.sqrt(Number.EPSILON);

/**
 * The first time by which a step curve has risen to a share. Where it stays at exactly that share for a while, the
 * middle of that while, as a median of an even number of values is; up to its last time, where it stays to its end.
 * SOURCE: the definition of `quantile` for `survfit` in R's package survival.
 * @returns `undefined` where the curve does not come so far.
 */
export function getTimeQuantile(curve: Curve, share: number): number | undefined {
  const first = curve.find((step) => step.share > share - TOLERANCE);
  if (!first) return;
  const beyond = curve.find((step) => step.share >= share + TOLERANCE) ?? curve.at(-1)!;
  return (first.at + beyond.at) / 2;
}
