import { expectThat, isShare } from "./expectThat.ts";

/**
 * p-values of many tests, adjusted: take those at or below 0.05, and on average at most 5 % of what was taken is nothing.
 * SOURCE: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289-300; as adjusted p-values
 * those of R's `p.adjust` with `BH`. It holds for tests that are independent or positively dependent.
 * @param p In any order, each from 0 to 1.
 * @returns The adjusted ones in the same order.
 * @throws RangeError where one is not from 0 to 1.
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  for (const one of p) expectThat(isShare(one), "benjaminiHochberg: p", one, "a number from 0 to 1");
  const adjusted = [...p];
  let least = 1;
  const falling = [...p.entries()].sort(([, a], [, b]) => b - a);
  for (const [i, [place, one]] of falling.entries()) {
    least = Math.min(least, one * (p.length / (p.length - i)));
    adjusted[place] = least;
  }
  return adjusted;
}
