import { getEntries } from "../conditions/conditions.ts";
import { getSince, NEVER } from "../conditions/counters.ts";
import type { Feature } from "../engine/feature.ts";
import type { ClockScope, OfKind } from "../state/abilities.ts";
import type { EvalContext } from "../state/evalContext.ts";

/** Asks whether one thing happened after another one. */
export const sequences = { conditions: { then: whenThen } } satisfies Feature;

/** What the second one counts is what came after the event that completed the first one. */
function whenThen(
  { counters: [first, next] }: OfKind<"then">,
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
