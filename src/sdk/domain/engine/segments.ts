import { getSegment } from "../conditions/conditions.ts";
import { reportOnce, type Transition } from "./transition.ts";

/** Tells of a rise or a fall on the ladder. While the account is not known nobody falls. */
export function noteSegment(transition: Transition): void {
  const { index, state, here, now } = transition;
  if (index.plan.segments.length === 0 || (index.ofAccounts && here.account === undefined)) return;
  const segment = getSegment(transition);
  const before = state.segment?.[1];
  if (segment === before) return;
  state.segment = [now, segment];
  reportOnce(transition, { kind: "user", id: here.user }, [segment ?? "", now], {
    event: "Segment Changed",
    at: now,
    properties: { segment_id: segment, previous_segment_id: before },
  });
}
