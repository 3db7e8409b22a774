import type { Condition, Status } from "./conditionPlan.ts";

/** One step of the ladder that bridges a gap. */
export interface Rung {
  /** The guide or doc; of several, each unit keeps one. */
  readonly show: readonly string[];
  /** Only when the one before was shown that many milliseconds ago. */
  readonly after?: number;
}

/** Whom a customer who stays in a gap may be handed on to. */
export const HANDS = ["csm", "email", "partner"] as const;
export type Hand = (typeof HANDS)[number];

/** A step of the ladder beyond the page: somebody is to see to the customer. The receiver alone takes it. */
export interface HandRung {
  readonly hand: Hand;
  /** What tells it from the gap's others, whatever else comes into the ladder: `csm`, and `csm-2` for a second one. */
  readonly name: string;
  /** Milliseconds since one of `behind` was first shown, or held out; where none was, since the gap opened. */
  readonly after: number;
  /** For who sees to it. */
  readonly note?: string;
  /** The guides of the last step before it that has any. */
  readonly behind: readonly string[];
}

/** After which all are drawn anew for the holdout of the programme. */
export const SEASONS = ["month", "quarter", "half-year", "year"] as const;

/** To whom a bridge is not shown, so that its effect can be measured. */
export interface Holdout {
  /** 0 to 1. */
  readonly share: number;
  /** Whole accounts are held out, not users. */
  readonly byAccount: boolean;
  /** Epoch milliseconds from which nobody is held out any more. */
  readonly until?: number;
  /** Of the programme: after so many months of the calendar, in UTC, all are drawn anew. Left out: drawn once. */
  readonly months?: 1 | 3 | 6 | 12;
}

/** The way to a milestone while somebody has not made it, and what helps on it. */
export interface GapPlan {
  readonly id: string;
  readonly from?: string;
  readonly to: string;
  readonly for?: Condition;
  /** Left out: open as soon as its clock runs. */
  readonly opens?: Condition;
  readonly bridge: readonly Rung[];
  /** Not in a page's plan: see `addHands`. */
  readonly hands?: readonly HandRung[];
  readonly holdout: Holdout;
  /** No holdout touches it. */
  readonly exempt?: true;
  readonly status: Status;
}
