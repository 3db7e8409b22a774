import { getSegment } from "../conditions/conditions.ts";
import { withoutPrototype } from "../lib/withoutPrototype.ts";
import { reportOnce, type Transition } from "./transition.ts";

/**
 * Tells of a rise or a fall on the ladder. Where that hangs on accounts it is remembered of each: who goes from one to
 * another has not risen. While the account is not known nobody falls.
 */
export function noteSegment(transition: Transition): void {
  const { index, state, here, now } = transition;
  const account = index.ofAccounts ? here.account : "";
  if (index.plan.segments.length === 0 || account === undefined) return;
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
