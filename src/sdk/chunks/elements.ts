/** What watches elements, loaded with the first plan that asks for some. Targets mean here what they mean in guides. */

import { findAll, hasWords, learnWords } from "../../widgets/page/find/candidates.ts";
import { createTreeObserver } from "../../widgets/page/find/treeObserver.ts";
import { type Finder, watchElements as watch } from "../browser/elements.ts";

type Given = Parameters<typeof watch>;

export async function watchElements(
  plans: Given[0],
  tell: Given[1],
  how: Omit<Given[2], "createFinder">,
): Promise<void> {
  if (plans.some(({ target }) => hasWords(target)))
    learnWords((await import("../../widgets/page/find/byWords.ts")).byWords);
  watch(plans, tell, { ...how, createFinder });
}

export function createFinder(onChange: () => void): Finder {
  const roots = createTreeObserver(onChange);
  return { findAll: (target) => findAll(target, roots.watch), close: roots.rest };
}
