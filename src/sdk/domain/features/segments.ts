import { holds } from "../conditions/conditions.ts";
import { NEVER } from "../conditions/counters.ts";
import type { Feature } from "../engine/feature.ts";
import { reportOnce, type Transition } from "../engine/transition.ts";
import { withoutPrototype } from "../lib/withoutPrototype.ts";
import type { EvalContext } from "../state/evalContext.ts";

/** The ladder of segments. */
export const segments = {
  getSegment,
  noteSegment,
  conditions: {
    segment: ({ ids }, context) => (ids.includes(getSegment(context) ?? "") ? context.now : NEVER),
  },
} satisfies Feature;

/** None while the account that the ladder asks for is not known. */
function getSegment(context: EvalContext): string | undefined {
  if (context.index.ofAccounts && !context.account) return undefined;
  return context.index.plan.segments.findLast(({ when }) => holds(when, context))?.id;
}

/**
 * Tells of a rise or a fall on the ladder. Where that hangs on accounts it is remembered of each: who goes from one to
 * another has not risen. While the account is not known nobody falls.
 */
function noteSegment(transition: Transition): void {
  const { index, state, here, now } = transition;
  const account = index.ofAccounts ? here.account : "";
  if (account === undefined) return;
  const segment = getSegment(transition);
  // States from before have one for all accounts.
  const { segments = state.segment && { [account]: state.segment } } = state;
  const before = segments && Object.hasOwn(segments, account) ? segments[account]![1] : undefined;
  if (segment === before) return;
  state.segments = withoutPrototype({ ...segments, [account]: [now, segment] });
  reportOnce(transition, { kind: "user", id: here.user }, [segment ?? "", now], {
    event: "Segment Changed",
    at: now,
    properties: { segment_id: segment, previous_segment_id: before },
  });
}
