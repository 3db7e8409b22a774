import { attempt } from "../page/attempt.ts";
import type { RichTexts } from "./richTexts.ts";

/** What a text may name: the traits by their owner, and how and when it is read. */
export interface Reader {
  readonly traits: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** BCP 47 tag for dates, figures and lists. */
  readonly locale: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Left out: no text asks for a form. */
  readonly formatValue?: RichTexts["formatValue"] | undefined;
}

const FIELD =
  /\{\{\s*(user|account)((?:\.[^\s.:|{}]+)+)\s*(?::\s*([a-z]+)(?:\s+(\w+))?\s*)?(?:\|([^{}]*))?\}\}/g;

/**
 * Fills in `{{user.firstName|there}}` and its like: owner, path, perhaps a form (`:in`, `:date`, `:number`,
 * `:money EUR`, `:list`), perhaps a fallback for a trait that is missing or does not fit its form. The result is plain
 * text: call this on what a parser left as text, never before parsing. `write` has the last word on each value.
 */
export const mergeTraits = (
  text: string,
  reader: Reader,
  write: (value: string) => string = (value) => value,
): string =>
  text.replace(FIELD, (_, owner: string, path: string, form = "", option = "", fallback = "") => {
    const value = path
      .slice(1)
      .split(".")
      .reduce<unknown>(
        (at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined),
        reader.traits[owner],
      );
    const { locale, now, formatValue } = reader;
    const text =
      form && form !== "list" ? formatValue?.(value, form, option, locale, now) : writePlain(value, locale);
    return write(text ?? fallback.trim());
  });

/** Strings, numbers and booleans as they are, lists joined with the locale's "and". */
const writePlain = (value: unknown, locale: string): string | undefined => {
  if (Array.isArray(value))
    return attempt(() => new Intl.ListFormat(locale || undefined).format(value.map(String))) || undefined;
  return typeof value === "object" || value === undefined ? undefined : String(value) || undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
