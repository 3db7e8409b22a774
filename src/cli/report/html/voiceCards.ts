import type { StoryFigure } from "../../../insights/figures/accounts/stories.ts";
import type { Findings } from "../../../insights/figures/findings.ts";
import { formatNumber, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeFriction, describeTimes, namePage } from "../../../insights/words/formatHealth.ts";
import { countPeople } from "../../../insights/words/formatLists.ts";
import {
  describeDoc,
  describeLead,
  describeScore,
  describeTeller,
  nameQuestion,
} from "../../../insights/words/formatVoices.ts";
import { type Child, el, type Markup } from "./markup.ts";
import { card, line, note, rows } from "./page.ts";

/** What people say, look for and ask for. */
export const createVoiceCards = ({ voices: { scores, stories, help }, leads }: Findings): Markup[] => [
  card(
    "Scores",
    DEFINITIONS.scores,
    rows(scores, (one) => [line(nameQuestion(one), describeScore(one))]),
  ),
  card(
    "Leads",
    DEFINITIONS.leads,
    rows(leads, (one) => [line(one.lead, describeLead(one))]),
  ),
  card(STORIES_TITLE, DEFINITIONS.stories, rows(stories, createStory)),
  card(
    `Searches without a hit: ${formatNumber(help.withoutHit)} of ${formatNumber(help.searches)}`,
    DEFINITIONS.searches,
    rows(help.missing, ({ query, ...one }) => [line(query, describeTimes(one))]),
  ),
  card(
    "Was this helpful?",
    DEFINITIONS.helpful,
    rows(help.docs, (one) => [line(one.doc, describeDoc(one))]),
  ),
];

export const STORIES_TITLE = "Stories";

export const createStory = (story: StoryFigure): Child[] => [
  el("blockquote", {}, story.words),
  note(describeTeller(story)),
];

/** Where pages are in the way, and whether Milepost is well in them. */
export function createHealthCards({ friction, health }: Findings): Markup[] {
  const { versions, plans, errors, missing, neverShown, alwaysDismissed, overMs } = health;
  const over = `Of people who were there in the last ${formatSpan(overMs)}, by what their page ran last.`;
  return [
    card(
      "Friction",
      DEFINITIONS.friction,
      rows(friction, (one) => [line(namePage(one.page), describeFriction(one))]),
    ),
    card(
      "Versions of Milepost",
      over,
      rows(versions, ({ version, people }) => [line(version, countPeople(people))]),
    ),
    card(
      "Plans",
      over,
      rows(plans, ({ version, people }) => [line(version, countPeople(people))]),
    ),
    card(
      "Errors",
      DEFINITIONS.errors,
      rows(errors, ({ code, ...one }) => [line(code, describeTimes(one))]),
    ),
    card(
      "Targets missing",
      DEFINITIONS.missing,
      rows(missing, ({ guide, page, ...one }) => [line(`${guide} on ${namePage(page)}`, describeTimes(one))]),
    ),
    card(
      "Guides that nobody has been shown",
      DEFINITIONS.neverShown,
      rows(neverShown, (guide) => [line(guide, "")]),
    ),
    card(
      "Guides that everybody has dismissed since the last release",
      DEFINITIONS.alwaysDismissed,
      rows(alwaysDismissed, ({ guide, ...one }) => [line(guide, describeTimes(one))]),
    ),
  ];
}
