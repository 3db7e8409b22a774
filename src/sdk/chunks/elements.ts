/** What watches elements, loaded with the first plan that asks for some. Targets mean here what they mean in guides. */

import { findAll } from "../../widgets/page/find/target.ts";
import { createTreeObserver } from "../../widgets/page/find/treeObserver.ts";
import { type Finder, watchElements as watch } from "../browser/elements.ts";

type Given = Parameters<typeof watch>;

export const watchElements = (plans: Given[0], tell: Given[1], how: Omit<Given[2], "createFinder">): void =>
  watch(plans, tell, { ...how, createFinder });

export function createFinder(onChange: () => void): Finder {
  const roots = createTreeObserver(onChange);
  return { findAll: (target) => findAll(target, roots.watch), close: roots.rest };
}
