import { getClock, getStart } from "../sdk/domain/conditions/gapClock.ts";
import { getProgress, type Progress } from "../sdk/domain/engine/progress.ts";
import { type EvalContext, getGap } from "../sdk/domain/state/evalContext.ts";
import { nameOf } from "./words.ts";

/** A line of where somebody stands. */
export interface ProgressRow {
  readonly id: string;
  readonly name: string;
  readonly state: "done" | "open" | "none";
  /** Since when it is so, in epoch milliseconds. */
  readonly at?: number;
  /** Where a gap waits: since when its clock runs. */
  readonly clock?: number;
}

export interface ProgressRows {
  readonly milestones: readonly ProgressRow[];
  readonly gaps: readonly ProgressRow[];
  readonly segments: readonly ProgressRow[];
  /** When this person was first known, in epoch milliseconds. */
  readonly since: number;
}

export function getRows(scene: EvalContext): ProgressRows {
  const { milestones, gaps, segments } = scene.index.plan;
  const progress = getProgress(scene);
  const at = (moment: number | undefined | null) =>
    moment === undefined || moment === null ? {} : { at: moment };
  return {
    milestones: milestones.map(({ id, title }) => {
      const reached = progress.milestones[id];
      return { id, name: nameOf(title) ?? id, state: reached ? "done" : "none", ...at(reached) };
    }),
    gaps: gaps.map((gap) => {
      const { opened, bridged } = getGap(scene, gap) ?? {};
      const clock = getClock(scene, gap);
      const state = bridged !== undefined ? "done" : progress.gaps.includes(gap.id) ? "open" : "none";
      return {
        id: gap.id,
        name: `${gap.from ?? "the beginning"} → ${gap.to}`,
        state,
        ...at(bridged ?? opened),
        ...(clock !== undefined && state === "none" && { clock }),
      };
    }),
    segments: segments.map(({ id }) => ({ id, name: id, state: progress.segment === id ? "open" : "none" })),
    since: getStart(scene),
  };
}

/** What is otherwise than before, in words. */
export function tellMoves(before: Progress, after: Progress): string[] {
  const reached = Object.keys(after.milestones).flatMap((id) => {
    const [was, is] = [before.milestones[id] ?? null, after.milestones[id] ?? null];
    return was === is ? [] : is === null ? `${id} lapsed` : was === null ? `reached ${id}` : [];
  });
  const opened = after.gaps.filter((id) => !before.gaps.includes(id)).map((id) => `opened the gap ${id}`);
  const closed = before.gaps.filter((id) => !after.gaps.includes(id)).map((id) => `closed the gap ${id}`);
  const segment = before.segment === after.segment ? [] : [`now in ${after.segment ?? "no segment"}`];
  return [...reached, ...closed, ...opened, ...segment];
}
