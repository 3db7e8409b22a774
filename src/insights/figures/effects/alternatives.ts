import type { GapPlan } from "../../../sdk/domain/plan/plan.ts";
import type { ExposureRow, Facts } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";
import { getExposureRows } from "../rowsOf.ts";
import { compare, type Following } from "./comparison.ts";

/** Guides of a bridge of which each unit keeps one: the config's `oneOf`. */
export interface AlternativesFigure {
  /** In the config's order. */
  readonly guides: readonly AlternativeFigure[];
  /** Left out: they were shown more than one of them. */
  readonly mixed: number;
}

export interface AlternativeFigure {
  readonly guide: string;
  readonly n: number;
  readonly bridged: number;
  /** Its share less that of the first of them; `null` for the first, and where one of the two has nobody. */
  readonly difference: number | null;
  /** Of the difference, 95 %, for who looks once. */
  readonly interval: readonly [number, number] | null;
}

/**
 * Each `oneOf` of a gap's bridge: of the units that were shown one of its guides, by the guide, who reached `to` within
 * the same time as in the effect. Which guide a unit keeps is drawn, so the guides are compared as arms are. Who is held
 * out is in none of them.
 * SOURCE: Newcombe 1998, Statistics in Medicine 17:873-890, method 10; accounts: see `clusterDifference`.
 */
export function getAlternatives(facts: Facts, gap: GapPlan, follow: Following): AlternativesFigure[] {
  const own = getExposureRows(facts, gap.id).filter(
    ({ arm, isFirst, isOut }) => arm === "treated" && isFirst && !isOut,
  );
  return gap.bridge
    .filter(({ show }) => show.length > 1)
    .map(({ show }) => {
      const shown = own.filter(({ guide }) => show.includes(guide));
      const units = [...groupBy(shown, ({ unit }) => unit).values()];
      const known = units
        .filter((rows) => new Set(rows.map(({ guide }) => guide)).size === 1)
        .map(getEarliest);
      const [first] = show;
      return {
        guides: show.map((guide) => toFigure(known, guide, first!, follow)),
        mixed: units.length - known.length,
      };
    });
}

const getEarliest = (rows: readonly ExposureRow[]): ExposureRow =>
  rows.reduce((first, row) => (row.at < first.at ? row : first));

function toFigure(
  known: readonly ExposureRow[],
  guide: string,
  first: string,
  follow: Following,
): AlternativeFigure {
  const two = known
    .filter((row) => row.guide === guide || row.guide === first)
    .map((row) => ({ ...row, arm: row.guide === guide ? ("treated" as const) : ("held_out" as const) }));
  const { treated, uplift, interval } = compare(two, follow).comparison;
  return { guide, ...treated, difference: uplift, interval };
}
