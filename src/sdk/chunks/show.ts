/** All that is needed once something may be to show: it loads then, and not before. */

import { mount } from "../../widgets/index.ts";
import { findAll } from "../../widgets/page/find/target.ts";
import { createMoments, type MomentsOptions } from "../browser/moments.ts";
import { createTurns, type TurnsOptions } from "../browser/turns.ts";
import { createGuidance } from "../guidance/guidance.ts";

export { createGuidance, mount };

/** When the user may be interrupted in this page. Targets mean here what they mean in guides. */
export const createManners = (
  product: string,
  page: Omit<MomentsOptions & TurnsOptions, "findAll" | "name">,
) => ({
  moments: createMoments({ ...page, findAll }),
  turns: createTurns({ name: `milepost ${product}`, ...page }),
});
