import { GUIDE_MANNERS, type InterruptingType, interrupts } from "../domain/plan/guideManners.ts";
import type { GuideType } from "../domain/plan/plan.ts";

/** Types that can be capped by their own name in `limits`. */
export const getInterrupting = (): InterruptingType[] =>
  (Object.keys(GUIDE_MANNERS) as GuideType[]).filter(interrupts);
