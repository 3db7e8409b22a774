import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { ExposureRow, Facts, GapRow } from "../../facts/rows.ts";
import { sortTimes } from "../../stats/survivalTimes.ts";
import { groupBy } from "../groupBy.ts";
import { getExposureRows, getGapRows } from "../rowsOf.ts";
import { judgeTarget, type TargetMet } from "./targetMet.ts";
import type { Target, Targets } from "./targets.ts";

/** What a gap costs, and what has closed it. Counts are units: people, or accounts where `to` is an account's. */
export interface GapFigure {
  readonly gap: string;
  /** Units for which it has ever opened. */
  readonly opened: number;
  readonly bridged: number;
  /** Units for which it is open at the end of the log: the customers that are lost there, or are to be. */
  readonly lost: number;
  /** What it would be worth if they all reached `to`: lost times the milestone's `value`; `null` where it has none. */
  readonly lostValue: number | null;
  /** Half of those who have crossed it did so within so many milliseconds of its opening; `null` where nobody has. */
  readonly medianMs: number | null;
  /** Who crosses it in time, against what was aimed for; `null` where the config says no share, or it never opened. */
  readonly target: TargetMet | null;
  /** By the part of `opens` that held; most first. */
  readonly openedBy: readonly OpenedBy[];
  /** Units that had seen a guide of it before they crossed it, by guide; one that saw two counts under both. */
  readonly bridgedAfter: readonly BridgedAfter[];
  /** Units that have crossed it and had seen nothing of it. */
  readonly bridgedAlone: number;
}

export interface OpenedBy {
  readonly by: string;
  readonly opened: number;
  readonly bridged: number;
}

export interface BridgedAfter {
  readonly guide: string;
  readonly units: number;
}

/**
 * Gaps by customers lost, most first; of two with as many, by value. "After" a guide is not "by" it: what a bridge does
 * to a gap is its effect, against its holdout.
 */
export function getGapFigures(
  facts: Facts,
  { gaps }: Plan,
  { milestones, gaps: targets }: Targets,
): GapFigure[] {
  return gaps
    .map(({ id, to }) => {
      const seen = getExposureRows(facts, id).filter(({ arm }) => arm === "treated");
      const byUnit = groupBy(seen, ({ unit }) => unit);
      const rows = getGapRows(facts, id);
      return {
        ...getFigure(id, rows, byUnit, milestones[to]?.value),
        target: getGapTarget(rows, targets[id], facts.end ?? 0),
      };
    })
    .sort((a, b) => b.lost - a.lost || (b.lostValue ?? 0) - (a.lostValue ?? 0));
}

function countUnits(rows: readonly GapRow[]): number {
  const units = new Set<string>();
  for (const { unit } of rows) units.add(unit);
  return units.size;
}

/** Units for which a gap is open; as of an earlier time where one is given. */
export const countLost = (rows: readonly GapRow[], at = Number.POSITIVE_INFINITY): number =>
  countUnits(rows.filter(({ opened, bridged }) => opened <= at && (bridged === null || bridged > at)));

/**
 * Of all units for which a gap has opened, how many cross it within its target's time of the opening: in its first
 * occurrence, so that each counts once, and whether its bridge was shown to them or held out.
 * @param at As it was known then.
 */
export function getGapTarget(rows: readonly GapRow[], target: Target = {}, at: number): TargetMet | null {
  const [crossed, open]: [number[], number[]] = [[], []];
  if (target.share === undefined) return null;
  for (const { occurrence, opened, bridged } of rows) {
    if (occurrence !== 0 || opened > at) continue;
    if (bridged !== null && bridged <= at) crossed.push(Math.max(0, bridged - opened));
    else open.push(at - opened);
  }
  if (crossed.length + open.length === 0) return null;
  return judgeTarget(sortTimes(crossed, open), target);
}

function getFigure(
  gap: string,
  rows: readonly GapRow[],
  exposures: ReadonlyMap<string, readonly ExposureRow[]>,
  value: number | undefined,
): Omit<GapFigure, "target"> {
  // A gap that opens once for a unit has a row a unit, and so has each part of them.
  const opened = countUnits(rows);
  const count = opened === rows.length ? (some: readonly GapRow[]) => some.length : countUnits;
  const [open, crossed]: [GapRow[], GapRow[]] = [[], []];
  const ways = new Map<string, { opened: number; bridged: number }>();
  for (const row of rows) {
    const isCrossed = row.bridged !== null;
    (isCrossed ? crossed : open).push(row);
    let way = ways.get(row.openedBy);
    if (!way) ways.set(row.openedBy, (way = { opened: 0, bridged: 0 }));
    way.opened++;
    if (isCrossed) way.bridged++;
  }
  const lost = count(open);
  const spans = Float64Array.from(crossed, ({ opened, bridged }) => bridged! - opened).sort();
  const after = new Map<string, Set<string>>();
  const alone: GapRow[] = [];
  for (const row of crossed) {
    const { unit, opened, bridged } = row;
    const seen = exposures.get(unit)?.filter(({ at }) => at >= opened && at <= bridged!) ?? [];
    if (seen.length === 0) alone.push(row);
    for (const { guide } of seen) after.set(guide, (after.get(guide) ?? new Set()).add(unit));
  }
  return {
    gap,
    opened,
    bridged: count(crossed),
    lost,
    lostValue: value === undefined ? null : lost * value,
    medianMs: spans[Math.floor((spans.length - 1) / 2)] ?? null,
    openedBy: [...ways].map(([by, way]) => ({ by, ...way })).sort((a, b) => b.opened - a.opened),
    bridgedAfter: [...after]
      .map(([guide, all]) => ({ guide, units: all.size }))
      .sort((a, b) => b.units - a.units),
    bridgedAlone: count(alone),
  };
}
