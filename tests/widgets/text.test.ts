import { describe, expect, it } from "vitest";
import { pickText } from "../../src/widgets/text.ts";

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
