import { type EvalContext, getReached } from "../state/evalContext.ts";
import { isOpen } from "./gaps.ts";
import { getJourneys } from "./journeys.ts";

/** Where a person stands. Times are epoch milliseconds. */
export interface Progress {
  /** When each milestone was reached; `null` while it is open. */
  readonly milestones: Readonly<Record<string, number | null>>;
  readonly journeys: ReadonlyArray<{
    readonly id: string;
    readonly done: number;
    readonly total: number;
    /** The first milestone that is still open. */
    readonly next: string | null;
  }>;
  /** Ids of the gaps that stand open, in the config's order. */
  readonly gaps: readonly string[];
  readonly segment: string | null;
}

export function getProgress(context: EvalContext): Progress {
  const { milestones, gaps } = context.index.plan;
  return {
    milestones: Object.fromEntries(milestones.map(({ id }) => [id, getReached(context, id) ?? null])),
    journeys: getJourneys(context).map((journey) => {
      const open = journey.milestones.filter((id) => getReached(context, id) === undefined);
      const total = journey.milestones.length;
      return { id: journey.id, done: total - open.length, total, next: open[0] ?? null };
    }),
    gaps: gaps.filter((gap) => isOpen(context, gap)).map(({ id }) => id),
    segment: context.abilities.getSegment?.(context) ?? null,
  };
}
