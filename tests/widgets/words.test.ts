import { describe, expect, it } from "vitest";
import { PANEL_WORDS } from "../../src/widgets/panelWords.ts";
import { SURVEY_WORDS } from "../../src/widgets/surveyWords.ts";
import { TIPS_WORDS } from "../../src/widgets/tipsWords.ts";
import { type Dictionary, fill, pickLanguage, WORDS } from "../../src/widgets/words.ts";

it.each([
  [["de-AT", "en"], "de"],
  [["fr", "de"], "de"],
  [["fr"], "en"],
  [["constructor"], "en"],
  [[], "en"],
])("speaks to a reader of %j in %s", (locales, language) => {
  expect(pickLanguage(locales)).toBe(language);
});

it("fills in what a word leaves open", () => {
  expect(fill("{n} of {m}", { n: 1, m: 3 })).toBe("1 of 3");
  expect(fill("After “{title}”", { title: "{n}" })).toBe("After “{n}”");
});

describe.each([
  ["cards", WORDS],
  ["panels", PANEL_WORDS],
  ["surveys", SURVEY_WORDS],
  ["tips as such", TIPS_WORDS],
])("the words of the %s", (_, words: Dictionary<Readonly<Record<string, string>>>) => {
  const places = (word: string) => [...word.matchAll(/\{\w+\}/g)].map(String).sort();

  it.each(Object.keys(words.en))("say %s in every language, with the same places", (name) => {
    for (const language of Object.values(words)) {
      expect(language[name]).toMatch(/\S/);
      expect(places(language[name]!)).toEqual(places(words.en[name]!));
    }
  });
});
