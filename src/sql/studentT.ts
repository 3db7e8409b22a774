import { studentTUpperQuantile } from "../insights/stats/studentT.ts";

const NODES = 16;

/**
 * Student's t quantile of two sides and 95 % in SQL, which has none: the logarithm of it is so smooth in 1 / df that a
 * polynomial through 16 points of it is right to nine digits, from one degree of freedom on.
 * SOURCE: Trefethen 2019, Approximation Theory and Approximation Practice, chapters 2 and 3 (points and coefficients).
 * @param df A column with degrees of freedom, from 1 on.
 */
export function createStudentT(df: string): string {
  const u = `(2 / ${df} - 1)`;
  const [highest, ...others] = COEFFICIENTS.toReversed();
  return `exp(${others.reduce((inner, coefficient) => `(${inner}) * ${u} + ${write(coefficient)}`, write(highest!))})`;
}

/** All warehouses read a number with a fraction so, and none takes it for one of few digits. */
const write = (number: number): string => `(${number.toExponential(16)})`;

/** Of the powers of u, where 1 / df is (u + 1) / 2. */
const COEFFICIENTS = toPowers(interpolate((u) => Math.log(studentTUpperQuantile(0.025, 2 / (u + 1)))));

/** The coefficients of Chebyshev polynomials, through as many points of a function on -1 to 1. */
function interpolate(of: (u: number) => number): number[] {
  const angles = Array.from({ length: NODES }, (_, k) => (Math.PI * (k + 0.5)) / NODES);
  const values = angles.map((angle) => of(Math.cos(angle)));
  return angles.map((_, j) => {
    const sum = values.reduce((all, value, k) => all + value * Math.cos(j * angles[k]!), 0);
    return (j === 0 ? 1 : 2) * (sum / NODES);
  });
}

/** The same function by the powers of u: each polynomial is 2u times the one before it, less the one before that. */
function toPowers(coefficients: readonly number[]): number[] {
  const powers = coefficients.map(() => 0);
  let [before, now] = [[0, 1], [1]];
  for (const [j, coefficient] of coefficients.entries()) {
    for (const [i, factor] of now.entries()) powers[i]! += coefficient * factor;
    const next = [0, ...now.map((factor) => (j === 0 ? 1 : 2) * factor)].map(
      (factor, i) => factor - (j === 0 ? 0 : (before[i] ?? 0)),
    );
    [before, now] = [now, next];
  }
  return powers;
}
