/**
 * How a guide of each type comes to be on the screen:
 * - `interrupts`: opens by itself over the page, so limits count it and one stands at a time, and `limits` may cap it;
 * - `opens`: opens by itself, beside all else;
 * - `waits`: lies in the page until the user opens it;
 * - `furniture`: does so at any time, without a gap or an `if`.
 *
 * What opens by itself waits for a good moment, and can be had again from help once it was dismissed. The rest of what
 * a type is stands in `guideKinds.ts`; this is all that is asked of it before anything is shown.
 */
import type { GuideType } from "./guidePlan.ts";

export const GUIDE_MANNERS = {
  tooltip: "interrupts",
  tour: "interrupts",
  modal: "interrupts",
  banner: "interrupts",
  survey: "interrupts",
  checklist: "opens",
  hotspot: "waits",
  launcher: "furniture",
  help: "furniture",
} as const satisfies Record<GuideType, "interrupts" | "opens" | "waits" | "furniture">;

export type InterruptingType = {
  [T in GuideType]: (typeof GUIDE_MANNERS)[T] extends "interrupts" ? T : never;
}[GuideType];

/** Do guides of this type open by themselves over the page? */
export const interrupts = (type: GuideType): type is InterruptingType => GUIDE_MANNERS[type] === "interrupts";

/** Are guides of this type there at any time, for the user to open? They need no gap and no `if`. */
export const isFurniture = (type: GuideType): boolean => GUIDE_MANNERS[type] === "furniture";
