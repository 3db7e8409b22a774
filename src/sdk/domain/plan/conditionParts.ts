import type { Condition, TraitRef } from "./plan.ts";

/** The condition and all within it. */
export function* getParts(condition: Condition | undefined): Generator<Condition> {
  if (!condition) return;
  yield condition;
  if (condition.kind === "not") yield* getParts(condition.of);
  else if (condition.kind === "all" || condition.kind === "any")
    for (const part of condition.of) yield* getParts(part);
}

/** Keys of the counters that a condition asks, without its parts. */
export const getCounters = (condition: Condition): readonly string[] =>
  condition.kind === "event" ? [condition.counter] : condition.kind === "then" ? condition.counters : [];

/** The traits that a condition reads, without its parts. */
export const getTraits = (condition: Condition): readonly TraitRef[] => {
  if (condition.kind !== "trait") return [];
  return "than" in condition.test ? [condition, condition.test.than] : [condition];
};

/** The names under which a trait at this path may be known: its first one, and the whole as it is written. */
export const getTraitNames = ({ path }: Pick<TraitRef, "path">): readonly string[] =>
  path.length > 1 ? [path[0]!, path.join(".")] : path;
