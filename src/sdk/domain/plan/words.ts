/** What the widgets say by themselves, by name: a config may say it in more languages, or otherwise. */

/** In the order in which the reference tells of them. */
export const WORD_NAMES = [
  "close",
  "next",
  "back",
  "done",
  "gotIt",
  "open",
  "help",
  "thanks",
  "more",
  "readHow",
  "stepOf",
  "skip",
  "checklist",
  "showMe",
  "optional",
  "waitsFor",
  "doneOf",
  "allDone",
  "minimise",
  "here",
  "fresh",
  "isNew",
  "news",
  "noNews",
  "again",
  "goal",
  "change",
  "choose",
  "noDocs",
  "search",
  "notFound",
  "helpful",
  "yes",
  "no",
  "newTab",
  "send",
  "contact",
  "npsLow",
  "npsHigh",
  "csatLow",
  "csatHigh",
  "cesLow",
  "cesHigh",
  "pause",
  "pauseToday",
  "pauseOff",
  "pausedToday",
  "pausedOff",
  "turnOn",
  "why",
  "whyAsked",
  "whyTowards",
  "whyElse",
] as const;

/** These stand with a number, and may have a form for each kind of number that the language knows. */
export const COUNT_NAMES = ["newCount", "found"] as const;

/** The kinds of numbers of all languages, as CLDR names them. */
export const PLURALS = ["zero", "one", "two", "few", "many", "other"] as const;

export type Plural = (typeof PLURALS)[number];

/** One text for all numbers, or a text for each kind: `other` stands for those that are left out. */
export type Count = string | Readonly<{ [P in Exclude<Plural, "other">]?: string } & { other: string }>;

export type Words = Readonly<
  Record<(typeof WORD_NAMES)[number], string> & Record<(typeof COUNT_NAMES)[number], Count>
>;
