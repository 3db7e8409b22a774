import { interrupts } from "./guides.ts";
import { toShare } from "./holdout.ts";
import type { GapPlan, Rung } from "./plan.ts";
import { getGap, getUnit, type Scene } from "./scene.ts";

/** Why a guide of a bridge has to wait: for another one, or for a time. */
export type Wait =
  | { readonly code: "waits-for"; readonly by: string }
  | { readonly code: "rung"; readonly until: number };

/** What of a rung this unit is given: of several, always the same one. */
export function getChoice(scene: Scene, gap: GapPlan, { show }: Rung, index: number): string {
  const unit = getUnit(scene, gap.to)?.id ?? "";
  const share = show.length > 1 ? toShare(scene.index.plan.product, gap.id, unit, `${index}`) : 0;
  return show[Math.floor(share * show.length)]!;
}

/** The rung on which a guide or doc stands for this unit; -1 where another one was chosen for them. */
export const getRung = (scene: Scene, gap: GapPlan, id: string): number =>
  gap.bridge.findIndex((rung, i) => getChoice(scene, gap, rung, i) === id);

/**
 * Of a ladder's interruptions the next opens when the one before was completed or dismissed in this occurrence; a rung
 * with a time opens when the one before was shown that long ago.
 */
export function getWait(scene: Scene, gap: GapPlan, id: string): Wait | undefined {
  const { index, state, now } = scene;
  const since = getGap(scene, gap)?.since ?? 0;
  const at = getRung(scene, gap, id);
  const before = gap.bridge.slice(0, at).map((rung, i) => getChoice(scene, gap, rung, i));
  const { after } = gap.bridge[at]!;
  if (after !== undefined && at > 0) {
    // From its first showing: who comes back each day sees it each day, and is to get on nevertheless.
    const shown = getGap(scene, gap)?.guides?.[before[at - 1]!];
    if (shown === undefined) return { code: "waits-for", by: before[at - 1]! };
    return shown + after > now ? { code: "rung", until: shown + after } : undefined;
  }
  if (!interrupts(index.guides.get(id)!.type)) return undefined;
  const by = before.find((one) => {
    const type = index.guides.get(one)?.type;
    const guide = state.guides[one];
    const ended = Math.max(guide?.completed ?? 0, guide?.dismissed ?? 0);
    return type !== undefined && interrupts(type) && ended <= since;
  });
  return by === undefined ? undefined : { code: "waits-for", by };
}
