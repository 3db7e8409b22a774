import type { DocFigure } from "../../insights/figures/helpFigures.ts";
import type { LeadFigure } from "../../insights/figures/leadFigures.ts";
import type { ScoreFigure } from "../../insights/figures/scores.ts";
import type { StoryFigure } from "../../insights/figures/stories.ts";
import { formatNumber, formatShare } from "./charts.ts";
import type { Findings } from "./findings.ts";
import { count, countPeople, formatDay, formatList } from "./formatLists.ts";
import { formatRange } from "./formatStaying.ts";

/** What people say, look for and ask for. */
export function formatVoices({ voices: { scores, stories, help }, leads }: Findings): string[] {
  return [
    ...formatList(
      "Scores, one answer a person",
      scores,
      (one) => `${nameQuestion(one)}: ${describeScore(one)}`,
    ),
    ...formatList("Stories", stories, formatStory),
    ...formatList(
      `Searches without a hit: ${formatNumber(help.withoutHit)} of ${formatNumber(help.searches)}`,
      help.missing,
      ({ query, people, times }) => `"${query}": ${countPeople(people)}, ${count(times, "time")}`,
    ),
    ...formatList("Was this helpful?", help.docs, (one) => `${one.doc}: ${describeDoc(one)}`),
    ...formatList("Leads", leads, (one) => `${one.lead}: ${describeLead(one)}`),
  ];
}

export const nameQuestion = ({ guide, question, kind }: ScoreFigure): string =>
  `${guide}, question ${question + 1} (${kind})`;

/** With its interval, and of how many people. */
export function describeScore({ kind, score, interval, n }: ScoreFigure): string {
  const format = FORMATS[kind];
  const range = interval ? ` (${format(interval[0])} to ${format(interval[1])})` : "";
  return `${format(score)}${range}, ${countPeople(n)}`;
}

const FORMATS: Readonly<Record<ScoreFigure["kind"], (score: number) => string>> = {
  nps: (score) => `${Math.round(score)}`,
  csat: formatShare,
  ces: (score) => score.toFixed(1),
};

export function formatStory({ words, person, milestone, consent, at }: StoryFigure): string {
  const after = milestone === null ? "" : `, after ${milestone}`;
  return `"${words}" ${person}${after}, ${formatDay(at)}; ${describeConsent(consent)}`;
}

export const describeConsent = (consent: string | null): string =>
  consent === null ? "was not asked whether others may read it" : `may others read it: ${consent}`;

export const describeDoc = ({ helpful, n, share, interval }: DocFigure): string =>
  `yes from ${formatNumber(helpful)} of ${formatNumber(n)}, ${formatShare(share)} (${formatRange(interval)})`;

export function describeLead({ raised, people, results, open, value }: LeadFigure): string {
  const became = results.map(({ result, leads }) => `${formatNumber(leads)} ${result}`);
  if (open > 0) became.push(`${formatNumber(open)} open`);
  const worth = value > 0 ? `; worth ${formatNumber(value)}` : "";
  return `${formatNumber(raised)} of ${countPeople(people)}: ${became.join(", ")}${worth}`;
}
