/** The guides of a plan: what may be shown, where, and what can be done with it. */
import type { Condition, Status, Test, Text } from "./conditionPlan.ts";

export const LEADS = ["self-serve", "full-serve", "referral"] as const;
export type Lead = (typeof LEADS)[number];

export interface ActionPlan {
  readonly label: Text;
  readonly href?: string;
  /** Id of a doc, or `new` for the list of what is new. */
  readonly doc?: string;
  readonly guide?: string;
  readonly track?: string;
  /** Milliseconds until it comes back. */
  readonly snooze?: number;
  readonly dismiss?: boolean;
  readonly lead?: Lead;
  readonly thanks?: Text;
}

/** One way to find an element: a CSS selector (`>>>` crosses a shadow root or iframe), a role with its name, or a text. */
export type Seek =
  | { readonly css: string }
  | { readonly role: string; readonly name?: string }
  | { readonly text: string };
/** Ways to find one element, tried in order. */
export type Target = readonly Seek[];

export const PLACEMENTS = ["auto", "top", "bottom", "left", "right", "start", "end"] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** What carries a tour to its next step; without one, the Next button. */
export type Advance =
  | { readonly on: "click" | "input" }
  | { readonly on: "event"; readonly event: string }
  | { readonly on: "milestone"; readonly milestone: string }
  | { readonly on: "page"; readonly patterns: readonly string[] };

export type Repeat =
  | "once"
  | "until-done"
  /** Milliseconds. */
  | { readonly every: number; readonly atMost?: number }
  /** Once for all people of an account: this counter has each time that it was shown there. */
  | { readonly counter: string };

interface GuideCommon {
  readonly id: string;
  readonly title?: Text;
  readonly body?: Text;
  /** Pages on which it shows; left out: all. */
  readonly on?: readonly string[];
  readonly if?: Condition;
  readonly repeat: Repeat;
  readonly priority: number;
  /** The first is the primary one. */
  readonly actions: readonly ActionPlan[];
  readonly status: Status;
  /** No holdout touches it. */
  readonly exempt?: true;
  /** A guide to show when the target never comes. */
  readonly fallback?: string;
}

export interface ItemPlan {
  readonly milestone: string;
  readonly title: Text;
  readonly body?: Text;
  readonly if?: Condition;
  readonly guide?: string;
  readonly doc?: string;
  readonly href?: string;
  readonly needs: readonly string[];
  readonly optional: boolean;
}

export interface ChecklistPlan extends GuideCommon {
  readonly type: "checklist";
  readonly items: readonly ItemPlan[];
  /** Drawn inside this element instead of floating. */
  readonly target?: Target;
}

export interface TooltipPlan extends GuideCommon {
  readonly type: "tooltip";
  readonly target: Target;
  readonly placement: Placement;
  /** An article to go with it. */
  readonly doc?: string;
}

export interface StepPlan {
  readonly target?: Target;
  readonly title?: Text;
  readonly body?: Text;
  readonly placement: Placement;
  readonly advance?: Advance;
  /** Darkens all but the target. */
  readonly spotlight?: boolean;
  readonly actions: readonly ActionPlan[];
}

export interface TourPlan extends GuideCommon {
  readonly type: "tour";
  readonly steps: readonly StepPlan[];
}

export interface HotspotPlan extends GuideCommon {
  readonly type: "hotspot";
  readonly target: Target;
  readonly placement: Placement;
  /** The doc it opens; without one it shows its own title and body. */
  readonly doc?: string;
}

export interface BannerPlan extends GuideCommon {
  readonly type: "banner";
  /** Drawn inside this element instead of floating. */
  readonly target?: Target;
}

export interface ModalPlan extends GuideCommon {
  readonly type: "modal";
}

export const QUESTIONS = ["nps", "csat", "ces", "choice", "outcome", "text", "story"] as const;
export type QuestionKind = (typeof QUESTIONS)[number];

/** One that keeps its name whatever its words are. */
export interface IdChoice {
  readonly id: string;
  readonly label: Text;
}
export type ChoicePlan = Text | IdChoice;

/** A text may be in a language whose locale is `id`, and in none that is `label`. */
export const isIdChoice = (choice: ChoicePlan): choice is IdChoice =>
  typeof choice === "object" && "label" in choice;

export interface QuestionPlan {
  readonly kind: QuestionKind;
  readonly ask: Text;
  /** Of the kinds `choice` and `outcome`. */
  readonly choices: readonly ChoicePlan[];
}

/** What follows where the first answer passes: a guide, or a lead if the user agrees to be contacted. */
export interface BranchPlan {
  readonly test: Test;
  readonly guide?: string;
  readonly lead?: Lead;
}

/**
 * A score, the place of a choice in its list or its id where it has one, or words; `null` where a question was skipped.
 */
export type Answer = number | string | null;

/** How far somebody has come with a survey that they have not sent. */
export interface Draft {
  /** Index of the question that they are at. */
  readonly at: number;
  /** By the question's index. */
  readonly answers: readonly Answer[];
  /** They may be contacted about it. */
  readonly contact: boolean;
}

export interface SurveyPlan extends GuideCommon {
  readonly type: "survey";
  readonly questions: readonly QuestionPlan[];
  /** The first that passes counts. */
  readonly branches: readonly BranchPlan[];
  /** Drawn inside this element instead of floating. */
  readonly target?: Target;
}

export const CORNERS = ["bottom-end", "bottom-start", "top-end", "top-start"] as const;
export type Corner = (typeof CORNERS)[number];

export interface HelpPlan extends GuideCommon {
  readonly type: "help";
  /** Where its button floats; left out: it has none and is opened by others. */
  readonly launcher?: Corner;
  /** Its panel is drawn inside this element, where that is there, instead of floating. */
  readonly target?: Target;
}

export interface LauncherPlan extends GuideCommon {
  readonly type: "launcher";
  /** Its button is drawn inside this element. */
  readonly target: Target;
  /** What it opens; left out: help. */
  readonly guide?: string;
}

export type GuidePlan =
  | ChecklistPlan
  | TooltipPlan
  | TourPlan
  | HotspotPlan
  | BannerPlan
  | ModalPlan
  | SurveyPlan
  | LauncherPlan
  | HelpPlan;
export type GuideType = GuidePlan["type"];
