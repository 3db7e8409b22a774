import type { Dictionary } from "./words.ts";

const EN = {
  send: "Send",
  skip: "Skip",
  contact: "You may contact me about this",
  npsLow: "Not at all likely",
  npsHigh: "Extremely likely",
  csatLow: "Very dissatisfied",
  csatHigh: "Very satisfied",
  cesLow: "Strongly disagree",
  cesHigh: "Strongly agree",
};

/** The words of a survey. */
export const SURVEY_WORDS: Dictionary<typeof EN> = {
  en: EN,
  de: {
    send: "Senden",
    skip: "Überspringen",
    contact: "Dazu darf man sich bei mir melden",
    npsLow: "Sehr unwahrscheinlich",
    npsHigh: "Sehr wahrscheinlich",
    csatLow: "Sehr unzufrieden",
    csatHigh: "Sehr zufrieden",
    cesLow: "Stimme gar nicht zu",
    cesHigh: "Stimme voll zu",
  },
};
