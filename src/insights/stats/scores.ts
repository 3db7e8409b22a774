import { expectLevel, expectThat, isCount } from "./expectThat.ts";
import { clamp, type Interval, LEVEL, type Sample } from "./interval.ts";
import { getCritical } from "./normal.ts";
import { studentTUpperQuantile } from "./studentT.ts";
import { wilson } from "./wilson.ts";

/** What a question was answered with, over all who answered. */
export interface Score {
  /** Who answered. */
  readonly n: number;
  readonly score: number;
  /** `undefined` where so few say nothing of how far answers differ. */
  readonly interval: Interval | undefined;
}

/** Answers from 0 to 10 to "would you recommend us?": 9 and 10, 7 and 8, and those up to 6. */
export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Answers that are added before an interval is taken, so that one of few or equal answers is not too narrow. */
const ADDED = { promoters: 0.75, passives: 1.5, detractors: 0.75 };

/**
 * The Net Promoter Score: per cent promoters less per cent detractors, from -100 to 100.
 * The interval is the adjusted Wald one: of the variance p + d - (p - d)², after three answers were added (3/4, 3/2,
 * 3/4). The score itself is of the answers as they are.
 * SOURCE: Rocks 2016, The American Statistician 70:365-372.
 * @throws RangeError where nobody answered, or a count is no whole number.
 */
export function nps(counts: NpsCounts, level = LEVEL): Score {
  const n = addUp(counts);
  for (const [name, count] of Object.entries(counts))
    expectThat(isCount(count), `nps: ${name}`, count, "a whole number from 0 on");
  expectThat(n > 0, "nps: answers", n, "one or more");
  expectLevel(level, "nps");
  const score = 100 * ((counts.promoters - counts.detractors) / n);
  const all = n + addUp(ADDED);
  const promoters = (counts.promoters + ADDED.promoters) / all;
  const detractors = (counts.detractors + ADDED.detractors) / all;
  const centre = promoters - detractors;
  const variance = promoters + detractors - centre ** 2;
  const reach = getCritical(level) * Math.sqrt(variance / all);
  return {
    n,
    score,
    interval: {
      lower: clamp(100 * (centre - reach), -100, score),
      upper: clamp(100 * (centre + reach), score, 100),
    },
  };
}

const addUp = ({ promoters, passives, detractors }: NpsCounts): number => promoters + passives + detractors;

/**
 * Customer satisfaction: the share of answers that are good ones, from 0 to 1, with Wilson's interval.
 * @param answers Good ones (4 and 5 of 5, as a rule) as `successes`, all as `trials`.
 */
export function csat(answers: Sample, level = LEVEL): Score {
  const { share, lower, upper } = wilson(answers, level);
  return { n: answers.trials, score: share, interval: { lower, upper } };
}

/**
 * Customer effort: the mean of the answers, in their own unit (1 to 7, as a rule), with Student's interval of a mean.
 * SOURCE: Student 1908, Biometrika 6:1-25.
 * @throws RangeError where nobody answered, or an answer is no finite number.
 */
export function ces(answers: readonly number[], level = LEVEL): Score {
  const n = answers.length;
  expectThat(n > 0, "ces: answers", n, "one or more");
  for (const answer of answers) expectThat(Number.isFinite(answer), "ces: answer", answer, "a finite number");
  expectLevel(level, "ces");
  const score = answers.reduce((sum, answer) => sum + answer, 0) / n;
  if (n === 1) return { n, score, interval: undefined };
  const variance = answers.reduce((sum, answer) => sum + (answer - score) ** 2, 0) / (n - 1);
  const reach = studentTUpperQuantile((1 - level) / 2, n - 1) * Math.sqrt(variance / n);
  return { n, score, interval: { lower: score - reach, upper: score + reach } };
}
