/** The terms in which all parts of a plan are written: texts, tests and conditions. */

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

export type Scalar = string | number | boolean | null;

/** So many of the user's days, or milliseconds, from now on; negative: ago. */
export type FromNow = { readonly days: number } | { readonly ms: number };

/** These look at texts, and may do so whatever their case. */
export const TEXT_OPS = ["is", "isNot", "in", "notIn", "contains", "startsWith", "matches"] as const;

/** Texts are compared in lower case, in which `value` is already. */
interface Folded {
  readonly anyCase?: true;
}

/** One comparison. */
export type Test =
  | (Folded & { readonly op: "is" | "isNot" | "contains"; readonly value: Scalar })
  | (Folded & { readonly op: "in" | "notIn"; readonly value: readonly Scalar[] })
  | (Folded & { readonly op: "startsWith" | "matches"; readonly value: string })
  | { readonly op: "above" | "below" | "atLeast" | "atMost"; readonly value: number }
  | { readonly op: "exists"; readonly value: boolean }
  /** An ISO date, epoch milliseconds, or from now on. */
  | { readonly op: "before" | "after"; readonly value: string | number | FromNow }
  /** Milliseconds. */
  | { readonly op: "inNext" | "inLast"; readonly value: number };

/** A property or trait by its path: `["address", "city"]`; `*` is any element of a list. */
export type Path = readonly string[];

export interface TraitRef {
  readonly of: "user" | "account";
  readonly path: Path;
}

/** These may compare with another trait in place of a value. */
export const THAN_OPS = ["is", "isNot", "above", "below", "atLeast", "atMost", "before", "after"] as const;

/** A comparison with another trait. */
export interface Comparison {
  readonly op: (typeof THAN_OPS)[number];
  readonly than: TraitRef;
}

export const NOW_PARTS = ["date", "weekday", "time"] as const;
export type NowPart = (typeof NOW_PARTS)[number];

/** Friction that the page shows. */
export const SIGNALS = ["rage-click", "dead-click", "u-turn", "error", "hesitation"] as const;
export type Signal = (typeof SIGNALS)[number];

/** What was counted last is one of these values. */
export interface OneOf {
  readonly ids: readonly string[];
  /** Of each of them the hash that the counter keeps. */
  readonly hashes: readonly number[];
}

/** Where somebody stands in a journey; the first that holds is it. */
export const STANDINGS = ["done", "silent", "stuck", "behind", "on-track"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface StandingRef {
  readonly journey: string;
  readonly is: readonly Standing[];
}

export type MilestoneIs = "reached" | "open" | "lapsed";

export type Condition =
  | { readonly kind: "event"; readonly counter: string; readonly last?: OneOf }
  /** What the second one counts happened after the first one was complete. */
  | { readonly kind: "then"; readonly counters: readonly [first: string, next: string] }
  | (TraitRef & { readonly kind: "trait"; readonly test: Test | Comparison })
  | { readonly kind: "now"; readonly part: NowPart; readonly test: Test }
  | { readonly kind: "page"; readonly patterns: readonly string[] }
  /** The page has the element of this key; see `Plan.elements`. */
  | { readonly kind: "element"; readonly key: string }
  | { readonly kind: "milestone"; readonly id: string; readonly is: MilestoneIs; readonly after: number }
  | { readonly kind: "segment"; readonly ids: readonly string[] }
  /** `after`: for so many milliseconds. */
  | {
      readonly kind: "gap";
      readonly id: string;
      readonly is: "open" | "bridged";
      readonly after?: number;
    }
  | { readonly kind: "silent"; readonly ms: number }
  | { readonly kind: "after"; readonly ms: number }
  | { readonly kind: "sessions"; readonly count: number }
  /** This share of users or accounts, always the same of one draw. */
  | {
      readonly kind: "sample";
      readonly share: number;
      readonly by: "user" | "account";
      readonly draw: string;
    }
  /** The user came at that time, in epoch milliseconds, or later. */
  | { readonly kind: "came"; readonly since: number }
  /** `standing`: it says where somebody stands in a journey. */
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[]; readonly standing?: StandingRef }
  | { readonly kind: "not"; readonly of: Condition };

/** `live` is shown, `paused` is tracked and not shown. Drafts do not reach a plan. */
export type Status = "live" | "paused";
