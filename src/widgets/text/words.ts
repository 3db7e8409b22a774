import type { Words } from "../../sdk/stage.ts";

/** The words of the cards, in English. Those of a chunk load with the chunk; other languages are in `languages`. */
export const WORDS = {
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
} satisfies Partial<Words>;
