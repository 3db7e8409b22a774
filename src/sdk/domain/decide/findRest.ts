import { holds } from "../conditions/conditions.ts";
import { isFull } from "../conditions/counters.ts";
import { PAGE_VIEW } from "../plan/eventNames.ts";
import type { Condition } from "../plan/plan.ts";
import type { Counted } from "../plan/planIndex.ts";
import { type EvalContext, getGap, getReached } from "../state/evalContext.ts";
import type { Memory } from "../state/state.ts";
import { mayShow } from "./mayShow.ts";

/** What a person can be left alone with: nothing but these changes anything. */
export interface Undisturbed {
  /** Epoch milliseconds: the next moment at which time alone may. */
  readonly until: number;
  /** Names of events; `*` for all of the page's own. */
  readonly events: readonly string[];
}

/**
 * Can a person be left alone within their session, on any page of the product? Not while anything may be to show, and not
 * where what they come to or see may change an answer.
 * @param admits Is Milepost there for them? Of whom it is not, nothing is counted.
 */
export function findRest(context: EvalContext, admits: boolean): Undisturbed | undefined {
  const { index, state } = context;
  const { plan } = index;
  if (plan.signals.length > 0 || plan.elements.length > 0 || asksForPage(context, plan.for)) return undefined;
  // Its wake is noted too.
  if (!admits) return holds(plan.for, context) ? undefined : { until: context.wake, events: [] };
  if (hangsOnPage(context) || mayShow(context) || mayShowElsewhere(context)) return undefined;
  holds(plan.for, context);
  const events = [...index.countersOf].flatMap(([name, counted]) =>
    counted.some((one) => mayCount(context, one)) ? name : [],
  );
  if (events.includes(PAGE_VIEW)) return undefined;
  return { until: Math.min(context.wake, state.wake), events };
}

/** A gap that a page may open counts as one that asks for it: who is left alone is at most one fewer. */
function asksForPage(context: EvalContext, condition: Condition | undefined): boolean {
  const { gaps, segments } = context.index.on("page");
  switch (condition?.kind) {
    case "page":
      return true;
    case "segment":
      return segments;
    case "gap":
      return gaps.some(({ id }) => id === condition.id);
    case "all":
    case "any":
      return condition.of.some((part) => asksForPage(context, part));
    case "not":
      return asksForPage(context, condition.of);
    default:
      return false;
  }
}

/** May a page open a gap, reach a milestone, or move what is asked of them? */
function hangsOnPage(context: EvalContext): boolean {
  const { milestones, gaps, segments } = context.index.on("page");
  return (
    segments ||
    milestones.some(({ id, lapses }) => lapses !== undefined || getReached(context, id) === undefined) ||
    gaps.some((gap) => getGap(context, gap)?.bridged === undefined) ||
    context.index.plan.journeys.some((journey) => asksForPage(context, journey.for))
  );
}

/** May a guide be to show on another page? */
const mayShowElsewhere = (context: EvalContext): boolean =>
  context.index.plan.guides.some(
    (guide) =>
      guide.if !== undefined &&
      asksForPage(context, guide.if) &&
      holds(onSomePage(context, guide.if, true), context),
  );

/** The same on the page that speaks most for it, or most against it. */
function onSomePage(context: EvalContext, condition: Condition, isFor: boolean): Condition {
  const { kind } = condition;
  if (kind === "not") return { kind, of: onSomePage(context, condition.of, !isFor) };
  if (kind === "all" || kind === "any")
    return { kind, of: condition.of.map((part) => onSomePage(context, part, isFor)) };
  return asksForPage(context, condition) ? { kind: isFor ? "all" : "any", of: [] } : condition;
}

/** May another event still change what is kept of it? */
function mayCount({ state, account, abilities }: EvalContext, { counter, ofAccount }: Counted): boolean {
  const isOpen = ({ counters }: Memory): boolean => !isFull(counter, counters[counter.key] ?? [], abilities);
  return isOpen(state.user) || (ofAccount && account !== undefined && isOpen(account));
}
