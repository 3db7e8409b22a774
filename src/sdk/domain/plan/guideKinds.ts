/** What a guide of each type is and does; how it comes to be on the screen is in `guideManners.ts`. */
import { interrupts } from "./guideManners.ts";
import type { GuideType } from "./guidePlan.ts";

export interface GuideKind {
  /** Opens by itself, beside all else. */
  readonly opensBeside?: true;
  /** A press on any of its buttons completes it: it has nothing more to say. */
  readonly endsOnPress?: true;
  /** Opens by itself only until the user has pressed or typed in the page: later it would get in between. */
  readonly needsFreshPage?: true;
  /** Everybody sees its done state, as it is by then. That of others is seen by who is on them with focus or pointer. */
  readonly showsDone?: true;
}

export const GUIDE_KINDS = {
  tooltip: { endsOnPress: true },
  tour: {},
  modal: { endsOnPress: true, needsFreshPage: true },
  banner: { endsOnPress: true },
  survey: {},
  checklist: { opensBeside: true, showsDone: true },
  hotspot: { endsOnPress: true },
  launcher: {},
  help: {},
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
  help: ["opened", "closed", "searched", "rated", "chosen", "paused"],
} as const satisfies Record<GuideType, readonly string[]>;

/** A compiled plan of a newer version may name a type that this one does not know: nothing is said of it. */
export const getKind = (type: GuideType): GuideKind => GUIDE_KINDS[type] ?? {};

/**
 * Do guides of this type open by themselves, over the page or beside all else? These wait for a good moment, and can be
 * had again from help once they were dismissed.
 */
export const opensItself = (type: GuideType): boolean =>
  interrupts(type) || getKind(type).opensBeside === true;
