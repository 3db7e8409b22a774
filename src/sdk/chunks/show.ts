/** All that is needed once something may be to show: it loads then, and not before. */

import type { Texts } from "../../widgets/frame/widgetContext.ts";
import { mount } from "../../widgets/mount.tsx";
import { type ByWords, findAll, learnWords } from "../../widgets/page/find/candidates.ts";
import { createTabTurns, type TabTurnsOptions } from "../browser/tabTurns.ts";
import { createUserActivity, type UserActivityOptions } from "../browser/userActivity.ts";
import { createGuidance } from "../guidance/guidance.ts";
import type { StatefulKinds } from "../guidance/stateful/statefulKinds.ts";

export { createGuidance };

export type PagePorts = Omit<UserActivityOptions & TabTurnsOptions, "findAll" | "name">;

type Given = [stage: Parameters<typeof mount>[0], options: Parameters<typeof mount>[1]];

interface Parts extends Texts {
  readonly byWords?: ByWords;
  readonly statefulKinds?: StatefulKinds;
}

/** Plugs in what the plan has use for, and when the user may be interrupted in this page: targets mean there what they mean in guides. */
export const plugIn = (product: string, page: PagePorts, { byWords, statefulKinds, ...texts }: Parts) => {
  if (byWords) learnWords(byWords);
  return {
    kinds: statefulKinds,
    mount: (...given: Given) => mount(...given, texts),
    activity: createUserActivity({ ...page, findAll }),
    tabTurns: createTabTurns({ name: `milepost ${product}`, ...page }),
    later: page.clock.after,
  };
};

/** Asked for here, so that what both need stays in one file. */
export const loadInspector = () => import("./inspect.ts");
