import { languageOf, type Text } from "../../sdk/stage.ts";

export type Direction = "ltr" | "rtl";

/** A text in the language that was found for the reader. */
export interface Said {
  readonly text: string;
  /** BCP 47 tag of what was found; empty where nothing says. */
  readonly locale: string;
}

/** The best of `tags` for `locales` (best first): for each the exact tag, then its language. */
export const pickTag = (tags: readonly string[], locales: readonly string[]): string | undefined => {
  for (const locale of locales) {
    const tag =
      tags.find((one) => one === locale) ?? tags.find((one) => languageOf(one) === languageOf(locale));
    if (tag !== undefined) return tag;
  }
  return undefined;
};

/**
 * The best text for `locales` (best first, the config's default last), after all of them whatever there is. A plain
 * string is in the config's default language.
 */
export const pickText = (text: Text, locales: readonly string[]): Said => {
  if (typeof text === "string") return { text, locale: locales.at(-1) ?? "" };
  const tags = Object.keys(text);
  const tag = pickTag(tags, locales) ?? tags[0] ?? "";
  return { text: text[tag] ?? "", locale: tag };
};

/** Which way the language of this tag is written; its script decides where the tag names one. */
export const directionOf = (tag: string): Direction =>
  /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)\b(?!-latn)|-(arab|hebr)\b/i.test(tag) ? "rtl" : "ltr";

const RTL = /[\u0590-\u08ff]/;

/**
 * `value` as it is put into `text`. Where the two are written in different directions it is set apart (by FSI and PDI),
 * so that neither turns the other's punctuation and figures around.
 */
export const isolate = (text: string, value: string): string =>
  RTL.test(text) === RTL.test(value) ? value : `\u2068${value}\u2069`;
