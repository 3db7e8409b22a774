/**
 * What the widgets see of the SDK, and all that they may import of it. The stage says what is to be seen; the widgets
 * draw it and say what happened. Nothing else passes between the two.
 */

import type { Goal } from "./domain/conditions/outcomes.ts";
import type { Waiting } from "./domain/decide/reasons.ts";
import type { Tips } from "./domain/decide/tips.ts";
import type {
  ActionPlan,
  DocPlan,
  Draft,
  GuidePlan,
  GuideType,
  ItemPlan,
  Target,
  Text,
} from "./domain/plan/plan.ts";
import type { Words } from "./domain/plan/words.ts";
import type { Undo } from "./ports.ts";

export type { Waiting } from "./domain/decide/reasons.ts";
export type { Tips } from "./domain/decide/tips.ts";
export { type GUIDE_EVENTS, getKind } from "./domain/plan/guideKinds.ts";
export { isIdChoice } from "./domain/plan/guidePlan.ts";
export { languageOf } from "./domain/plan/locales.ts";
export type {
  ActionPlan,
  Advance,
  Answer,
  Corner,
  DocPlan,
  Draft,
  GuidePlan,
  ItemPlan,
  Placement,
  QuestionPlan,
  Seek,
  StepPlan,
  Target,
  Text,
} from "./domain/plan/plan.ts";
export type { Mark, MarkElement, Marks } from "./domain/plan/widgetParts.ts";
export type { Count, Words } from "./domain/plan/words.ts";
export type { Undo } from "./ports.ts";

interface ViewCommon {
  /** Stable while the same showing goes on. */
  readonly key: string;
  /** The gap that it bridges, if one named it. */
  readonly gap?: string;
  /**
   * `live`: draw it. `done`: its gap is bridged; draw the done state without live buttons if it holds focus or the
   * pointer (or is a checklist), until blur, Esc or 5 s, else nothing; then say `gone`.
   */
  readonly phase: "live" | "done";
  /** Do everything up to the frame in which it would be drawn, then say `shown` and draw nothing. */
  readonly heldOut: boolean;
  /** The user asked for it (item, help, action, launcher, `start`): it may take focus. */
  readonly selfOpened: boolean;
  /**
   * What a press on one of its buttons has done, in the config's words, or `true` for our own word of thanks: it stands
   * in place of those buttons. A `done` view that says so stays until the user closes it.
   */
  readonly thanks?: Text | true;
  /** The success that it helps towards: the title of the milestone on the far side of its gap. */
  readonly towards?: Text;
}

interface ViewOf<T extends GuideType> extends ViewCommon {
  readonly type: T;
  readonly plan: Extract<GuidePlan, { readonly type: T }>;
}

export interface ItemView {
  readonly plan: ItemPlan;
  readonly done: boolean;
  readonly skipped: boolean;
  /** Titles wait here: an item whose `needs` are not reached yet. */
  readonly locked: boolean;
}

export interface ChecklistView extends ViewOf<"checklist"> {
  /** Only the items that are in this user's list, in order. */
  readonly items: readonly ItemView[];
  readonly minimised: boolean;
}

export type TooltipView = ViewOf<"tooltip">;

export interface TourView extends ViewOf<"tour"> {
  /** Index of the current step, from 0. */
  readonly step: number;
  /** The milestone or page that the step waits for is reached or open already: there is to be a way on. */
  readonly holds?: boolean;
}

export interface HotspotView extends ViewOf<"hotspot"> {
  /** The article that its plan names: its title names the dot. */
  readonly doc?: DocPlan;
}

export type BannerView = ViewOf<"banner">;

export type ModalView = ViewOf<"modal">;

export interface SurveyView extends ViewOf<"survey"> {
  /** What the user has written before, here or on another device. */
  readonly draft?: Draft;
  /** What they have answered first would hand them on: only if they agree. */
  readonly asksContact: boolean;
}

export interface HelpView extends ViewOf<"help"> {
  readonly open: boolean;
  /** The article that is open; left out: the list. */
  readonly doc?: DocPlan;
  /** Articles for the gap the user is in and the page they are on. */
  readonly here: readonly DocPlan[];
  /** Those that came since the user was there last; some of them may be `here` too. */
  readonly fresh: readonly DocPlan[];
  /** All the others. */
  readonly more: readonly DocPlan[];
  /** The list of what is new stands in place of all these: the latest first. */
  readonly news?: readonly DocPlan[];
  /** Guides that the user has closed, and that may still help. */
  readonly again: readonly GuidePlan[];
  /** What the user can choose as their goal, and what they have chosen; left out where nobody asks. */
  readonly goal?: Goal;
  /** Whether guides may interrupt: paused for today, or `off` until the user turns them on again. */
  readonly tips: Tips;
}

export type LauncherView = ViewOf<"launcher">;

export type View =
  | ChecklistView
  | TooltipView
  | TourView
  | HotspotView
  | BannerView
  | ModalView
  | SurveyView
  | LauncherView
  | HelpView;

/** The element that a view stands beside, or in; `undefined` where it stands over the page. */
export function getTarget(view: View): Target | undefined {
  if (view.type === "tour") return view.plan.steps[view.step]?.target;
  return "target" in view.plan ? view.plan.target : undefined;
}

