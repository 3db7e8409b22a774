import type { AnswerRow, Facts } from "../../facts/rows.ts";
import { ces, csat, nps, type Score } from "../../stats/scores.ts";
import { groupBy } from "../groupBy.ts";

export const SCORE_KINDS = ["nps", "csat", "ces"] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

/** What people answered to a question with a score. */
export interface ScoreFigure {
  readonly guide: string;
  /** Its place in the survey, from 0. */
  readonly question: number;
  readonly kind: ScoreKind;
  /** People who answered. */
  readonly n: number;
  /** `nps`: from -100 to 100. `csat`: the share of good answers, from 0 to 1. `ces`: the mean, from 1 to 7. */
  readonly score: number;
  /** 95 %; `null` where so few say nothing of how far answers differ. */
  readonly interval: readonly [number, number] | null;
}

/** 4 and 5 of 5. */
const GOOD = 4;
const RANGES: Readonly<Record<ScoreKind, readonly [number, number]>> = {
  nps: [0, 10],
  csat: [1, 5],
  ces: [1, 7],
};

/**
 * Scores by question. Each person counts once, with their last answer, so that who was asked more often has no more
 * weight. An answer that is no whole number of the kind's scale is left out.
 * SOURCE: see `nps`, `csat` and `ces`.
 */
export function getScores({ answers }: Facts): ScoreFigure[] {
  const rated = answers.flatMap((row) => {
    const kind = SCORE_KINDS.find((one) => one === row.kind);
    return kind && isOn(row.answer, RANGES[kind]) ? [{ ...row, kind, answer: row.answer }] : [];
  });
  const groups = groupBy(rated, ({ guide, question, kind }) => JSON.stringify([guide, question, kind]));
  return [...groups.values()].map((group) => {
    const [{ guide, question, kind }] = group as [(typeof group)[number]];
    const last = new Map(sortByTime(group).map(({ person, answer }) => [person, answer]));
    const { n, score, interval } = rate(kind, [...last.values()]);
    const known = interval ? ([interval.lower, interval.upper] as const) : null;
    return { guide, question, kind, n, score, interval: known };
  });
}

const isOn = (answer: AnswerRow["answer"], [least, most]: readonly [number, number]): answer is number =>
  Number.isInteger(answer) && (answer as number) >= least && (answer as number) <= most;

const sortByTime = <T extends { readonly at: number }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => a.at - b.at);

function rate(kind: ScoreKind, answers: readonly number[]): Score {
  const count = (isMeant: (answer: number) => boolean): number => answers.filter(isMeant).length;
  switch (kind) {
    case "nps":
      return nps({
        promoters: count((answer) => answer >= 9),
        passives: count((answer) => answer === 7 || answer === 8),
        detractors: count((answer) => answer <= 6),
      });
    case "csat":
      return csat({ successes: count((answer) => answer >= GOOD), trials: answers.length });
    case "ces":
      return ces(answers);
    default:
      return kind satisfies never;
  }
}
