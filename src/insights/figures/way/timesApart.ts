import { getMedianTime } from "../../stats/kaplanMeier.ts";
import { logRank } from "../../stats/logRank.ts";
import { countTimes, type SurvivalTimes } from "../../stats/survivalTimes.ts";

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

/**
 * Times by group, in the order of the names, and the log-rank test of all of them: whole curves are compared, with who is
 * on the way yet. `null` where fewer than two groups have anybody.
 * SOURCE: see `kaplanMeier` and `logRank`.
 */
export function getTimesApart(
  times: ReadonlyMap<string, SurvivalTimes>,
  names: readonly string[],
): TimesApart | null {
  const known = names.flatMap((name) => {
    const own = times.get(name);
    return own ? [{ name, own }] : [];
  });
  if (known.length < 2) return null;
  return {
    groups: known.map(({ name, own }) => ({
      name,
      n: countTimes(own),
      reached: own.events.length,
      medianMs: getMedianTime(own) ?? null,
    })),
    p: logRank(known.map(({ own }) => own)).p,
  };
}
