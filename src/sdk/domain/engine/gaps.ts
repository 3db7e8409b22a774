import { getClock } from "../conditions/clock.ts";
import { holds, type Place } from "../conditions/conditions.ts";
import { bare } from "../lib/bare.ts";
import type { GapPlan } from "../plan/plan.ts";
import { getGap, getMemory, getReached, getUnit, type Scene } from "../state/scene.ts";
import { fire, reportOnce, type Turn } from "./turn.ts";

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
    fire(turn, turn.index.onGap.get(gap.id)!);
    // What was reached before anybody looked, nothing of ours has bridged.
    if (turn.past) continue;
    reportGap(turn, gap, "Gap Bridged", state.bridged, {
      elapsed_ms: state.bridged - state.opened,
      // What was shown on the way, and to whom it was not.
      guides: state.guides && getShown(state.guides),
      arm: state.arm && toArm(turn, gap, state.arm[1]),
    });
  }
}

/** In the order in which they were shown first. */
const getShown = (guides: Readonly<Record<string, number>>): string[] =>
  Object.keys(guides).sort((a, b) => guides[a]! - guides[b]! || (a < b ? -1 : 1));

/** How reports name the arms; `undefined` where nobody is held out and so nobody is compared. */
export function toArm({ index }: Scene, { holdout }: GapPlan, isHeldOut: boolean): string | undefined {
  if (holdout.share + index.plan.holdout.share === 0) return undefined;
  return isHeldOut ? "held_out" : "treated";
}

/** The far milestone has lapsed: another occurrence of its gaps begins, with its clock from there. */
export function reopenGaps(turn: Turn, milestone: string): void {
  const memory = getMemory(turn, milestone)!;
  for (const { id } of turn.index.gapsTo.get(milestone) ?? []) {
    memory.gaps[id] = bare({ since: memory.lapses[milestone]! });
    fire(turn, turn.index.onGap.get(id)!);
  }
}

/** Is it neither open nor crossed? */
export function mayOpen(scene: Scene, { id, to }: GapPlan): boolean {
  const memory = getMemory(scene, to);
  return memory !== undefined && memory.gaps[id]?.opened === undefined && getReached(scene, to) === undefined;
}

/** Opens those of the gaps that stand open from now. A gap whose far milestone is reached in the same fact does not open. */
export function openGaps(turn: Turn, candidates: readonly GapPlan[]): void {
  for (const gap of candidates) {
    if (!mayOpen(turn, gap) || !opens(turn, gap)) continue;
    const { gaps } = getMemory(turn, gap.to)!;
    gaps[gap.id] = bare({ since: 0, ...gaps[gap.id], opened: turn.now });
    fire(turn, turn.index.onGap.get(gap.id)!);
    reportGap(turn, gap, "Gap Opened", turn.now, {});
  }
}

function opens(scene: Scene, gap: GapPlan): boolean {
  const place = getPlace(scene, gap);
  if (place.clock !== undefined && gap.from !== undefined && scene.index.lapsing.has(gap.from)) {
    keepClock(scene, gap, place.clock);
  }
  return place.clock !== undefined && holds(gap.for, scene, place) && holds(gap.opens, scene, place);
}

/** A clock that has started goes on, though what has started it may lapse. */
function keepClock(scene: Scene, { id, to }: GapPlan, clock: number): void {
  const { gaps } = getMemory(scene, to)!;
  gaps[id] = bare({ since: 0, clock, ...gaps[id] });
}

const getPlace = (scene: Scene, gap: GapPlan): Place => ({ clock: getClock(scene, gap) });

function reportGap(
  turn: Turn,
  { id, from, to }: GapPlan,
  event: "Gap Opened" | "Gap Bridged",
  at: number,
  more: Readonly<Record<string, unknown>>,
): void {
  const { since } = getMemory(turn, to)!.gaps[id]!;
  const round = since === 0 ? 0 : new Date(since).toISOString();
  const properties = {
    gap_id: id,
    from,
    milestone_id: to,
    occurrence: since === 0 ? undefined : round,
    ...more,
  };
  reportOnce(turn, getUnit(turn, to)!, [id, round], { event, at, properties });
}
