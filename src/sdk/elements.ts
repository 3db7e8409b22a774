/** What watches elements, loaded with the first plan that asks for some. Targets mean here what they mean in guides. */
import { createRoots } from "../widgets/roots.ts";
import { findAll } from "../widgets/target.ts";
import type { Finder } from "./browser/elements.ts";

export { watchElements } from "./browser/elements.ts";

export function createFinder(onChange: () => void): Finder {
  const roots = createRoots(onChange);
  return { findAll: (target) => findAll(target, roots.watch), close: roots.rest };
}
