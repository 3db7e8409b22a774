import { murmur3 } from "../sdk/domain/lib/hash.ts";
import { toJson } from "../sdk/domain/lib/json.ts";
import { createRandom } from "../testing/createRandom.ts";

/** Seeded draws, each by its own name: what one person draws shifts nothing of what another one does. */
export interface Lots {
  /** An even number in [0, 1), always the same for the same names. */
  draw(...names: readonly string[]): number;
  /** A stream of its own for these names. */
  stream(...names: readonly string[]): Stream;
}

/** Draws one after the other. */
export interface Stream {
  /** An even number in [0, 1). */
  next(): number;
  /** Is it so, with this chance? */
  is(chance: number): boolean;
  /** An even number in [from, to). */
  between(from: number, to: number): number;
  /** An exponential span with this mean. */
  span(mean: number): number;
  /** One of these, by their weights. */
  pick<T extends string>(weights: Readonly<Record<T, number>>): T;
}

export const createLots = (seed: number): Lots => ({
  draw: (...names) => murmur3(toJson(names), seed) / 2 ** 32,
  stream: (...names) => createStream(murmur3(toJson(["stream", ...names]), seed)),
});

function createStream(seed: number): Stream {
  const next = createRandom(seed);
  return {
    next,
    is: (chance) => next() < chance,
    between: (from, to) => from + next() * (to - from),
    span: (mean) => -Math.log(1 - next()) * mean,
    pick<T extends string>(weights: Readonly<Record<T, number>>): T {
      const names = Object.keys(weights) as T[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      return names.find((name) => (left -= weights[name]) < 0) ?? names[names.length - 1]!;
    },
  };
}
