import type { Words } from "../../../sdk/stage.ts";

/** The words of a survey. */
export const SURVEY_WORDS = {
  send: "Send",
  skip: "Skip",
  contact: "You may contact me about this",
  npsLow: "Not at all likely",
  npsHigh: "Extremely likely",
  csatLow: "Very dissatisfied",
  csatHigh: "Very satisfied",
  cesLow: "Strongly disagree",
  cesHigh: "Strongly agree",
} satisfies Partial<Words>;
