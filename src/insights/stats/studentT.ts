import { betaCdf } from "./beta.ts";
import { expectThat } from "./expectThat.ts";
import { findRoot } from "./findRoot.ts";
import { normalTail, normalUpperQuantile } from "./normal.ts";

/**
 * The probability that a number of Student's t distribution is above `t`.
 * SOURCE: Abramowitz and Stegun 1964, 26.7.1: for t from 0 on it is I(df / (df + t²); df / 2, 1 / 2) / 2.
 * @param df Degrees of freedom: above 0, not only whole numbers; `Infinity` is the normal distribution.
 */
export function studentTTail(t: number, df: number): number {
  expectThat(df > 0, "studentTTail: df", df, "a number above 0");
  if (df === Number.POSITIVE_INFINITY) return normalTail(t);
  if (t < 0) return 1 - studentTTail(-t, df);
  const square = t * t;
  return 0.5 * betaCdf(df / (df + square), df / 2, 0.5, square / (df + square));
}

/** The number that one of Student's t distribution exceeds with probability `tail`, for a tail from 0 to 1, both left out. */
export function studentTUpperQuantile(tail: number, df: number): number {
  expectThat(tail > 0 && tail < 1, "studentTUpperQuantile: tail", tail, "a number between 0 and 1");
  expectThat(df > 0, "studentTUpperQuantile: df", df, "a number above 0");
  if (df === Number.POSITIVE_INFINITY) return normalUpperQuantile(tail);
  if (tail > 0.5) return -studentTUpperQuantile(1 - tail, df);
  // Tails are as long as powers: along sinh(s) their logarithm is nearly a line.
  const miss = (s: number): number => Math.log(studentTTail(Math.sinh(s), df) / tail);
  let top = 1;
  while (miss(top) > 0) top *= 2;
  return Math.sinh(findRoot(miss, 0, top));
}
