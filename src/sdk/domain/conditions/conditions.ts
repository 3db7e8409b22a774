import { toShare } from "../lib/toShare.ts";
import type { Condition, Test, TraitRef } from "../plan/plan.ts";
import { type EvalContext, getGap, getLapsed, getReached } from "../state/evalContext.ts";
import type { Entry } from "../state/state.ts";
import { wakeAt } from "../time/moment.ts";
import { getSince, NEVER } from "./counters.ts";
import { getClock, getStart } from "./gapClock.ts";
import { passesNow } from "./localTime.ts";
import { isPage } from "./pagePattern.ts";
import { passes, readTraits, toTest } from "./values.ts";

/** Where a condition stands: whose events it counts, and which clock `after` and `sessions` read. */
export interface ClockScope {
  /** Count the account's events instead of the user's. */
  readonly ofAccount?: boolean;
  /** Start of the gap's clock. */
  readonly clock?: number | undefined;
}

/** Since when the condition holds, in epoch milliseconds; `NEVER` if it does not. */
export function whenHolds(condition: Condition, context: EvalContext, place: ClockScope = HERE): number {
  const { state, now, here } = context;
  switch (condition.kind) {
    case "event": {
      const { counter, last } = condition;
      const plan = context.index.counters.get(counter)!;
      const entries = getEntries(counter, context, plan.ofAccount ? plan : place);
      return last && !last.hashes.includes(entries?.[0]?.[1] ?? NEVER)
        ? NEVER
        : getSince(plan, entries, context);
    }
    case "then":
      return whenThen(condition.counters, context, place);
    case "trait": {
      const test = getTest(condition, context);
      const isSo = test && readTraitsOf(condition, context).some((value) => passes(test, value, context));
      return isSo ? now : NEVER;
    }
    case "now":
      return passesNow(condition.part, condition.test, context) ? now : NEVER;
    case "page":
      return condition.patterns.some((pattern) => isPage(pattern, here.url)) ? now : NEVER;
    case "element": {
      const { elements } = here;
      return !elements || elements.has(condition.key) ? now : NEVER;
    }
    case "milestone": {
      const { id, is, after } = condition;
      const reached = getReached(context, id);
      if (is === "open") {
        if (reached !== undefined) return NEVER;
        return after === 0 ? now : whenOver((getLapsed(context, id) ?? getStart(context)) + after, context);
      }
      return whenOver(((is === "reached" ? reached : getLapsed(context, id)) ?? NEVER) + after, context);
    }
    case "segment":
      return condition.ids.includes(getSegment(context) ?? "") ? now : NEVER;
    case "gap": {
      const gap = context.index.gaps.get(condition.id);
      const { opened, bridged } = (gap && getGap(context, gap)) ?? {};
      // While it is not for the user, it is as if it were not there.
      const isThere =
        bridged === undefined && (!gap?.for || holds(gap.for, context, { clock: getClock(context, gap) }));
      const since = condition.is === "bridged" ? bridged : isThere ? opened : undefined;
      return whenOver((since ?? NEVER) + (condition.after ?? 0), context);
    }
    case "silent":
      return whenOver((state.active || state.since) + condition.ms, context);
    case "after":
      return whenOver((place.clock ?? NEVER) + condition.ms, context);
    case "sessions":
      return whenSessions(condition.count, state.sessions, place.clock);
    case "sample": {
      const unit = condition.by === "user" ? here.user : here.account;
      if (unit === undefined) return NEVER;
      return toShare(context.index.plan.product, "sample", condition.draw, unit) < condition.share
        ? now
        : NEVER;
    }
    case "came":
      return getStart(context) < condition.since ? NEVER : now;
    case "all":
      return whenAll(condition.of, context, place);
    case "any":
      return condition.of.reduce((since, part) => Math.min(since, whenHolds(part, context, place)), NEVER);
    case "not":
      return whenHolds(condition.of, context, place) === NEVER ? now : NEVER;
    default:
      return condition satisfies never;
  }
}

/** What is counted of the person, or of their account. */
const getEntries = (
  counter: string,
  { state, account }: EvalContext,
  { ofAccount }: ClockScope,
): readonly Entry[] | undefined => (ofAccount ? account : state.user)?.counters[counter];

/** What the second one counts is what came after the event that completed the first one. */
function whenThen(
  [first, next]: Extract<Condition, { kind: "then" }>["counters"],
  context: EvalContext,
  place: ClockScope,
): number {
  const { counters } = context.index;
  const before = getEntries(first, context, place);
  const from = getSince(counters.get(first)!, before, context);
  if (from === NEVER) return NEVER;
  const last = before!.findLast(([at]) => at === from);
  const after = getEntries(next, context, place)?.filter(
    ([at, hash]) => at > from || (at === from && hash !== last?.[1]),
  );
  return getSince(counters.get(next)!, after, context);
}

/** The values of a trait of the person, or of their account. */
export const readTraitsOf = ({ of, path }: TraitRef, { state, account }: EvalContext): readonly unknown[] =>
  readTraits((of === "user" ? state.user : account)?.traits, path);

/** What a trait is to pass; of a comparison with another trait, as that one stands now. */
export const getTest = (
  { test }: Extract<Condition, { kind: "trait" }>,
  context: EvalContext,
): Test | undefined => ("than" in test ? toTest(test, readTraitsOf(test.than, context)[0]) : test);

/** The user's own events, and no clock. */
const HERE: ClockScope = {};

/** A condition that is left out holds. */
export const holds = (condition: Condition | undefined, context: EvalContext, place?: ClockScope): boolean =>
  !condition || whenHolds(condition, context, place) !== NEVER;

/** What comes after a part that does not hold need not be asked: that part's change asks again. */
function whenAll(parts: readonly Condition[], context: EvalContext, place: ClockScope): number {
  let since = 0;
  for (const part of parts) {
    since = Math.max(since, whenHolds(part, context, place));
    if (since === NEVER) return NEVER;
  }
  return since || context.now;
}

function whenOver(at: number, context: EvalContext): number {
  if (at <= context.now) return at;
  wakeAt(context, at);
  return NEVER;
}

/** The session in which the clock started is the first; where none is meant, all of the person's count. */
function whenSessions(count: number, starts: readonly number[], clock: number | undefined): number {
  if (clock === undefined) return starts[count - 1] ?? NEVER;
  return count <= 1 ? clock : (starts.filter((start) => start > clock)[count - 2] ?? NEVER);
}

/** The highest rung of the ladder whose condition holds; none while the account that it asks for is not known. */
export function getSegment(context: EvalContext): string | undefined {
  if (context.index.ofAccounts && !context.account) return undefined;
  return context.index.plan.segments.findLast(({ when }) => holds(when, context))?.id;
}
