import { withoutPrototype } from "../lib/withoutPrototype.ts";
import type { Features } from "./transition.ts";

/** What an engine is given where its plan asks for it: fills some of the holes. */
export type Feature = { readonly [K in keyof Features]?: Features[K] };

/** All of them as one; what none of them has is left out, whatever a page has put on `Object.prototype`. */
export function joinFeatures(features: readonly Feature[]): Features {
  const join = <K extends "conditions" | "tests" | "counting">(hole: K): Features[K] =>
    Object.assign({}, ...features.map((feature) => feature[hole]));
  const joined = { conditions: join("conditions"), tests: join("tests"), counting: join("counting") };
  return withoutPrototype(Object.assign({}, ...features, joined));
}
