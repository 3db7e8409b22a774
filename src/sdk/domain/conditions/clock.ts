import type { GapPlan } from "../plan/plan.ts";
import { getGap, getReached, type Scene } from "../state/scene.ts";
import { toTime } from "./values.ts";

/** The user's beginning: as the vendor knows it, else the first visit. */
export function getStart(scene: Scene): number {
  const created = toTime(scene.state.user.traits.createdAt?.[1], scene);
  return Number.isFinite(created) ? created : scene.state.since;
}

/** When the gap's clock started; `undefined` while it does not run. */
export function getClock(scene: Scene, gap: GapPlan): number | undefined {
  const { clock, since } = getGap(scene, gap) ?? {};
  const from = clock ?? (gap.from === undefined ? getStart(scene) : getReached(scene, gap.from));
  // What lapsed starts it anew.
  return from !== undefined && since ? Math.max(from, since) : from;
}
