import { holds, type Place } from "./conditions.ts";
import type { GapPlan } from "./plan.ts";
import { getGap, getReached, getUnit, type Scene } from "./scene.ts";
import { getReportId, report, type Turn } from "./turn.ts";
import { toTime } from "./values.ts";

/** When the gap's clock started; `undefined` while it does not run. */
export function getClock(scene: Scene, gap: GapPlan): number | undefined {
  const from = gap.from === undefined ? getStart(scene) : getReached(scene, gap.from);
  // What lapsed starts it anew.
  const again = getGap(scene, gap)?.since;
  return from !== undefined && again ? Math.max(from, again) : from;
}

/** The user's beginning: as the vendor knows it, else the first visit. */
function getStart({ state }: Scene): number {
  const created = toTime(state.user.traits.createdAt?.[1]);
  return Number.isFinite(created) ? created : state.since;
}

/** Does the gap stand open for this user now? */
export function isOpen(scene: Scene, gap: GapPlan): boolean {
  const { opened, bridged } = getGap(scene, gap) ?? {};
  return opened !== undefined && bridged === undefined && holds(gap.for, scene, getPlace(scene, gap));
}

/** Closes the open gaps whose far milestone was reached. */
export function bridgeGaps(turn: Turn, milestone: string): void {
  for (const gap of turn.index.gapsTo.get(milestone) ?? []) {
    const state = getGap(turn, gap);
    const reached = getReached(turn, milestone);
    if (state?.opened === undefined || state.bridged !== undefined || reached === undefined) continue;
    state.bridged = Math.max(reached, state.opened);
    turn.fired.add(`gap ${gap.id}`);
    reportGap(turn, gap, "Gap Bridged", state.bridged, { elapsed_ms: state.bridged - state.opened });
  }
}

/** The far milestone has lapsed: another occurrence of its gaps begins, with its clock from there. */
export function reopenGaps(turn: Turn, milestone: string): void {
  const unit = getUnit(turn, milestone)!;
  for (const { id } of turn.index.gapsTo.get(milestone) ?? []) {
    unit.memory.gaps[id] = { since: unit.memory.lapses[milestone]! };
    turn.fired.add(`gap ${id}`);
  }
}

/** Opens those of the gaps that stand open from now. */
export function openGaps(turn: Turn, candidates: Iterable<GapPlan>): void {
  for (const gap of candidates) {
    const memory = getUnit(turn, gap.to)?.memory;
    const state = memory?.gaps[gap.id];
    if (!memory || state?.opened !== undefined || !opens(turn, gap)) continue;
    memory.gaps[gap.id] = { since: 0, ...state, opened: turn.now };
    turn.fired.add(`gap ${gap.id}`);
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
  gap: GapPlan,
  event: "Gap Opened" | "Gap Bridged",
  at: number,
  more: Readonly<Record<string, unknown>>,
): void {
  const { id, from, to } = gap;
  const unit = getUnit(turn, to)!;
  const { since } = getGap(turn, gap)!;
  const occurrence = since === 0 ? 0 : new Date(since).toISOString();
  report(turn, event, getReportId(turn.index.plan.product, unit.kind, unit.id, event, id, occurrence), at, {
    gap_id: id,
    from,
    milestone_id: to,
    occurrence: since === 0 ? undefined : occurrence,
    ...more,
  });
}
