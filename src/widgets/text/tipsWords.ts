import type { Words } from "../../sdk/stage.ts";

/** What is said of tips as such: why one is there, and that they can be paused. */
export const TIPS_WORDS = {
  pause: "Pause tips",
  pauseToday: "Pause tips for today",
  pauseOff: "Pause until I turn them on",
  pausedToday: "Tips are paused for today.",
  pausedOff: "Tips are paused.",
  turnOn: "Turn on again",
  why: "Why am I seeing this?",
  whyAsked: "You have opened it yourself.",
  whyTowards: "It helps with something that is still to come: “{title}”.",
  whyElse: "It is meant to help at this point.",
} satisfies Partial<Words>;
