import { expect, it } from "vitest";
import { getLocales, languageOf } from "../../../../src/sdk/domain/plan/locales.ts";

it.each([
  ["de", "de"],
  ["de-AT", "de"],
  ["de_AT", "de"],
  ["ZH-Hant-TW", "zh"],
  ["", ""],
])("the language of %j is %j", (tag, language) => expect(languageOf(tag)).toBe(language));

const WANTED = ["fr-CA", "de-AT", "en"];

it.each([
  ["all of the reader's, where the plan does not say what it has", "en", [], WANTED],
  ["those that the plan has", "en", ["en", "de"], ["de-AT", "en"]],
  ["the default too, where the list has forgotten it", "en", ["fr"], ["fr-CA", "en"]],
])("are %s", (_, default_, available, locales) => {
  expect(getLocales(WANTED, { default: default_, available })).toEqual(locales);
});

it("are tags, also where the page has written them as file names", () => {
  expect(getLocales(["pt_BR"], { default: "en", available: [] })).toEqual(["pt-BR"]);
});
