import { expectThat } from "./expectThat.ts";
import { gammaTail } from "./gamma.ts";

/**
 * The probability that a chi-square number is above `x`: the p-value of a chi-square statistic.
 * SOURCE: Abramowitz and Stegun 1964, 26.4.19: Q(df / 2, x / 2).
 * @param df Degrees of freedom, above 0.
 */
export function chiSquareTail(x: number, df: number): number {
  expectThat(df > 0, "chiSquareTail: df", df, "a number above 0");
  return gammaTail(df / 2, x / 2);
}
