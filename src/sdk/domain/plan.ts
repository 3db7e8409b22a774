/**
 * The plan: what the engine runs. It is the config after checking, with every duration in milliseconds, every
 * default filled in and every event condition replaced by a counter that equal conditions share.
 */

/** A text in one language, or one for each locale. Bodies are Markdown; `{{user.name|there}}` merges a trait in. */
export type Text = string | Readonly<Record<string, string>>;

export const TEST_OPS = [
  "is",
  "isNot",
  "in",
  "notIn",
  "above",
  "below",
  "atLeast",
  "atMost",
  "contains",
  "startsWith",
  "matches",
  "exists",
  "before",
  "after",
  "inNext",
  "inLast",
] as const;
export type TestOp = (typeof TEST_OPS)[number];

/** One comparison. `value` of `inNext` and `inLast` is in milliseconds; of `before` and `after` an ISO date or epoch ms. */
export interface Test {
  readonly op: TestOp;
  readonly value: unknown;
}

/** A property or trait by its path: `["address", "city"]`. */
export type Path = readonly string[];

export type Condition =
  | { readonly kind: "event"; readonly counter: string }
  | { readonly kind: "trait"; readonly of: "user" | "account"; readonly path: Path; readonly test: Test }
  | { readonly kind: "page"; readonly patterns: readonly string[] }
  | {
      readonly kind: "milestone";
      readonly id: string;
      readonly is: "reached" | "open";
      readonly after: number;
    }
  | { readonly kind: "segment"; readonly ids: readonly string[] }
  | { readonly kind: "after"; readonly ms: number }
  | { readonly kind: "sessions"; readonly count: number }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** What is remembered of the events that a condition names. Equal conditions share one counter, also over config changes. */
export interface Counter {
  /** Hash of the condition's normal form: the name under which the state keeps its entries. */
  readonly key: string;
  readonly events: readonly string[];
  readonly where: ReadonlyArray<readonly [path: Path, test: Test]>;
  /** How many entries make it true. */
  readonly count: number;
  /** Only entries younger than this count, in milliseconds. */
  readonly within?: number;
  /** Count different values of this property instead of events. */
  readonly distinct?: Path;
}

export interface MilestonePlan {
  readonly id: string;
  readonly title: Text;
  readonly outcome?: string;
  readonly level: "user" | "account";
  readonly when: Condition;
  /** Former ids, whose past this milestone keeps. */
  readonly was: readonly string[];
}

export interface SegmentPlan {
  readonly id: string;
  readonly when: Condition;
}

export interface JourneyPlan {
  readonly id: string;
  readonly title: Text;
  readonly for?: Condition;
  readonly milestones: readonly string[];
}

/** `live` is shown, `paused` is tracked and not shown. Drafts do not reach a plan. */
export type Status = "live" | "paused";

export interface GapPlan {
  readonly id: string;
  readonly from?: string;
  readonly to: string;
  readonly for?: Condition;
  /** Left out: open as soon as its clock runs. */
  readonly opens?: Condition;
  /** Ids of guides and docs, in the order of the ladder. */
  readonly bridge: readonly string[];
  /** Share of users, 0 to 1, to whom the bridge is not shown. */
  readonly holdout: number;
  readonly status: Status;
}

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

export type Repeat = "once" | "until-done" | { readonly every: number; readonly atMost?: number };

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
}

export interface StepPlan {
  readonly target?: Target;
  readonly title?: Text;
  readonly body?: Text;
  readonly placement: Placement;
  readonly advance?: Advance;
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

export const CORNERS = ["bottom-end", "bottom-start", "top-end", "top-start"] as const;
export type Corner = (typeof CORNERS)[number];

export interface HelpPlan extends GuideCommon {
  readonly type: "help";
  /** Where its button floats; left out: it has none and is opened by others. */
  readonly launcher?: Corner;
}

export type GuidePlan = ChecklistPlan | TooltipPlan | TourPlan | HotspotPlan | HelpPlan;
export type GuideType = GuidePlan["type"];

export interface DocPlan {
  readonly id: string;
  readonly title: Text;
  readonly body?: Text;
  readonly url?: string;
  readonly keywords: readonly string[];
  readonly on?: readonly string[];
  readonly gaps: readonly string[];
  /** Epoch milliseconds. */
  readonly published?: number;
}

/** How often something may interrupt; a field left out sets no limit. */
export interface Cap {
  readonly perSession?: number;
  readonly perDay?: number;
  /** Milliseconds between one and the next. */
  readonly apart?: number;
}

export interface LimitsPlan {
  readonly interruptions: Cap;
  /** A condition under which nothing opens by itself. */
  readonly unless?: Condition;
}

export interface ReportPlan {
  readonly endpoint: string;
  readonly writeKey: string;
  /** `false` keeps the vendor's own events at home. */
  readonly events: boolean;
  /** Traits that may leave, by their first name; those that conditions use by default. */
  readonly traits: readonly string[];
}

export type Consent = "full" | "guide-only" | "none";

export interface Plan {
  readonly format: 1;
  /** Content hash: two plans with the same version do the same. */
  readonly version: string;
  readonly product: string;
  /** For whom Milepost is there at all. */
  readonly for?: Condition;
  readonly status: Status;
  readonly consent?: Consent;
  readonly locale: { readonly default: string; readonly available: readonly string[] };
  readonly report?: ReportPlan;
  readonly counters: readonly Counter[];
  readonly milestones: readonly MilestonePlan[];
  /** From low to high. */
  readonly segments: readonly SegmentPlan[];
  readonly journeys: readonly JourneyPlan[];
  readonly gaps: readonly GapPlan[];
  readonly guides: readonly GuidePlan[];
  readonly docs: readonly DocPlan[];
  readonly limits: LimitsPlan;
}
