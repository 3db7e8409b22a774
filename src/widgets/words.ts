import { languageOf } from "./text.ts";

/** Words by language, the same ones in each; English is there for everybody else. */
export type Dictionary<W> = Readonly<Record<"en" | "de", W>>;

const EN = {
  close: "Close",
  next: "Next",
  back: "Back",
  done: "Done",
  gotIt: "Got it",
  open: "Open",
  help: "Help",
  thanks: "Thank you",
  more: "More",
  readHow: "Read how",
  stepOf: "{n} of {m}",
};

/** The words of the cards. Those of a chunk load with the chunk. */
export const WORDS: Dictionary<typeof EN> = {
  en: EN,
  de: {
    close: "Schließen",
    next: "Weiter",
    back: "Zurück",
    done: "Fertig",
    gotIt: "Verstanden",
    open: "Öffnen",
    help: "Hilfe",
    thanks: "Danke",
    more: "Mehr",
    readHow: "Anleitung lesen",
    stepOf: "{n} von {m}",
  },
};

/** The first language of `locales` that our words have, else English. */
export const pickLanguage = (locales: readonly string[]): keyof typeof WORDS =>
  (locales.map(languageOf).find((one) => Object.hasOwn(WORDS, one)) as keyof typeof WORDS | undefined) ??
  "en";

/** Puts `values` in the places that a word leaves for them: `{n}`. */
export const fill = (word: string, values: Readonly<Record<string, string | number>>): string =>
  word.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
