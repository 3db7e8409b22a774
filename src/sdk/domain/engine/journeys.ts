import { getStart } from "../conditions/clock.ts";
import { holds } from "../conditions/conditions.ts";
import type { JourneyPlan } from "../plan/plan.ts";
import type { Scene } from "../state/scene.ts";

/** The journeys that the user is on, in the config's order. */
export const getJourneys = (scene: Scene): JourneyPlan[] =>
  scene.index.plan.journeys.filter(
    (journey) =>
      (journey.since === undefined || getStart(scene) >= journey.since) && holds(journey.for, scene),
  );
