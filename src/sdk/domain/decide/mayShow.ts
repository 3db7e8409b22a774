import { holds } from "../conditions/conditions.ts";
import { isOpen } from "../engine/gaps.ts";
import { isOn } from "../engine/guides.ts";
import { isFurniture } from "../plan/guideManners.ts";
import type { EvalContext } from "../state/evalContext.ts";

/**
 * May any guide be to show now? A quick look that never misses one: only then is the rest of the guidance loaded, which
 * decides. Times at which the answer may change by itself go to `scene.wake`.
 */
export function mayShow(scene: EvalContext): boolean {
  const { plan, gapsOf } = scene.index;
  return plan.guides.some((guide) => {
    const state = scene.state.guides[guide.id];
    const named = gapsOf.get(guide.id);
    if (state && isOn(scene.state, state)) return true;
    if (named) return named.some((gap) => gap.status === "live" && isOpen(scene, gap));
    if (isFurniture(guide.type)) return "launcher" in guide || "target" in guide;
    return guide.if !== undefined && holds(guide.if, scene);
  });
}
