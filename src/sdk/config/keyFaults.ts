import { createFault } from "./faults.ts";
import { suggest } from "./suggest.ts";

/** Of a key that an object has beside those that it may have. */
export function sayUnknownKey(found: string, known: readonly string[]): string {
  const expected = known.length === 1 ? `only ${known[0]}` : `one of ${known.join(", ")}`;
  return createFault([], `the unknown key ${JSON.stringify(found)}`, expected, suggest(found, known)).message;
}

/** Of an object without any of the keys that say which it is. @param unknown The key that was probably meant for one. */
export function sayNoKind(
  bag: Readonly<Record<string, unknown>>,
  unknown: string | undefined,
  kinds: readonly string[],
): string {
  if (unknown !== undefined) return sayUnknownKey(unknown, kinds);
  const keys = Object.keys(bag);
  const found = keys.length > 0 ? `only ${keys.join(", ")}` : "an empty object";
  return createFault([], found, `one of the keys ${kinds.join(", ")}`).message;
}
