const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on the terms below leave less than the last digit of a number. */
const LARGE = 15;
/** B(2k) / (2k (2k - 1)) for k = 1, 2, ...: the terms of Stirling's series. */
const TERMS = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360];
const TINY = 1e-300;
const STEPS = 100_000;

/** What Stirling's formula lacks at `x`, from 15 on. SOURCE: NIST DLMF 5.11.1. */
const getCorrection = (x: number): number => TERMS.reduceRight((sum, term) => sum / (x * x) + term, 0) / x;

/**
 * The logarithm of the gamma function, for `x` above 0; absolute error below 1e-13 up to 100, relative beyond.
 * SOURCE: NIST DLMF 5.11.1 (Stirling's series), below 15 after 5.5.1 (Γ(x + 1) = x Γ(x)).
 */
export function logGamma(x: number): number {
  let [up, product] = [x, 1];
  for (; up < LARGE; up++) product *= up;
  return (up - 0.5) * Math.log(up) - up + HALF_LOG_TWO_PI + getCorrection(up) - Math.log(product);
}

/** The logarithm of the beta function, for `a` and `b` above 0, also where one is so large that its logarithms cancel. */
export function logBeta(a: number, b: number): number {
  const [large, small] = a > b ? [a, b] : [b, a];
  if (large < LARGE) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const both = large + small;
  const fall = (0.5 - large) * Math.log1p(small / large) - small * Math.log(both) + small;
  return logGamma(small) + fall + getCorrection(large) - getCorrection(both);
}

/**
 * The regularised incomplete gamma function Q(a, x), its upper tail; 1 at 0, falling to 0.
 * SOURCE: NIST DLMF 8.7.1 (series for P = 1 - Q) below a + 1, and 8.9.2 (continued fraction) beyond, by Lentz's method.
 * @param a Above 0.
 * @param x From 0 on.
 * @param logOfA `logGamma(a)`, where the caller has it at hand.
 */
export function gammaTail(a: number, x: number, logOfA = logGamma(a)): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const factor = Math.exp(a * Math.log(x) - x - logOfA);
  return x < a + 1 ? 1 - factor * sumSeries(a, x) : factor * getFraction(a, x);
}

/** P(a, x), the lower part of the same. Small values keep their digits, which `1 - gammaTail` would not. */
export function gammaCdf(a: number, x: number, logOfA = logGamma(a)): number {
  if (x <= 0) return 0;
  if (x >= a + 1) return 1 - gammaTail(a, x, logOfA);
  return Math.exp(a * Math.log(x) - x - logOfA) * sumSeries(a, x);
}

function sumSeries(a: number, x: number): number {
  let [sum, term] = [1 / a, 1 / a];
  for (let n = 1; n < STEPS && Math.abs(term) > sum * Number.EPSILON * 0.1; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function getFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let [c, d] = [1 / TINY, 1 / b];
  let value = d;
  for (let n = 1; n < STEPS; n++) {
    const over = -n * (n - a);
    b += 2;
    d = 1 / (over * d + b || TINY);
    c = b + over / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return value;
}
