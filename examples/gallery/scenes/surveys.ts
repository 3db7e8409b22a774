import type { Answer } from "milepost/widgets";
import { aSurvey } from "../views.ts";
import { type Chapter, press } from "./scene.ts";

const NPS = { kind: "nps", ask: "How likely are you to recommend us to a colleague?", choices: [] } as const;
const CSAT = { kind: "csat", ask: "How satisfied are you with your invoices?", choices: [] } as const;
const CES = { kind: "ces", ask: "Getting paid was easy.", choices: [] } as const;
const CHOICE = {
  kind: "choice",
  ask: "What would help you most?",
  choices: ["Reminders that send themselves", "Invoices in more languages", "Card payments"],
} as const;
const OUTCOME = {
  kind: "outcome",
  ask: "What do you want to reach with Acme?",
  choices: [
    { id: "paid-on-time", label: "Every invoice is paid on time" },
    { id: "less-paper", label: "No paper on my desk any more" },
    { id: "whole-team", label: "The whole team invoices by itself" },
  ],
} as const;
const TEXT = { kind: "text", ask: "What is missing?", choices: [] } as const;
const STORY = {
  kind: "story",
  ask: "How did you get your first invoice paid?",
  choices: [],
} as const;

const alone = (name: string, title: string, question: (typeof ALL)[number], answer?: Answer) => ({
  name: `survey-${name}`,
  title,
  views: [
    aSurvey(
      { questions: [question] },
      answer === undefined ? {} : { draft: { at: 0, answers: [answer], contact: false } },
    ),
  ],
});
const ALL = [NPS, CSAT, CES, CHOICE, OUTCOME, TEXT, STORY] as const;

const several = {
  title: "Three questions",
  questions: [CSAT, CHOICE, TEXT],
  branches: [{ test: { op: "atMost", value: 6 }, lead: "full-serve" }],
} as const;

export const surveys: Chapter = {
  title: "Survey",
  scenes: [
    alone("nps", "From 0 to 10", NPS),
    alone("nps-answer", "From 0 to 10, answered", NPS, 9),
    alone("csat", "From 1 to 5", CSAT, 4),
    alone("ces", "From 1 to 7", CES, 6),
    alone("choice", "One of several", CHOICE, 0),
    alone("outcome", "The customer's own goal", OUTCOME, "paid-on-time"),
    alone("text", "In words", TEXT),
    alone("story", "A story", STORY, "I sent it from the train, and it was paid before I was home."),
    { name: "survey-first", title: "The first of three", views: [aSurvey(several)] },
    {
      name: "survey-last",
      title: "The last of three, with an offer",
      views: [
        aSurvey(several, { asksContact: true, draft: { at: 2, answers: [2, 0, null], contact: true } }),
      ],
    },
    { name: "survey-thanks", title: "Thanks", views: [aSurvey({ questions: [NPS] }, { thanks: true })] },
    {
      name: "survey-slot",
      title: "In the page",
      views: [aSurvey({ questions: [NPS], target: [{ css: "#slot" }] })],
    },
    {
      name: "survey-why",
      title: "Why am I seeing this?",
      views: [aSurvey({ questions: [CSAT] })],
      acts: [press(".more")],
    },
  ],
};
