/**
 * `value` as JSON. Libraries of old put a `toJSON` on every array, which makes a text of it and so other ids, other lots
 * and batches that no endpoint reads: where a page has one, arrays and plain objects are written as they are.
 * @param replace Has the last word on each value, as with `JSON.stringify`.
 */
export function toJson(value: unknown, replace?: (key: string, value: unknown) => unknown): string {
  if (!("toJSON" in [])) return JSON.stringify(value, replace);
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, said: unknown) {
    const raw = this[key];
    const honest = isPlain(raw) && !Object.hasOwn(raw, "toJSON") ? raw : said;
    return replace ? replace(key, honest) : honest;
  });
}

/** Classes may say how they are written; what is said of all arrays or objects is none of theirs. */
const isPlain = (value: unknown): value is object =>
  Array.isArray(value) || (typeof value === "object" && value !== null && value.constructor === Object);

/**
 * What a text of JSON says. A page may revive dates in all that is parsed: where it does so unless told otherwise, this
 * tells it otherwise.
 */
export const fromJson = (text: string): unknown => JSON.parse(text, (_, value: unknown) => value);
