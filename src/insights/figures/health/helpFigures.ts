import type { Facts } from "../../facts/rows.ts";
import { wilson } from "../../stats/wilson.ts";
import { groupBy } from "../groupBy.ts";

/** How help does: what it was asked for, and whether it helped. */
export interface HelpFigure {
  readonly searches: number;
  /** Those that found nothing. */
  readonly withoutHit: number;
  /** What was looked for in vain, by people, most first. */
  readonly missing: readonly MissedSearch[];
  readonly docs: readonly DocFigure[];
}

export interface MissedSearch {
  /** In small letters, without spaces around it. */
  readonly query: string;
  readonly people: number;
  readonly times: number;
}

/** "Was this helpful?" of one doc. */
export interface DocFigure {
  readonly doc: string;
  /** People who said; each counts once, with what they said last. */
  readonly n: number;
  readonly helpful: number;
  /** From 0 to 1; with its 95 % interval. */
  readonly share: number;
  readonly interval: readonly [number, number];
}

/**
 * Searches without a hit, and docs by who said that they helped. Docs come with the most answers first, never by their
 * share: of few answers the best and the worst are so by luck.
 * SOURCE: the interval is Wilson's (1927).
 */
export function getHelp({ searches, ratings }: Facts): HelpFigure {
  const empty = searches.filter(({ hits }) => hits === 0);
  const missing = [...groupBy(empty, ({ query }) => query.trim().toLowerCase())].map(([query, own]) => ({
    query,
    people: new Set(own.map(({ person }) => person)).size,
    times: own.length,
  }));
  const docs = [...groupBy(ratings, ({ doc }) => doc)].map(([doc, own]): DocFigure => {
    const last = new Map(
      own.toSorted((a, b) => a.at - b.at).map(({ person, isHelpful }) => [person, isHelpful]),
    );
    const helpful = [...last.values()].filter((isHelpful) => isHelpful).length;
    const { share, lower, upper } = wilson({ successes: helpful, trials: last.size });
    return { doc, n: last.size, helpful, share, interval: [lower, upper] };
  });
  return {
    searches: searches.length,
    withoutHit: empty.length,
    missing: missing.sort((a, b) => b.people - a.people || b.times - a.times),
    docs: docs.sort((a, b) => b.n - a.n),
  };
}
