import { murmur3 } from "./hash.ts";
import type { GapPlan } from "./plan.ts";
import { getGap, getUnit, type Scene } from "./scene.ts";

/**
 * Is the gap's bridge withheld from this unit? Drawn by a hash of [product, gap, unit], so that the arms of two gaps
 * are independent and a unit's arm is the same on each device; what a first trigger has settled is kept.
 */
export function isHeldOut(scene: Scene, gap: GapPlan): boolean {
  const settled = getGap(scene, gap)?.heldOut;
  if (settled !== undefined) return settled;
  const unit = getUnit(scene, gap.to)?.id ?? "";
  return murmur3(JSON.stringify([scene.index.plan.product, gap.id, unit])) / 2 ** 32 < gap.holdout;
}
