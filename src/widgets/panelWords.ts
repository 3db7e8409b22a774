import type { Dictionary } from "./words.ts";

const EN = {
  checklist: "Checklist",
  showMe: "Show me",
  readHow: "Read how",
  skip: "Skip",
  optional: "Optional",
  waitsFor: "After “{title}”",
  doneOf: "{n} of {m} done",
  allDone: "All done",
  minimise: "Minimise",
  here: "For where you are",
  more: "More",
  noDocs: "Nothing here yet.",
  newTab: "opens in a new tab",
};

/** The words of the checklist and the help panel. */
export const PANEL_WORDS: Dictionary<typeof EN> = {
  en: EN,
  de: {
    checklist: "Checkliste",
    showMe: "Zeig es mir",
    readHow: "Anleitung lesen",
    skip: "Überspringen",
    optional: "Optional",
    waitsFor: "Nach „{title}“",
    doneOf: "{n} von {m} erledigt",
    allDone: "Alles erledigt",
    minimise: "Minimieren",
    here: "Passend zu dieser Seite",
    more: "Mehr",
    noDocs: "Hier steht noch nichts.",
    newTab: "öffnet einen neuen Tab",
  },
};
