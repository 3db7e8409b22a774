import { expectThat } from "./expectThat.ts";
import { gammaCdf, gammaTail } from "./gamma.ts";

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Of the gamma function at 1/2. */
const LOG_ROOT_PI = 0.5 * Math.log(Math.PI);
const STEPS = 50;

/** The standard normal density. */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / ROOT_TWO_PI;

/** The probability that a standard normal number is above `x`. SOURCE: NIST DLMF 7.11.2, erfc(x) = Q(1/2, x²). */
export const normalTail = (x: number): number =>
  x < 0
    ? 0.5 + 0.5 * gammaCdf(0.5, 0.5 * x * x, LOG_ROOT_PI)
    : 0.5 * gammaTail(0.5, 0.5 * x * x, LOG_ROOT_PI);

/** The probability that a standard normal number is at most `x`. */
export const normalCdf = (x: number): number => normalTail(-x);

/**
 * The number that a standard normal one exceeds with probability `tail`, for a tail from 0 to 1, both left out.
 * Newton's method on the tail's logarithm. That is concave, and the tail is at most exp(-x²/2) / 2, so that it comes
 * down to the root from where it starts.
 */
export function normalUpperQuantile(tail: number): number {
  expectThat(tail > 0 && tail < 1, "normalUpperQuantile: tail", tail, "a number between 0 and 1");
  if (tail > 0.5) return -normalUpperQuantile(1 - tail);
  let x = Math.sqrt(-2 * Math.log(2 * tail));
  for (let step = 0; step < STEPS; step++) {
    const p = normalTail(x);
    const next = x + (Math.log(p / tail) * p) / normalDensity(x);
    if (!(Math.abs(next - x) > 4 * Number.EPSILON * x)) return next;
    x = next;
  }
  return x;
}

/** The number that a standard normal one is below with probability `p`: 1.959963... for 0.975. */
export const normalQuantile = (p: number): number => -normalUpperQuantile(p);

/** How many standard errors an interval goes to each side: 1.959963... for a level of 0.95. */
export const getCritical = (level: number): number => normalUpperQuantile((1 - level) / 2);
