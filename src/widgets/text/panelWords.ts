import type { Words } from "../../sdk/stage.ts";

/** The words of the checklist and the help panel. */
export const PANEL_WORDS = {
  checklist: "Checklist",
  showMe: "Show me",
  skip: "Skip",
  optional: "Optional",
  waitsFor: "After “{title}”",
  doneOf: "{n} of {m} done",
  allDone: "All done",
  minimise: "Minimise",
  here: "For where you are",
  more: "More",
  fresh: "New since your visit",
  isNew: "New",
  newCount: "{n} new",
  news: "What is new",
  noNews: "Nothing new yet.",
  again: "Closed before",
  noDocs: "Nothing here yet.",
  search: "Search help",
  found: { one: "{n} article found", other: "{n} articles found" },
  notFound: "Nothing found for “{query}”.",
  helpful: "Was this helpful?",
  yes: "Yes",
  no: "No",
  newTab: "opens in a new tab",
} satisfies Partial<Words>;
