import { holds } from "./conditions.ts";
import type { JourneyPlan } from "./plan.ts";
import type { Scene } from "./scene.ts";
import { toTime } from "./values.ts";

/** The user's beginning: as the vendor knows it, else the first visit. */
export function getStart(scene: Scene): number {
  const created = toTime(scene.state.user.traits.createdAt?.[1], scene);
  return Number.isFinite(created) ? created : scene.state.since;
}

/** The journeys that the user is on, in the config's order. */
export const getJourneys = (scene: Scene): JourneyPlan[] =>
  scene.index.plan.journeys.filter(
    (journey) =>
      (journey.since === undefined || getStart(scene) >= journey.since) && holds(journey.for, scene),
  );
