import { holds, type Place } from "./conditions.ts";
import type { GapPlan } from "./plan.ts";
import { getGap, getReached, getUnit, type Scene } from "./scene.ts";
import { getReportId, report, type Turn } from "./turn.ts";
import { toTime } from "./values.ts";

/** When the gap's clock started; `undefined` while it does not run. */
export function getClock(scene: Scene, gap: GapPlan): number | undefined {
  if (gap.from !== undefined) return getReached(scene, gap.from);
  const created = toTime(scene.state.user.traits.createdAt?.[1]);
  return Number.isFinite(created) ? created : scene.state.since;
}

/** Does the gap stand open for this user now? */
export function isOpen(scene: Scene, gap: GapPlan): boolean {
  const state = getGap(scene, gap);
  return state !== undefined && state.bridged === undefined && holds(gap.for, scene, getPlace(scene, gap));
}

/** Closes the open gaps whose far milestone was reached. */
export function bridgeGaps(turn: Turn, milestone: string): void {
  for (const gap of turn.index.gapsTo.get(milestone) ?? []) {
    const state = getGap(turn, gap);
    const reached = getReached(turn, milestone);
    if (!state || state.bridged !== undefined || reached === undefined) continue;
    state.bridged = Math.max(reached, state.opened);
    reportGap(turn, gap, "Gap Bridged", state.bridged, { elapsed_ms: state.bridged - state.opened });
  }
}

/** Opens those of the gaps that stand open from now. */
export function openGaps(turn: Turn, candidates: Iterable<GapPlan>): void {
  for (const gap of candidates) {
    const unit = getUnit(turn, gap.to);
    if (!unit || unit.memory.gaps[gap.id] || !opens(turn, gap)) continue;
    unit.memory.gaps[gap.id] = { opened: turn.now };
    reportGap(turn, gap, "Gap Opened", turn.now, {});
  }
}

/** A gap whose far milestone is reached in the same fact does not open. */
function opens(scene: Scene, gap: GapPlan): boolean {
  const place = getPlace(scene, gap);
  return (
    place.clock !== undefined &&
    getReached(scene, gap.to) === undefined &&
    holds(gap.for, scene, place) &&
    holds(gap.opens, scene, place)
  );
}

const getPlace = (scene: Scene, gap: GapPlan): Place => ({ clock: getClock(scene, gap) });

function reportGap(
  turn: Turn,
  { id, from, to }: GapPlan,
  event: "Gap Opened" | "Gap Bridged",
  at: number,
  more: Readonly<Record<string, unknown>>,
): void {
  const unit = getUnit(turn, to)!;
  report(turn, event, getReportId(turn.index.plan.product, unit.kind, unit.id, event, id, 0), at, {
    gap_id: id,
    from,
    milestone_id: to,
    ...more,
  });
}