/** Its buttons; those of the step that it is at, where it has steps, or of `step`. */
export const getActions = (view: View, step?: number): readonly ActionPlan[] =>
  view.type === "tour" ? (view.plan.steps[step ?? view.step]?.actions ?? []) : view.plan.actions;

/** What it is called: where it has no title, what it says first. */
export function getTitle(plan: GuidePlan): Text | undefined {
  if (plan.type === "survey") return plan.title ?? plan.questions[0]?.ask;
  return plan.title ?? (plan.type === "tour" ? plan.steps[0]?.title : undefined);
}

/** The step that a tour is at, to be named in what is told of it. */
export const getStep = (view: View): { readonly step?: number } =>
  view.type === "tour" ? { step: view.step } : {};

/** What the widgets tell: each names the `key` of its view. */
export type WidgetEvent =
  /** The first frame in which it was (or, held out, would have been) on screen. */
  | { readonly kind: "shown"; readonly key: string }
  /** The target did not come in time, or left and did not come back. */
  | { readonly kind: "missing"; readonly key: string; readonly step?: number }
  /** Closed for good by the user. */
  | { readonly kind: "dismissed"; readonly key: string }
  /** Tour: to this step; one past the last completes it. */
  | { readonly kind: "step"; readonly key: string; readonly step: number }
  /** Tooltip, hotspot, banner, modal: read and understood. */
  | { readonly kind: "completed"; readonly key: string }
  /** A button of the config: `action` is its index in the plan's (or the step's) actions. */
  | { readonly kind: "pressed"; readonly key: string; readonly action: number; readonly step?: number }
  /** Checklist: the item's own button; opens its guide or doc (an `href` is a link and navigates by itself). */
  | { readonly kind: "item"; readonly key: string; readonly milestone: string }
  /** Survey: what stands in it now, at each change. */
  | { readonly kind: "drafted"; readonly key: string; readonly draft: Draft }
  /** Survey: sent. */
  | { readonly kind: "answered"; readonly key: string; readonly draft: Draft }
  | { readonly kind: "skipped"; readonly key: string; readonly milestone: string }
  | { readonly kind: "minimised"; readonly key: string; readonly minimised: boolean }
  /** Opens help, with an article or its list, or from there a guide that was closed; of a launcher, what its plan names. */
  | { readonly kind: "opened"; readonly key: string; readonly doc?: string; readonly guide?: string }
  /** Closes the help panel. */
  | { readonly kind: "closed"; readonly key: string }
  /** Help: what was searched for, once the user has ended it, and how many articles were found. */
  | { readonly kind: "searched"; readonly key: string; readonly query: string; readonly hits: number }
  | { readonly kind: "rated"; readonly key: string; readonly doc: string; readonly helpful: boolean }
  /** Help: what they want to come to, by its id. */
  | { readonly kind: "chosen"; readonly key: string; readonly outcome: string }
  /** The user pauses tips, or turns them on again. */
  | { readonly kind: "paused"; readonly key: string; readonly tips: Tips }
  /** A `done` view has left the screen. */
  | { readonly kind: "gone"; readonly key: string };

/** A place in the window, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What keeps our element out of the page: nothing there that holds it, or a page that takes it out; `undefined`: none. */
export type Absence = "container" | "removed" | undefined;

export interface Stage {
  /** What is to be seen now; a new array whenever anything in it changed. */
  views(): readonly View[];
  onChange(listener: () => void): Undo;
  tell(event: WidgetEvent): void;
  /**
   * Calls `run` once the view may open: at once, or later where the user is at something that it would disturb. To be
   * asked in the last moment before it is drawn, held out or not.
   */
  whenFree(key: string, run: () => void): Undo;
  /** Says what the view waits for; left out: for nothing more. What has waited `long` lets others go first. */
  setWaiting(key: string, waiting?: Waiting & { readonly long?: boolean }): void;
  /** The file for it did not load: a type's guides give way to others, until the next page or for some minutes. */
  lack(what: View["type"] | "keepClear", cause: unknown): void;
  /** Our element is not in the page, or is there again. Nothing is shown before that. */
  miss(absence: Absence): void;
  /** Where the user's mouse or pen is, as far as that is known. */
  pointer(): Point | undefined;
  /** Traits that texts merge in. */
  traits(): {
    readonly user: Readonly<Record<string, unknown>>;
    readonly account: Readonly<Record<string, unknown>>;
  };
  /** BCP 47 tags, best first; the last one is the config's default. */
  readonly locales: readonly string[];
  /** Words that stand in place of the widgets' own, by locale. */
  readonly words?: Readonly<Record<string, Partial<Words>>>;
  /** What of the page has its place in a corner, and is not to be covered there; none while that cannot be done. */
  keepClear?(): readonly Target[] | undefined;
}

export interface MountOptions {
  /** Where `<milepost-root>` goes, or a selector of that, which is waited for; the body by default. */
  readonly container?: Element | string | undefined;
}

/** Draws what the stage says until its undo, which takes every node, listener and timer away. */
export type Mount = (stage: Stage, options?: MountOptions) => Undo;
