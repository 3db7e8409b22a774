import { kaplanMeier, type SurvivalTime } from "../../stats/kaplanMeier.ts";
import { logRank } from "../../stats/logRank.ts";
import { groupBy } from "../groupBy.ts";

/** Whether groups come somewhere alike fast. */
export interface TimesApart {
  readonly groups: readonly TimesOfGroup[];
  /** How probable times that differ so much are, where all groups are alike. */
  readonly p: number;
}

export interface TimesOfGroup {
  readonly name: string;
  readonly n: number;
  readonly reached: number;
  /** By then half of them have; `null` where nobody was followed for so long. */
  readonly medianMs: number | null;
}

/** A unit's time, and whom it is one of. */
export interface TimeOfOne extends SurvivalTime {
  readonly name: string;
}

/**
 * Times by group, in the order of the names, and the log-rank test of all of them: whole curves are compared, with who is
 * on the way yet. `null` where fewer than two groups have anybody.
 * SOURCE: see `kaplanMeier` and `logRank`.
 */
export function getTimesApart(times: readonly TimeOfOne[], names: readonly string[]): TimesApart | null {
  if (names.length < 2) return null;
  const by = groupBy(times, ({ name }) => name);
  const known = names.flatMap((name) => {
    const own = by.get(name);
    return own ? [{ name, own }] : [];
  });
  if (known.length < 2) return null;
  return {
    groups: known.map(({ name, own }) => {
      const { n, events, median } = kaplanMeier(own);
      return { name, n, reached: events, medianMs: median.at ?? null };
    }),
    p: logRank(known.map(({ own }) => own)).p,
  };
}
