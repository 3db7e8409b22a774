import type { LeadFigure } from "../figures/accounts/leadFigures.ts";
import type { StoryFigure } from "../figures/accounts/stories.ts";
import type { Findings } from "../figures/findings.ts";
import type { DocFigure } from "../figures/health/helpFigures.ts";
import type { ScoreFigure } from "../figures/health/scores.ts";
import { formatNumber, formatPoints, formatShare, formatSpan } from "./charts.ts";
import { describeVerdict } from "./formatGaps.ts";
import { count, countPeople, formatDay, formatList } from "./formatLists.ts";
import { formatRange } from "./formatRange.ts";

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

export const formatStory = (story: StoryFigure): string => `"${story.words}" ${describeTeller(story)}`;

/** Who tells it, after what, and what is measured of that. */
export function describeTeller(story: StoryFigure): string {
  const { person, account, milestone, gap, crossedMs, effect, consent, at } = story;
  const who = account === null ? person : `${person} of ${account}`;
  const after = milestone === null ? "" : `, after ${milestone}`;
  const crossed =
    gap === null || crossedMs === null ? "" : `, having crossed ${gap} in ${formatSpan(crossedMs)}`;
  const change =
    effect?.interval && effect.uplift !== null
      ? `; for all customers its bridge makes ${formatPoints(effect.uplift)} points (${effect.interval.map(formatPoints).join(" to ")}), ${describeVerdict(effect.verdict)}`
      : "";
  return `${who}${after}${crossed}, ${formatDay(at)}${change}; ${describeConsent(consent)}`;
}

export const describeConsent = (consent: string | null): string =>
  consent === null ? "was not asked whether others may read it" : `may others read it: ${consent}`;

export const describeDoc = ({ helpful, n, share, interval }: DocFigure): string =>
  `yes from ${formatNumber(helpful)} of ${formatNumber(n)}, ${formatShare(share)} (${formatRange(interval)})`;

export function describeLead({ raised, people, results, open, value, later }: LeadFigure): string {
  const became = results.map(({ result, leads }) => `${formatNumber(leads)} ${result}`);
  if (open > 0) became.push(`${formatNumber(open)} open`);
  const worth = value > 0 ? `; worth ${formatNumber(value)}` : "";
  const moved = [
    ...(later.reached > 0 ? [`${formatNumber(later.reached)} reached a milestone`] : []),
    ...(later.rose > 0 ? [`${formatNumber(later.rose)} rose to a higher segment`] : []),
  ];
  const then = moved.length > 0 ? `; afterwards ${moved.join(", ")}` : "";
  return `${count(raised, "lead")} of ${countPeople(people)}: ${became.join(", ")}${worth}${then}`;
}
