import { benjaminiHochberg } from "../../stats/benjaminiHochberg.ts";
import { LEVEL } from "../../stats/interval.ts";
import { getCritical, normalTail } from "../../stats/normal.ts";
import { shrink } from "../../stats/shrink.ts";
import type { EffectFigure } from "./effect.ts";

/** An effect among others: who reads many of them finds a large one by luck alone. */
export interface EffectAmongOthers {
  readonly gap: string;
  readonly uplift: number;
  /** How probable a difference of this size is where there is none, for who looks once and at this gap alone. */
  readonly p: number;
  /** The same for who looks at all of them: of those at or below 0.05, at most 5 % are nothing, on average. */
  readonly adjustedP: number;
  /** The uplift as large as it may be expected to be: drawn to what all have in common by what is noise in it. */
  readonly shrunk: number;
  /** How far it was drawn, from 0 to 1; 0 where there are fewer than four, which have nothing to learn from each other. */
  readonly shrinkage: number;
}

/**
 * All effects that are to be believed, together, in the order in which they are given: never by their size. Standard
 * errors are those of the shown intervals, whose width is twice 1.96 of them.
 * SOURCE: Benjamini and Hochberg 1995; Morris 1983; see `benjaminiHochberg` and `shrink`.
 */
export function getEffectsTogether(
  effects: ReadonlyArray<Pick<EffectFigure, "gap" | "uplift" | "interval" | "verdict">>,
): EffectAmongOthers[] {
  const measured = effects.flatMap(({ gap, uplift, interval, verdict: { kind } }) => {
    if (uplift === null || !interval || kind === "not measured" || kind === "unhealthy") return [];
    const standardError = (interval[1] - interval[0]) / (2 * getCritical(LEVEL));
    return standardError > 0 ? [{ gap, uplift, estimate: uplift, standardError }] : [];
  });
  if (measured.length === 0) return [];
  const ps = measured.map(({ estimate, standardError }) =>
    Math.min(1, 2 * normalTail(Math.abs(estimate) / standardError)),
  );
  const adjusted = benjaminiHochberg(ps);
  const { estimates } = shrink(measured.map(({ estimate, standardError }) => ({ estimate, standardError })));
  return measured.map(({ gap, uplift }, i) => ({
    gap,
    uplift,
    p: ps[i]!,
    adjustedP: adjusted[i]!,
    shrunk: estimates[i]!.estimate,
    shrinkage: estimates[i]!.shrinkage,
  }));
}
