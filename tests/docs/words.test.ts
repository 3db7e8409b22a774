import { expect, test } from "vitest";
import { COUNT_NAMES, WORD_NAMES, type Words } from "../../src/sdk/domain/plan/words.ts";
import { SURVEY_WORDS } from "../../src/widgets/guides/survey/surveyWords.ts";
import { LANGUAGES } from "../../src/widgets/text/languages.ts";
import { PANEL_WORDS } from "../../src/widgets/text/panelWords.ts";
import { TIPS_WORDS } from "../../src/widgets/text/tipsWords.ts";
import { WORDS } from "../../src/widgets/text/words.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const reference = readDocument("docs/config.md");
const english: Words = { ...WORDS, ...PANEL_WORDS, ...SURVEY_WORDS, ...TIPS_WORDS };

test("the reference has every word of ours, as it is in English", () => {
  const rows = getRows(reference, "word").map(([name, said]) => [getCode(name!)[0]!, said]);
  const words = [...WORD_NAMES, ...COUNT_NAMES].map((name) => {
    const word = english[name];
    return [name, typeof word === "string" ? word : `${word.one}, ${word.other}`];
  });
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(words));
  expect(rows).toHaveLength(words.length);
});

test("the reference names every language that we have", () => {
  const names = new Intl.DisplayNames("en", { type: "language" });
  for (const tag of ["en", ...Object.keys(LANGUAGES)]) expect(reference.text).toContain(names.of(tag));
});
