import { type Count, languageOf, type Words } from "../../sdk/stage.ts";
import { attempt } from "../page/attempt.ts";
import { LANGUAGES } from "./languages.ts";
import { isolate, pickTag } from "./text.ts";

/** Our own words in the reader's language. */
export interface Dictionary {
  /** BCP 47 tag of what is spoken. */
  readonly tag: string;
  /** Resolves once the words are there, or will not come and English stands; left out where none are to come. */
  readonly whenReady?: Promise<void>;
  /** The words of a chunk, which brings them in English. */
  speak<N extends keyof Words>(english: Pick<Words, N>): Pick<Words, N>;
  /** A word with `values` in the places that it leaves for them, figures as they are written there; `n` counts. */
  fill(word: Count, values: Readonly<Record<string, string | number>>): string;
}

/**
 * Speaks the first of `locales` in which there are words, ours or those `given` by the config, else English. Where both
 * have some, the given ones stand in place of ours.
 */
export const createDictionary = (
  locales: readonly string[],
  given: Readonly<Record<string, Partial<Words>>> = {},
): Dictionary => {
  let tag = pickTag(["en", ...Object.keys(LANGUAGES), ...Object.keys(given)], locales) ?? "en";
  let words = given[tag];
  const load = LANGUAGES[languageOf(tag)];
  const learn = async (coming: ReturnType<NonNullable<typeof load>>) => {
    try {
      words = { ...(await coming).words, ...words };
    } catch {
      tag = "en";
      words = given.en;
    }
  };
  /** As it is written where the reader is: `ar-EG` has other figures than `ar-MA`. */
  const getPlace = () => locales.find((one) => languageOf(one) === languageOf(tag)) ?? tag;
  return {
    get tag() {
      return tag;
    },
    ...(load && { whenReady: learn(load()) }),
    speak: (english) => ({ ...english, ...words }),
    fill(word, values) {
      const place = getPlace();
      const kind = attempt(() => new Intl.PluralRules(place).select(values.n as number)) ?? "other";
      const form = typeof word === "string" ? word : (word[kind] ?? word.other);
      return form.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? "";
        return typeof value === "string"
          ? isolate(form, value)
          : (attempt(() => new Intl.NumberFormat(place).format(value)) ?? `${value}`);
      });
    },
  };
};
