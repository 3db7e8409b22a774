import type { RareKind, RareOp } from "../plan/featureNames.ts";
import type { Comparison, Condition, Counter, Test, TestOp } from "../plan/plan.ts";
import type { PlanIndex } from "../plan/planIndex.ts";
import type { Calendar } from "../time/calendar.ts";
import type { EventFact, Here } from "./facts.ts";
import type { Entry, Memory, State } from "./state.ts";

/** When, by whose calendar, and by what is able to answer it, something is asked. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA time zone, or `LOCAL`: the user's own calendar. */
  readonly zone: string;
  readonly calendar: Calendar;
  readonly abilities: Abilities;
  /** The earliest later moment at which time alone may change an answer that was given. */
  wake: number;
}

/**
 * The context in which conditions are evaluated: a plan, a person's state, a place and a moment. Queries write `wake`:
 * the earliest time at which an answer may change by itself.
 */
export interface EvalContext extends Moment {
  readonly index: PlanIndex;
  readonly state: State;
  readonly here: Here;
  /** The account that the person is in, where one is known. */
  readonly account: Memory | undefined;
}

/**
 * What few plans ask: an engine is given those of its plan's (`Plan.needs`), see features/. Where one is missing that is
 * asked for, nothing holds, passes or is counted by it.
 */
export interface Abilities {
  /** Since when conditions of such a kind hold, in epoch milliseconds; infinite while they do not. */
  readonly conditions: { readonly [K in RareKind]?: Evaluate<OfKind<K>> };
  /** By the operator of a test: does a value pass it? */
  readonly tests: {
    readonly [O in RareOp]?: (wanted: OfOp<O>["value"], value: unknown, moment: Moment) => boolean;
  };
  readonly counting: { readonly [W in Exclude<CountingWay, "events">]?: Counting };
  /** The test that a comparison comes to where the other trait has this value; `undefined` where it can compare nothing. */
  readonly toTest: ((comparison: Comparison, other: unknown) => Test | undefined) | undefined;
  /** The highest rung of the ladder whose condition holds. */
  readonly getSegment: ((context: EvalContext) => string | undefined) | undefined;
}

type Evaluate<C> = (condition: C, context: EvalContext, place: ClockScope) => number;

export type OfKind<K extends Condition["kind"]> = Extract<Condition, { readonly kind: K }>;
type OfOp<O extends TestOp> =
  Extract<Test, { readonly op: unknown }> extends infer T
    ? T extends { readonly op: infer X }
      ? O extends X
        ? T
        : never
      : never
    : never;

/** Where a condition stands: whose events it counts, and which clock `after` and `sessions` read. */
export interface ClockScope {
  /** Count the account's events instead of the user's. */
  readonly ofAccount?: boolean;
  /** Start of the gap's clock. */
  readonly clock?: number | undefined;
}

/** By what a counter counts: `periods` of the calendar, `sums` of a property, or else events and their values. */
export type CountingWay = "events" | "periods" | "sums";

/** A way of counting: what an entry of a counter says. */
export interface Counting {
  /** How many entries are kept. */
  getMost(counter: Counter): number;
  createEntry(
    counter: Counter,
    entries: readonly Entry[],
    event: EventFact,
    moment: Moment,
    here: Here,
  ): Entry;
  /** Since when the counter is true: the time of the event that completed it, or infinite. */
  getSince(counter: Counter, entries: readonly Entry[], moment: Moment): number;
  /** Entries of one hash and one slot are the same. Left out: the slot is the entry's time. */
  getSlot?(counter: Counter, at: number): number;
  /** Is it true for good? Left out: it is not. */
  isEnough?(counter: Counter, entries: readonly Entry[]): boolean;
  /** When an entry was complete. Left out: at its time. */
  getMoment?(counter: Counter, entry: Entry, moment: Moment): number;
}
