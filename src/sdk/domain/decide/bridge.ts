import { holds } from "../conditions/conditions.ts";
import { isOn } from "../engine/guides.ts";
import { toShare } from "../lib/toShare.ts";
import { interrupts } from "../plan/guideManners.ts";
import type { GapPlan, Rung } from "../plan/plan.ts";
import { type EvalContext, getGap, getUnit } from "../state/evalContext.ts";

/** Why a guide of a bridge has to wait: for another one, or for a time. */
export type Wait =
  | { readonly code: "waits-for"; readonly by: string }
  | { readonly code: "rung"; readonly until: number };

/** What of a rung this unit is given: of several, always the same one, and that which it has seen. */
export function getChoice(scene: EvalContext, gap: GapPlan, { show }: Rung, index: number): string {
  if (show.length === 1) return show[0]!;
  const { guides = {} } = getGap(scene, gap) ?? {};
  const unit = getUnit(scene, gap.to)?.id ?? "";
  const share = toShare(scene.index.plan.product, gap.id, unit, `${index}`);
  return show.find((id) => Object.hasOwn(guides, id)) ?? show[Math.floor(share * show.length)]!;
}

/** The rung on which a guide or doc stands for this unit; -1 where another one was chosen for them. */
export const getRung = (scene: EvalContext, gap: GapPlan, id: string): number =>
  gap.bridge.findIndex((rung, i) => getChoice(scene, gap, rung, i) === id);

/** When a rung's time comes; `undefined` while that before it was not shown. */
function getTurn(scene: EvalContext, gap: GapPlan, at: number): number | undefined {
  const { after } = gap.bridge[at]!;
  if (after === undefined || at === 0) return getGap(scene, gap)?.opened;
  const shown = getShown(scene, gap, at - 1);
  return shown === undefined ? undefined : shown + after;
}

/** Since when a rung is before the user: a guide since its first showing, a doc, which waits in help, since its turn. */
function getShown(scene: EvalContext, gap: GapPlan, at: number): number | undefined {
  const id = getChoice(scene, gap, gap.bridge[at]!, at);
  // From the first showing: who comes back each day sees it each day, and is to get on nevertheless.
  return scene.index.guides.has(id) ? getGap(scene, gap)?.guides?.[id] : getTurn(scene, gap, at);
}

/** Does a gap that is open offer the doc now? */
export function offers(scene: EvalContext, gap: GapPlan, doc: string): boolean {
  const at = getRung(scene, gap, doc);
  return at >= 0 && (getTurn(scene, gap, at) ?? Number.POSITIVE_INFINITY) <= scene.now;
}

/**
 * Of a ladder's interruptions the next opens when the one before was completed or dismissed in this occurrence, or is
 * not for this user at all (its `if`); a rung with a time opens when the one before was shown that long ago.
 */
export function getWait(scene: EvalContext, gap: GapPlan, id: string): Wait | undefined {
  const { index, state, now } = scene;
  const at = getRung(scene, gap, id);
  const before = gap.bridge.slice(0, at).map((rung, i) => getChoice(scene, gap, rung, i));
  if (gap.bridge[at]!.after !== undefined && at > 0) {
    const until = getTurn(scene, gap, at);
    if (until === undefined) return { code: "waits-for", by: before[at - 1]! };
    return until > now ? { code: "rung", until } : undefined;
  }
  if (!interrupts(index.guides.get(id)!.type)) return undefined;
  const since = getGap(scene, gap)?.since ?? 0;
  const by = before.find((one) => {
    const plan = index.guides.get(one);
    const { completed = 0, dismissed = 0, shown = 0 } = state.guides[one] ?? {};
    if (!plan || !interrupts(plan.type) || Math.max(completed, dismissed) > since) return false;
    if (wasLeft(scene, gap, one)) return false;
    // One that is not for this user holds nobody up.
    return shown > 0 || holds(plan.if, scene);
  });
  return by === undefined ? undefined : { code: "waits-for", by };
}

/** Nobody closes what was held out: the session in which it was is over, and so is it. */
function wasLeft(scene: EvalContext, gap: GapPlan, id: string): boolean {
  const { arm, guides = {} } = getGap(scene, gap) ?? {};
  return !!arm?.[1] && Object.hasOwn(guides, id) && !isOn(scene.state, scene.state.guides[id]!);
}
