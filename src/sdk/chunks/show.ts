/** All that is needed once something may be to show: it loads then, and not before. */

import { mount } from "../../widgets/index.ts";
import { findAll } from "../../widgets/page/find/target.ts";
import { createTabTurns, type TabTurnsOptions } from "../browser/tabTurns.ts";
import { createUserActivity, type UserActivityOptions } from "../browser/userActivity.ts";
import { createGuidance } from "../guidance/guidance.ts";

export { createGuidance, mount };

/** When the user may be interrupted in this page. Targets mean here what they mean in guides. */
export const createManners = (
  product: string,
  page: Omit<UserActivityOptions & TabTurnsOptions, "findAll" | "name">,
) => ({
  activity: createUserActivity({ ...page, findAll }),
  tabTurns: createTabTurns({ name: `milepost ${product}`, ...page }),
  later: page.clock.after,
});

/** Asked for here, so that what both need stays in one file. */
export const loadInspector = () => import("./inspect.ts");
