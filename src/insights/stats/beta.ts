import { logBeta } from "./gamma.ts";

const TINY = 1e-300;
const STEPS = 100_000;

/**
 * The regularised incomplete beta function I(x; a, b); 0 at 0, 1 at 1.
 * SOURCE: NIST DLMF 8.17.22 (continued fraction) by Lentz's method, and 8.17.4 (I(x; a, b) = 1 - I(1 - x; b, a)) on the
 * side where the fraction is slow.
 * @param x From 0 to 1.
 * @param a Above 0.
 * @param b Above 0.
 * @param y `1 - x`, where the caller has it with more digits than a subtraction leaves.
 */
export function betaCdf(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(y, b, a, x);
  const [logX, logY] = [x < 0.5 ? Math.log(x) : Math.log1p(-y), y < 0.5 ? Math.log(y) : Math.log1p(-x)];
  return (Math.exp(a * logX + b * logY - logBeta(a, b)) / a) * getFraction(x, a, b);
}

function getFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY);
  let value = d;
  for (let m = 1; m < STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const over of [even, odd]) {
      d = 1 / (1 + over * d || TINY);
      c = 1 + over / c || TINY;
      change = c * d;
      value *= change;
    }
    if (Math.abs(change - 1) < Number.EPSILON) break;
  }
  return value;
}
