import { findRoot } from "./findRoot.ts";
import { normalCdf, normalDensity, normalUpperQuantile } from "./normal.ts";

/** How much of the error may be made before the end: 3 of 5 in a hundred. What is left makes the end a little wider. */
const ON_THE_WAY = 0.6;
/** Images in the mirrors at both boundaries: the fourth is 19 standard deviations away. */
const IMAGES = [-3, -2, -1, 0, 1, 2, 3];
/** A last look so little beyond the planned end is at the end. */
const ON_TIME = 1e-3;
/** For Simpson's rule, even. */
const PANELS = 200;
/** Beyond so many standard deviations nothing is left that counts. */
const CERTAIN = 8;

/** Critical values of an estimate that is looked at as often as one likes until its planned end. */
export interface SequentialBoundary {
  /** Standard errors to each side before the end, at a fraction of the planned information above 0 and below 1. */
  getUnderway(fraction: number): number;
  /** Standard errors to each side at the end: at the first look with a fraction of 1 or more. */
  getFinal(fraction: number): number;
}

/**
 * An estimate over its standard error, times the root of the information fraction t, moves like a Brownian motion W(t)
 * from 0 to 1. Before the end the boundary of W is constant: O'Brien and Fleming's, whose error up to the end is
 * 4 (1 - Φ(b)). Here b is that of 3/5 of the error. At the end W(1) is held against a smaller c, so that both together
 * err as often as the level says. With 95 %: b = 2.43, c = 2.00.
 * SOURCE: O'Brien and Fleming 1979, Biometrics 35:549-556; Lan and DeMets 1983, Biometrika 70:659-663 (error spent by
 * information); the joint probability by the reflection principle: Billingsley 1999, Convergence of Probability
 * Measures, 2nd ed., 9.
 */
export function getSequentialBoundary(level: number): SequentialBoundary {
  const known = BOUNDARIES.get(level) ?? createBoundary(level);
  BOUNDARIES.set(level, known);
  return known;
}

/** By level: each is a constant of it, and takes a search for a root. There are as many as levels in use, a handful. */
const BOUNDARIES = new Map<number, SequentialBoundary>();

function createBoundary(level: number): SequentialBoundary {
  const error = 1 - level;
  const bound = normalUpperQuantile((ON_THE_WAY * error) / 4);
  let onTime: number | undefined;

  function findFinal(fraction: number): number {
    return findRoot(
      (critical) => getInside(bound, critical, fraction) - level,
      normalUpperQuantile(error / 2),
      bound + 1,
    );
  }

  return {
    getUnderway: (fraction) => bound / Math.sqrt(fraction),
    getFinal(fraction) {
      if (fraction - 1 >= ON_TIME) return findFinal(fraction);
      onTime ??= findFinal(1);
      return onTime;
    },
  };
}

/** The probability that W stays between -bound and bound up to 1, and is at most `critical` standard deviations off at `end`. */
function getInside(bound: number, critical: number, end: number): number {
  const edge = critical * Math.sqrt(end);
  if (end === 1) {
    const cut = Math.min(edge, bound);
    return sumImages((centre) => normalCdf(cut - centre) - normalCdf(-cut - centre), bound);
  }
  const spread = Math.sqrt(end - 1);
  const isBelow = (distance: number): number => {
    const z = distance / spread;
    return z > CERTAIN ? 1 : z < -CERTAIN ? 0 : normalCdf(z);
  };
  const stays = (x: number): number => isBelow(edge - x) - isBelow(-edge - x);
  const integrand = (x: number): number => stays(x) * sumImages((centre) => normalDensity(x - centre), bound);
  // Both sides are alike.
  return 2 * integrate(integrand, 0, bound);
}

/** By reflection: what starts in mirror images of 0 counts by turns for and against. */
const sumImages = (of: (centre: number) => number, bound: number): number =>
  IMAGES.reduce((sum, k) => sum + (k % 2 === 0 ? 1 : -1) * of(2 * k * bound), 0);

/** Simpson's rule. */
function integrate(f: (x: number) => number, from: number, to: number): number {
  const width = (to - from) / PANELS;
  let sum = f(from) + f(to);
  for (let i = 1; i < PANELS; i++) sum += (i % 2 === 0 ? 2 : 4) * f(from + i * width);
  return (sum * width) / 3;
}
