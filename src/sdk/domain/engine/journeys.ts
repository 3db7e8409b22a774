import { holds } from "../conditions/conditions.ts";
import type { JourneyPlan } from "../plan/plan.ts";
import type { EvalContext } from "../state/evalContext.ts";

/** The journeys that the user is on, in the config's order. */
export const getJourneys = (context: EvalContext): JourneyPlan[] =>
  context.index.plan.journeys.filter((journey) => holds(journey.for, context));
