import { languageOf } from "./text.ts";

/** Our own words. `{n}`, `{m}` and `{title}` are filled in. */
const EN = {
  close: "Close",
  next: "Next",
  back: "Back",
  done: "Done",
  gotIt: "Got it",
  stepOf: "{n} of {m}",
  showMe: "Show me",
  readHow: "Read how",
  open: "Open",
  skip: "Skip",
  optional: "Optional",
  waitsFor: "After “{title}”",
  doneOf: "{n} of {m} done",
  allDone: "All done",
  minimise: "Minimise",
  checklist: "Checklist",
  help: "Help",
  here: "For where you are",
  more: "More",
  noDocs: "Nothing here yet.",
  newTab: "opens in a new tab",
};

export type Words = typeof EN;

const WORDS: Readonly<Record<string, Words>> = {
  en: EN,
  de: {
    close: "Schließen",
    next: "Weiter",
    back: "Zurück",
    done: "Fertig",
    gotIt: "Verstanden",
    stepOf: "{n} von {m}",
    showMe: "Zeig es mir",
    readHow: "Anleitung lesen",
    open: "Öffnen",
    skip: "Überspringen",
    optional: "Optional",
    waitsFor: "Nach „{title}“",
    doneOf: "{n} von {m} erledigt",
    allDone: "Alles erledigt",
    minimise: "Minimieren",
    checklist: "Checkliste",
    help: "Hilfe",
    here: "Passend zu dieser Seite",
    more: "Mehr",
    noDocs: "Hier steht noch nichts.",
    newTab: "öffnet einen neuen Tab",
  },
};

/** The words in the first of `locales` whose language we speak, English otherwise, and the language they are in. */
export const pickWords = (locales: readonly string[]): { readonly lang: string; readonly words: Words } => {
  const lang = locales.map(languageOf).find((one) => Object.hasOwn(WORDS, one)) ?? "en";
  return { lang, words: WORDS[lang]! };
};

/** Puts `values` in the places that a word leaves for them. */
export const fill = (word: string, values: Readonly<Record<string, string | number>>): string =>
  word.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
