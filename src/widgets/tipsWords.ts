import type { Dictionary } from "./words.ts";

const EN = {
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
};

/** What is said of tips as such: why one is there, and that they can be paused. */
export const TIPS_WORDS: Dictionary<typeof EN> = {
  en: EN,
  de: {
    pause: "Tipps pausieren",
    pauseToday: "Für heute pausieren",
    pauseOff: "Pausieren, bis ich sie wieder einschalte",
    pausedToday: "Tipps sind für heute pausiert.",
    pausedOff: "Tipps sind pausiert.",
    turnOn: "Wieder einschalten",
    why: "Warum sehe ich das?",
    whyAsked: "Du hast es selbst geöffnet.",
    whyTowards: "Es hilft bei etwas, das noch kommt: „{title}“.",
    whyElse: "Es soll an dieser Stelle helfen.",
  },
};
