import { describe, expect, it } from "vitest";
import type { Words } from "../../../src/sdk/stage.ts";
import { createDictionary } from "../../../src/widgets/text/dictionary.ts";
import { PANEL_WORDS } from "../../../src/widgets/text/panelWords.ts";
import { WORDS } from "../../../src/widgets/text/words.ts";

type Given = Readonly<Record<string, Partial<Words>>>;

const TR: Given = { tr: { close: "Kapat" } };

async function open(locales: readonly string[], given?: Given) {
  const dictionary = createDictionary(locales, given);
  await dictionary.whenReady;
  return dictionary;
}

describe("a reader", () => {
  it.each([
    ["of our language", ["de"], undefined, "de", "Schließen"],
    ["from another country", ["pt-PT", "en"], undefined, "pt", "Fechar"],
    ["who has two languages", ["cy", "de"], undefined, "de", "Schließen"],
    ["whose language nobody has", ["cy"], undefined, "en", "Close"],
    ["who says nothing", [], undefined, "en", "Close"],
    ["whose language is no name of one", ["constructor"], undefined, "en", "Close"],
    ["of a language that the vendor gives", ["tr-TR", "en"], TR, "tr", "Kapat"],
    ["of one of ours, where the vendor says it otherwise", ["de"], { de: { close: "Zu" } }, "de", "Zu"],
    ["of English, where the vendor says it otherwise", ["en-GB"], { en: { close: "Shut" } }, "en", "Shut"],
    ["of a country that the vendor speaks to", ["de-CH"], { "de-CH": { close: "Zu" } }, "de-CH", "Zu"],
    ["of another country than that", ["de-AT"], { "de-CH": { close: "Zu" } }, "de", "Schließen"],
  ])("%s is spoken to in theirs", async (_, locales, given, tag, close) => {
    const dictionary = await open(locales, given);
    expect([dictionary.tag, dictionary.speak(WORDS).close]).toEqual([tag, close]);
  });

  it("hears in English, or in ours, what the vendor does not give", async () => {
    expect((await open(["tr"], TR)).speak(WORDS).next).toBe("Next");
    expect((await open(["de-CH"], { "de-CH": { close: "Zu" } })).speak(WORDS).next).toBe("Weiter");
  });

  it("of English waits for nothing", () => {
    expect(createDictionary(["en-US"]).whenReady).toBeUndefined();
    expect(createDictionary(["tr"], TR).whenReady).toBeUndefined();
  });
});

describe("a word that counts", () => {
  it.each([
    ["en", 1, "1 article found"],
    ["en", 0, "0 articles found"],
    ["en", 1200, "1,200 articles found"],
    ["de", 1200, "1.200 Artikel gefunden"],
    ["fr", 0, "0 article trouvé"],
    ["pl", 1, "Znaleziono 1 artykuł"],
    ["pl", 3, "Znaleziono 3 artykuły"],
    ["pl", 5, "Znaleziono 5 artykułów"],
    ["pl", 22, "Znaleziono 22 artykuły"],
    ["ar", 0, "لم يُعثر على مقالات"],
    ["ar", 2, "عُثر على مقالتين"],
    ["ar", 7, "عُثر على 7 مقالات"],
    ["ar", 40, "عُثر على 40 مقالة"],
    ["ar-EG", 7, "عُثر على ٧ مقالات"],
    ["ja", 3, "3 件の記事が見つかりました"],
  ])("in %s, of %i, is %s", async (locale, n, said) => {
    const dictionary = await open([locale]);
    expect(dictionary.fill(dictionary.speak(PANEL_WORDS).found, { n })).toBe(said);
  });

  it("takes the form for all others where the one for this number is left out", async () => {
    const dictionary = await open(["pl"], { pl: { found: { one: "{n} artykuł", other: "{n} artykuły" } } });
    expect(dictionary.fill(dictionary.speak(PANEL_WORDS).found, { n: 5 })).toBe("5 artykuły");
  });

  it("counts on where the page's locale is none", () => {
    expect(createDictionary(["en-x"]).fill("{n} of {m}", { n: 1, m: 3 })).toBe("1 of 3");
  });
});

describe("what is filled in", () => {
  it("is not filled in itself", () => {
    expect(createDictionary([]).fill("After “{title}”", { title: "{n}" })).toBe("After “{n}”");
  });

  it("is set apart where it is written the other way", () => {
    expect(createDictionary(["ar"]).fill("«{query}».", { query: "Acme" })).toBe("«Acme».");
    expect(createDictionary(["ar"]).fill("عن «{query}».", { query: "Acme" })).toBe("عن «\u2068Acme\u2069».");
  });
});
