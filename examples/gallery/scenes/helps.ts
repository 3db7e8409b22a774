import type { DocPlan, GuidePlan } from "milepost/widgets";
import { aHelp, aTooltip } from "../views.ts";
import { type Chapter, press } from "./scene.ts";

const aDoc = (title: string, doc: Partial<DocPlan> = {}): DocPlan => ({
  id: title,
  title,
  body: "A few lines on it.",
  keywords: [],
  gaps: [],
  ...doc,
});

const SEND = aDoc("Send an invoice", {
  body: "An invoice is a draft until you send it.\n\n1. Press **New invoice**\n2. Choose the customer, and say what it is for\n3. Press **Send**\n\nYour customer gets it by mail, with a link to pay. *Late* ones are marked on the [overview](#overview).",
});
const FASTER = aDoc("Get paid faster");
const RECURRING = aDoc("Recurring invoices");
const TEAM = aDoc("Invite your team");
const PLAN = aDoc("Change your plan");
const TAX = aDoc("Tax rates abroad", { url: "https://example.com/tax", body: "" });

const closed: GuidePlan = aTooltip({ id: "tour", title: "Where your money is" }).plan;
const shelves = { here: [SEND, FASTER], fresh: [RECURRING], more: [TEAM, PLAN, TAX], again: [closed] };
const search = (text: string) => [{ do: "type", on: ".search", text } as const];

const GOALS = [
  { id: "paid-on-time", label: "Every invoice is paid on time" },
  { id: "less-paper", label: "No paper on my desk any more" },
  { id: "whole-team", label: "The whole team invoices by itself" },
] as const;
const GOAL = { choices: GOALS, chosen: GOALS[0] };

export const helps: Chapter = {
  title: "Help",
  scenes: [
    { name: "help-button", title: "Its button, with news", views: [aHelp(shelves)] },
    { name: "help-list", title: "All articles", views: [aHelp({ ...shelves, open: true })] },
    {
      name: "help-search",
      title: "Found",
      views: [aHelp({ ...shelves, open: true })],
      acts: search("invo"),
    },
    {
      name: "help-nothing",
      title: "Nothing found",
      views: [aHelp({ ...shelves, open: true })],
      acts: search("cheques"),
    },
    { name: "help-article", title: "An article", views: [aHelp({ ...shelves, open: true, doc: SEND })] },
    {
      name: "help-rated",
      title: "It was helpful",
      views: [aHelp({ ...shelves, open: true, doc: SEND })],
      acts: [press(".rating .button")],
    },
    {
      name: "help-news",
      title: "What is new",
      views: [aHelp({ ...shelves, open: true, news: [RECURRING, FASTER] })],
    },
    {
      name: "help-goal",
      title: "The customer's own goal",
      views: [aHelp({ ...shelves, open: true, goal: GOAL })],
    },
    {
      name: "help-goals",
      title: "Choosing another goal",
      views: [aHelp({ ...shelves, open: true, goal: GOAL })],
      acts: [press("[part~=goal] .doc")],
    },
    { name: "help-empty", title: "Nothing there yet", views: [aHelp({ open: true })] },
    {
      name: "help-pausing",
      title: "Pausing tips",
      views: [aHelp({ ...shelves, open: true })],
      acts: [press(".pause .button")],
    },
    {
      name: "help-paused",
      title: "Tips are paused",
      views: [aHelp({ ...shelves, open: true, tips: "today" })],
    },
    {
      name: "help-slot",
      title: "In the page",
      views: [aHelp(shelves, { target: [{ css: "#slot" }] })],
    },
  ],
};
