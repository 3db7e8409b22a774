import type { RareKind } from "../plan/featureNames.ts";
import type { Condition, Test, TraitRef } from "../plan/plan.ts";
import type { ClockScope, OfKind } from "../state/abilities.ts";
import { type EvalContext, getGap, getLapsed, getReached } from "../state/evalContext.ts";
import { wakeAt } from "../state/moment.ts";
import type { Entry } from "../state/state.ts";
import { getSince, NEVER } from "./counters.ts";
import { getClock, getStart } from "./gapClock.ts";
import { isPage } from "./pagePattern.ts";
import { passes, readTraits } from "./values.ts";

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
    case "trait": {
      const test = getTest(condition, context);
      const isSo = test && readTraitsOf(condition, context).some((value) => passes(test, value, context));
      return isSo ? now : NEVER;
    }
    case "page":
      return condition.patterns.some((pattern) => isPage(pattern, here.url)) ? now : NEVER;
    case "element":
      return !here.elements || here.elements.has(condition.key) ? now : NEVER;
    case "milestone": {
      const { id, is, after } = condition;
      const reached = getReached(context, id);
      if (is === "open") {
        if (reached !== undefined) return NEVER;
        return after === 0 ? now : whenOver((getLapsed(context, id) ?? getStart(context)) + after, context);
      }
      return whenOver(((is === "reached" ? reached : getLapsed(context, id)) ?? NEVER) + after, context);
    }
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
    case "all":
      return whenAll(condition.of, context, place);
    case "any":
      return condition.of.reduce((since, part) => Math.min(since, whenHolds(part, context, place)), NEVER);
    case "not":
      return whenHolds(condition.of, context, place) === NEVER ? now : NEVER;
    default:
      return evaluateRare(condition, context, place);
  }
}

/** By what an engine is given where its plan asks for it. */
const evaluateRare = (condition: OfKind<RareKind>, context: EvalContext, place: ClockScope): number =>
  context.abilities.conditions[condition.kind]?.(condition as never, context, place) ?? NEVER;

/** What is counted of the person, or of their account. */
export const getEntries = (
  counter: string,
  { state, account }: EvalContext,
  { ofAccount }: ClockScope,
): readonly Entry[] | undefined => (ofAccount ? account : state.user)?.counters[counter];

/** The values of a trait of the person, or of their account. */
export const readTraitsOf = ({ of, path }: TraitRef, { state, account }: EvalContext): readonly unknown[] =>
  readTraits((of === "user" ? state.user : account)?.traits, path);

/** What a trait is to pass; of a comparison with another trait, as that one stands now. */
export const getTest = ({ test }: OfKind<"trait">, context: EvalContext): Test | undefined =>
  "than" in test ? context.abilities.toTest?.(test, readTraitsOf(test.than, context)[0]) : test;

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
