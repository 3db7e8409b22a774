import type { Wait } from "./bridge.ts";
import type { Capped } from "./limits.ts";
import type { Closed } from "./whyGapClosed.ts";

/**
 * What keeps anything from opening by itself for the moment: the page may still be saying who is at work (`settling`); or the
 * user writes in a field, has just used a key or pressed, has another dialog open, is in full screen or in another tab, has
 * not touched the page for a session's time; or another tab that they see interrupts them already.
 */
export type Busy =
  | "settling"
  | "typing"
  | "acting"
  | "dialog"
  | "full-screen"
  | "hidden"
  | "idle"
  | "other-tab";

/**
 * What a guide waits for that is decided for: its target is not there (`target`), is there and nobody can see it
 * (`hidden`), lies under something (`covered`), or was scrolled away (`sight`); the mouse rests where it would stand
 * (`pointer`); or what draws it is still on its way (`drawing`).
 */
export interface Waiting {
  readonly for: "target" | "hidden" | "covered" | "sight" | "pointer" | "drawing";
  /** The element that was found: the one that nobody can see, or what lies over the target. */
  readonly by?: string;
}

/**
 * What keeps all guides away: the person is not among those whom it is for, has not consented or has opted out; their
 * progress on other devices is not known; or the page has said so.
 */
export type Withheld = "audience" | "consent" | "opt-out" | "progress" | "pause" | "off" | "asked";

/** Why a guide is not shown: a literal code and the facts behind it. Times are epoch milliseconds. */
export type Reason =
  | { readonly code: "paused" | "not-asked-for" | "page" | "if" }
  /** It opens by itself only on a page on which the user has not done anything yet. */
  | { readonly code: "untimely" }
  /** It is to be shown, as soon as this has ended. */
  | { readonly code: "busy"; readonly why: Busy }
  /** It is to be shown, as soon as it can be seen. */
  | ({ readonly code: "waiting" } & Waiting)
  | { readonly code: "withheld"; readonly by: Withheld }
  /**
   * It cannot be drawn: a file did not load, the element that is to hold it is not there, or the page takes ours out again
   * and again.
   */
  | { readonly code: "undrawn"; readonly why: "file" | "container" | "removed" }
  /** The gap's bridge is withheld from this unit, or the whole programme is, so that its effect can be measured. */
  | { readonly code: "held-out"; readonly gap: string; readonly by?: "programme" }
  | { readonly code: "completed" | "dismissed" | "once"; readonly at: number }
  | { readonly code: "snoozed" | "repeat"; readonly until: number }
  | { readonly code: "outranked"; readonly by: string }
  | Closed
  | Wait
  | Capped;

export type Decision =
  | { readonly guide: string; readonly show: false; readonly reason: Reason; readonly gap?: string }
  | {
      readonly guide: string;
      readonly show: true;
      readonly gap?: string;
      readonly heldOut: boolean;
      readonly selfOpened: boolean;
      /** Its target has not come on this page: it is shown once it does. */
      readonly missing?: true;
      /** It may lie over what the page has in its corner: what keeps that clear did not load. */
      readonly mayCover?: boolean;
    };
