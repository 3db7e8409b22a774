import { holds } from "../conditions/conditions.ts";
import { getClock } from "../conditions/gapClock.ts";
import { getParts } from "../plan/conditionParts.ts";
import type { GapPlan } from "../plan/plan.ts";
import { type EvalContext, getGap, getReached } from "../state/evalContext.ts";
import { getChoice, getRung } from "./bridge.ts";

/** Why a gap opens no guide. */
export type Closed =
  | { readonly code: "gap-paused"; readonly gap: string }
  /** The milestone from which it leads is not reached. */
  | { readonly code: "gap-not-started"; readonly gap: string; readonly from?: string }
  | { readonly code: "gap-bridged"; readonly gap: string; readonly at: number }
  | { readonly code: "gap-not-for"; readonly gap: string }
  | {
      readonly code: "segment";
      readonly gap: string;
      readonly is: string | undefined;
      readonly wanted: readonly string[];
    }
  /** `until` is when it opens if nothing else happens before. */
  | { readonly code: "gap-not-open"; readonly gap: string; readonly until?: number }
  /** Of several that the bridge may show, this unit was given another. */
  | { readonly code: "not-chosen"; readonly gap: string; readonly by: string };

/** From the farthest to the nearest: of several gaps, the one that is nearest to being open tells why. */
const NEARER: ReadonlyArray<Closed["code"]> = [
  "gap-bridged",
  "gap-not-started",
  "gap-not-for",
  "segment",
  "gap-not-open",
  "gap-paused",
  "not-chosen",
];

/** Why none of the gaps that name a guide opens it. There is one at least, and none does. */
export const whyGapClosed = (scene: EvalContext, gaps: readonly GapPlan[], guide: string): Closed =>
  gaps
    .map((gap) => whyOne(scene, gap, guide))
    .reduce((a, b) => (NEARER.indexOf(b.code) > NEARER.indexOf(a.code) ? b : a));

function whyOne(scene: EvalContext, plan: GapPlan, guide: string): Closed {
  const { id: gap, from, to } = plan;
  const clock = getClock(scene, plan);
  const reached = getReached(scene, to);
  if (reached !== undefined) return { code: "gap-bridged", gap, at: reached };
  if (clock === undefined) return { code: "gap-not-started", gap, ...(from !== undefined && { from }) };
  if (!holds(plan.for, scene, { clock })) return whyNotFor(scene, plan);
  if (getGap(scene, plan)?.opened === undefined) return whyNotOpen(scene, plan, clock);
  if (plan.status === "paused") return { code: "gap-paused", gap };
  const rung = plan.bridge.findIndex(({ show }) => show.includes(guide));
  return getRung(scene, plan, guide) < 0
    ? { code: "not-chosen", gap, by: getChoice(scene, plan, plan.bridge[rung]!, rung) }
    : { code: "gap-not-open", gap };
}

function whyNotFor(scene: EvalContext, { id: gap, for: audience }: GapPlan): Closed {
  const is = scene.abilities.getSegment?.(scene);
  for (const part of getParts(audience)) {
    if (part.kind === "segment" && !part.ids.includes(is ?? "")) {
      return { code: "segment", gap, is, wanted: part.ids };
    }
  }
  return { code: "gap-not-for", gap };
}

function whyNotOpen(scene: EvalContext, { id: gap, opens }: GapPlan, clock: number): Closed {
  const foreseen = { ...scene, wake: Number.POSITIVE_INFINITY };
  holds(opens, foreseen, { clock });
  const until = foreseen.wake;
  const isThen = Number.isFinite(until) && holds(opens, { ...scene, now: until }, { clock });
  return { code: "gap-not-open", gap, ...(isThen && { until }) };
}
