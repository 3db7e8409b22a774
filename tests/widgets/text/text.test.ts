import { describe, expect, it } from "vitest";
import { directionOf, isolate, pickText } from "../../../src/widgets/text/text.ts";

describe("the text that a reader gets", () => {
  const both = { en: "Send", de: "Senden" };
  it.each([
    ["their very locale", { "de-AT": "Jänner", de: "Januar" }, ["de-AT", "en"], "Jänner", "de-AT"],
    ["their language", both, ["de-CH", "en"], "Senden", "de"],
    ["another country's way to say it", { en: "Send", "de-AT": "Jänner" }, ["de", "en"], "Jänner", "de-AT"],
    ["their second language", both, ["fr", "de", "en"], "Senden", "de"],
    ["the config's default", { en: "Send", es: "Enviar" }, ["fr", "en"], "Send", "en"],
    ["whatever there is", { es: "Enviar" }, ["fr", "en"], "Enviar", "es"],
    ["nothing where there is nothing", {}, ["fr", "en"], "", ""],
    ["a plain string, in the config's default", "Send", ["fr", "en"], "Send", "en"],
  ])("is %s", (_, text, locales, said, locale) => {
    expect(pickText(text, locales)).toEqual({ text: said, locale });
  });
});

it.each([
  ["ar", "rtl"],
  ["ar-EG", "rtl"],
  ["he", "rtl"],
  ["fa-IR", "rtl"],
  ["ckb", "rtl"],
  ["pa-Arab-PK", "rtl"],
  ["ur-Latn", "ltr"],
  ["en", "ltr"],
  ["arn", "ltr"],
  ["", "ltr"],
])("a text in %j runs %s", (tag, direction) => expect(directionOf(tag)).toBe(direction));

describe("a value within a text", () => {
  it.each([
    ["stands as it is where both run the same way", "Hi {{user.firstName}}.", "Ana", "Ana"],
    ["is set apart where it runs the other way", "Hi {{user.firstName}}.", "سارة", "\u2068سارة\u2069"],
    ["is set apart in a text from right to left", "مرحبًا {{user.firstName}}.", "Ana", "\u2068Ana\u2069"],
    ["is a figure too", "المبلغ: {{account.mrr}}.", "€1,240.00", "\u2068€1,240.00\u2069"],
  ])("%s", (_, text, value, said) => expect(isolate(text, value)).toBe(said));
});
