import type { Text } from "../sdk/door.ts";

/** A text in the language that was found for the reader. */
export interface Said {
  readonly text: string;
  /** BCP 47 tag of what was found; empty where nothing says. */
  readonly locale: string;
}

export const languageOf = (tag = ""): string => tag.toLowerCase().split("-", 1)[0]!;

/**
 * Finds the best text for `locales` (best first, the config's default last): for each the exact tag, then its language;
 * after all of them whatever there is. A plain string is in the config's default language.
 */
export const pickText = (text: Text, locales: readonly string[]): Said => {
  if (typeof text === "string") return { text, locale: locales.at(-1) ?? "" };
  const tags = Object.keys(text);
  for (const locale of locales) {
    const tag =
      tags.find((one) => one === locale) ?? tags.find((one) => languageOf(one) === languageOf(locale));
    if (tag !== undefined) return { text: text[tag]!, locale: tag };
  }
  return { text: text[tags[0]!] ?? "", locale: tags[0] ?? "" };
};
