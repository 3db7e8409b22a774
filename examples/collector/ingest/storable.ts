/** Levels of an event, itself included. */
const DEEPEST = 20;

/** NUL and halves of a surrogate pair: JSON carries them, PostgreSQL's text and jsonb do not. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * A copy of `value` that the database can hold: what it could not is replaced by U+FFFD. An emoji that somebody's
 * `slice` cut in half must cost neither its event nor the batch around it.
 * @throws RangeError when it is nested more than 20 deep.
 */
export function makeStorable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.replace(UNSTORABLE, "\uFFFD");
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) throw new RangeError(`Nested more than ${DEEPEST} deep`);
  if (Array.isArray(value)) return value.map((item) => makeStorable(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replace(UNSTORABLE, "\uFFFD"),
      makeStorable(item, depth + 1),
    ]),
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
