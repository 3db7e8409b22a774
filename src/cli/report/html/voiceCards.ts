import type { Findings } from "../../../insights/figures/findings.ts";
import type { StoryFigure } from "../../../insights/figures/stories.ts";
import { formatNumber, formatSpan } from "../charts.ts";
import { describeFriction, describeTimes, namePage } from "../formatHealth.ts";
import { countPeople } from "../formatLists.ts";
import { describeDoc, describeLead, describeScore, describeTeller, nameQuestion } from "../formatVoices.ts";
import { type Child, el, type Markup } from "./markup.ts";
import { card, line, note, rows } from "./page.ts";

/** What people say, look for and ask for. */
export const createVoiceCards = ({ voices: { scores, stories, help }, leads }: Findings): Markup[] => [
  card(
    "Scores",
    "Each person counts once, with their last answer. nps: per cent of 9 and 10 less per cent of 0 to 6 (Rocks 2016). csat: the share of 4 and 5 (Wilson 1927). ces: the mean (Student 1908). In brackets, 95 %.",
    rows(scores, (one) => [line(nameQuestion(one), describeScore(one))]),
  ),
  card(
    "Leads",
    "People handed on, by kind, and what a server has said became of them.",
    rows(leads, (one) => [line(one.lead, describeLead(one))]),
  ),
  card(STORIES_TITLE, STORIES_DEFINITION, rows(stories, createStory)),
  card(
    `Searches without a hit: ${formatNumber(help.withoutHit)} of ${formatNumber(help.searches)}`,
    "What was looked for in help in vain, by people, most first.",
    rows(help.missing, ({ query, ...one }) => [line(query, describeTimes(one))]),
  ),
  card(
    "Was this helpful?",
    "Each person counts once for a doc, with what they said last; docs come by answers. In brackets, 95 % (Wilson 1927).",
    rows(help.docs, (one) => [line(one.doc, describeDoc(one))]),
  ),
];

export const STORIES_TITLE = "Stories";
export const STORIES_DEFINITION =
  "Customers' own words, with the milestone that they or their account had reached last before, the gap that they had crossed to it, and what its bridge does for all customers where that is measured: a story proves none of it. Show nobody a story whose teller has not said that others may read it.";

export const createStory = (story: StoryFigure): Child[] => [
  el("blockquote", {}, story.words),
  note(describeTeller(story)),
];

/** Where pages are in the way, and whether Milepost is well in them. */
export function createHealthCards({ friction, health }: Findings): Markup[] {
  const { versions, plans, errors, missing, neverShown, overMs } = health;
  const over = `Of people who were there in the last ${formatSpan(overMs)}, by what their page ran last.`;
  return [
    card(
      "Friction",
      "Signals by page, without query and hash, with :id for what names one thing among many: of how many people, and how often.",
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
      "By code; a page tells of each once a session.",
      rows(errors, ({ code, ...one }) => [line(code, describeTimes(one))]),
    ),
    card(
      "Targets missing",
      "Guides whose target was not on a page: nothing was shown there.",
      rows(missing, ({ guide, page, ...one }) => [line(`${guide} on ${namePage(page)}`, describeTimes(one))]),
    ),
    card(
      "Guides that nobody has been shown",
      "In all of the log. Paused guides, help and launchers are left out.",
      rows(neverShown, (guide) => [line(guide, "")]),
    ),
  ];
}
