/** The form of the words that a config gives to the widgets. */
import * as z from "zod/mini";
import { COUNT_NAMES, PLURALS, WORD_NAMES } from "../domain/plan/words.ts";
import { some } from "./conditionSchema.ts";

const each = <N extends string, T>(names: readonly N[], form: T): Record<N, T> =>
  Object.fromEntries(names.map((name) => [name, form])) as Record<N, T>;

const plural = z.strictObject({ ...each(PLURALS, some(z.string())), other: z.string() });

export const words = z.strictObject({
  ...each(WORD_NAMES, some(z.string())),
  ...each(COUNT_NAMES, some(z.union([z.string(), plural]))),
});
