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

/** One comparison. `value` of `inNext` and `inLast` is in milliseconds; of `before` and `after` an ISO date, epoch ms, or `{ days }` or `{ ms }` from now on. */
export interface Test {
  readonly op: TestOp;
  readonly value: unknown;
}

/** A property or trait by its path: `["address", "city"]`. */
export type Path = readonly string[];

export const NOW_PARTS = ["date", "weekday", "time"] as const;
export type NowPart = (typeof NOW_PARTS)[number];

/** Friction that the page shows. */
export const SIGNALS = ["rage-click", "dead-click", "u-turn", "error", "hesitation"] as const;
export type Signal = (typeof SIGNALS)[number];

export type MilestoneIs = "reached" | "open" | "lapsed";

export type Condition =
  | { readonly kind: "event"; readonly counter: string }
  | { readonly kind: "trait"; readonly of: "user" | "account"; readonly path: Path; readonly test: Test }
  | { readonly kind: "now"; readonly part: NowPart; readonly test: Test }
  | { readonly kind: "page"; readonly patterns: readonly string[] }
  /** The page has the element of this key; see `Plan.elements`. */
  | { readonly kind: "element"; readonly key: string }
  | { readonly kind: "milestone"; readonly id: string; readonly is: MilestoneIs; readonly after: number }
  | { readonly kind: "segment"; readonly ids: readonly string[] }
  | { readonly kind: "gap"; readonly id: string; readonly is: "open" | "bridged" }
  | { readonly kind: "silent"; readonly ms: number }
  | { readonly kind: "after"; readonly ms: number }
  | { readonly kind: "sessions"; readonly count: number }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** `live` is shown, `paused` is tracked and not shown. Drafts do not reach a plan. */
export type Status = "live" | "paused";
