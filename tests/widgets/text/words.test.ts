import { describe, expect, it } from "vitest";
import { COUNT_NAMES, type Count, WORD_NAMES, type Words } from "../../../src/sdk/domain/plan/words.ts";
import { SURVEY_WORDS } from "../../../src/widgets/guides/survey/surveyWords.ts";
import { LANGUAGES } from "../../../src/widgets/text/languages.ts";
import { PANEL_WORDS } from "../../../src/widgets/text/panelWords.ts";
import { TIPS_WORDS } from "../../../src/widgets/text/tipsWords.ts";
import { WORDS } from "../../../src/widgets/text/words.ts";

// That no English word is missing is a matter of types.
const english: Words = { ...WORDS, ...PANEL_WORDS, ...SURVEY_WORDS, ...TIPS_WORDS };
const languages = await Promise.all(
  Object.entries(LANGUAGES).map(async ([tag, load]) => [tag, (await load()).words] as const),
);

const NAMES = [...WORD_NAMES, ...COUNT_NAMES];
const getForms = (word: Count): string[] => (typeof word === "string" ? [word] : Object.values(word));
const getPlaces = (form: string): string[] => [...form.matchAll(/\{\w+\}/g)].map(String).toSorted();

it("speaks twelve languages", () => {
  expect(["en", ...Object.keys(LANGUAGES)]).toHaveLength(12);
});

describe.each([["en", english] as const, ...languages])("in %s", (tag, words) => {
  it("has every word, and no other", () => {
    expect(Object.keys(words).toSorted()).toEqual([...NAMES].toSorted());
  });

  it.each(NAMES)("says %s, with the places that English has", (name) => {
    const word = words[name];
    const [wanted] = getForms(english[name]).map(getPlaces);
    for (const form of getForms(word)) {
      expect(form).toMatch(/^\S.*\S$|^\S$/);
      // "One article" and "two articles" may be said without a figure.
      const isSpelt = typeof word !== "string" && !form.includes("{n}");
      expect(getPlaces(form)).toEqual(isSpelt ? [] : wanted);
    }
  });

  it.each(COUNT_NAMES)("has a form of %s for each kind of whole number that it knows", (name) => {
    const rules = new Intl.PluralRules(tag);
    const kinds = new Set(Array.from({ length: 200 }, (_, n) => rules.select(n)));
    const word = words[name];
    const known = typeof word === "string" ? [...kinds] : Object.keys(word);
    // What says the same for its largest kind as for all others says it once.
    expect([...kinds].filter((kind) => !known.includes(kind) && kind !== "many")).toEqual([]);
  });

  it("raises its voice nowhere, and begins a word of ours large where the language does", () => {
    for (const form of NAMES.flatMap((name) => getForms(words[name]))) expect(form).not.toMatch(/[!！]/);
    const inside = ["newTab", "newCount", "found", "stepOf", "doneOf"];
    const rest = NAMES.filter((name) => !inside.includes(name)).flatMap((name) => getForms(words[name]));
    expect(rest.filter((form) => /^\p{Ll}/u.test(form))).toEqual([]);
  });

  it("quotes as it is done there", () => {
    for (const form of NAMES.flatMap((name) => getForms(words[name]))) expect(form).not.toMatch(/["']/);
  });
});
