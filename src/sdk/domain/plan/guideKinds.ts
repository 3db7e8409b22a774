/** What a guide of each type is and does. Whoever adds a type says it here, and need not say it anywhere else. */
import type { GuideType } from "./guidePlan.ts";

export interface GuideKind {
  /**
   * How it comes to be on the screen:
   * - `interrupts`: opens by itself over the page, so limits count it and one stands at a time, and `limits` may cap it;
   * - `opens`: opens by itself, beside all else;
   * - `waits`: lies in the page until the user opens it;
   * - `furniture`: does so at any time, without a gap or an `if`.
   *
   * What opens by itself waits for a good moment, and can be had again from help once it was dismissed.
   */
  readonly manner: "interrupts" | "opens" | "waits" | "furniture";
  /** A press on any of its buttons completes it: it has nothing more to say. */
  readonly endsOnPress: boolean;
  /** Opens by itself only until the user has pressed or typed in the page: later it would get in between. */
  readonly needsFreshPage?: true;
  /** Everybody sees its done state, as it is by then. That of others is seen by who is on them with focus or pointer. */
  readonly showsDone?: true;
}

export const GUIDE_KINDS = {
  tooltip: { manner: "interrupts", endsOnPress: true },
  tour: { manner: "interrupts", endsOnPress: false },
  modal: { manner: "interrupts", endsOnPress: true, needsFreshPage: true },
  banner: { manner: "interrupts", endsOnPress: true },
  survey: { manner: "interrupts", endsOnPress: false },
  checklist: { manner: "opens", endsOnPress: false, showsDone: true },
  hotspot: { manner: "waits", endsOnPress: true },
  launcher: { manner: "furniture", endsOnPress: false },
  help: { manner: "furniture", endsOnPress: false },
} as const satisfies Record<GuideType, GuideKind>;

/**
 * What may be told of each by who draws it, in the words of `WidgetEvent`; `gone` of one that is done. Only types read
 * it, so that it is in no bundle.
 */
export const GUIDE_EVENTS = {
  tooltip: ["completed", "pressed", "opened", "dismissed", "gone"],
  tour: ["step", "pressed", "dismissed", "gone"],
  modal: ["completed", "pressed", "dismissed", "gone"],
  banner: ["completed", "pressed", "dismissed", "gone"],
  survey: ["drafted", "answered", "pressed", "dismissed", "gone"],
  checklist: ["item", "skipped", "minimised", "dismissed", "gone"],
  hotspot: ["completed", "pressed", "opened", "gone"],
  launcher: ["opened"],
  help: ["opened", "closed", "searched", "rated", "paused"],
} as const satisfies Record<GuideType, readonly string[]>;

type InterruptingType = {
  [T in GuideType]: (typeof GUIDE_KINDS)[T]["manner"] extends "interrupts" ? T : never;
}[GuideType];

/** A compiled plan of a newer version may name a type that this one does not know: nothing is said of it. */
export const getKind = (type: GuideType): Partial<GuideKind> => GUIDE_KINDS[type] ?? {};

/** Do guides of this type open by themselves over the page? */
export const interrupts = (type: GuideType): boolean => getKind(type).manner === "interrupts";

/** Do guides of this type open by themselves, over the page or beside all else? */
export const opensItself = (type: GuideType): boolean => interrupts(type) || getKind(type).manner === "opens";

/** Are guides of this type there at any time, for the user to open? They need no gap and no `if`. */
export const isFurniture = (type: GuideType): boolean => getKind(type).manner === "furniture";

/** Types that can be capped by their own name in `limits`. */
export const getInterrupting = (): InterruptingType[] =>
  Object.keys(GUIDE_KINDS).filter((type): type is InterruptingType => interrupts(type as GuideType));
