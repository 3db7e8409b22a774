/**
 * How guides come to be on the screen, as far as that is asked before anything is shown. The rest of what a type is
 * stands in `guideKinds.ts`.
 */
import type { GuideType } from "./guidePlan.ts";

/** Types that open by themselves over the page: limits count them and may cap each by name, and one stands at a time. */
export const INTERRUPTING = [
  "tooltip",
  "tour",
  "modal",
  "banner",
  "survey",
] as const satisfies readonly GuideType[];

/** Types that lie in the page at any time for the user to open, without a gap or an `if`. */
const FURNITURE = ["launcher", "help"] as const satisfies readonly GuideType[];

/** Types that a gap opens in the page, and that get in nobody's way. */
type Standing = "checklist" | "hotspot";

type Sorted<T extends (typeof INTERRUPTING)[number] | (typeof FURNITURE)[number] | Standing> = T;
/** Each type is of one of the three: one that is of none does not compile here. */
export type SortedType = Sorted<GuideType>;

export const interrupts = (type: GuideType): boolean => INTERRUPTING.some((one) => one === type);

export const isFurniture = (type: GuideType): boolean => FURNITURE.some((one) => one === type);
