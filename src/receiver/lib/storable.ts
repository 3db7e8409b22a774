/** Levels of an event, itself included. */
const DEEPEST = 20;

/** NUL and halves of a surrogate pair: JSON carries them, PostgreSQL's text and jsonb do not. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Any text with one of these may have them, and to ask so is far cheaper: a half is told from a whole one by both. */
const SUSPECT = /[\0\ud800-\udfff]/;

export type StorableFault = "too-deep" | "too-large";

/** Why a value cannot be stored. */
export class Unstorable extends Error {
  override readonly name = "Unstorable";

  constructor(readonly code: StorableFault) {
    super(code);
  }
}

/** Bytes that a value may take, as JSON in UTF-8 with escapes not counted. */
export interface Allowance {
  left: number;
}

/**
 * A copy of `value` that the database can hold: what it could not is replaced by U+FFFD. An emoji that somebody's
 * `slice` cut in half must cost neither its event nor the batch around it.
 * @param allowance What it takes is taken from here. It stops where nothing is left, so that what is far too large costs
 *   no more than what is just too large.
 * @throws {Unstorable} when it is larger than that, or nested more than 20 deep.
 */
export function makeStorable(
  value: unknown,
  allowance: Allowance = { left: Number.POSITIVE_INFINITY },
  depth = 0,
): unknown {
  if (typeof value === "string") return makeText(value, allowance);
  spend(allowance, 5);
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) throw new Unstorable("too-deep");
  if (Array.isArray(value)) return value.map((item) => makeStorable(item, allowance, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const item = makeStorable((value as Record<string, unknown>)[name], allowance, depth + 1);
    const key = makeText(name, allowance);
    // Written like the others it would be the copy's prototype.
    if (key === "__proto__") Object.defineProperty(copy, key, { value: item, ...PLAIN });
    else copy[key] = item;
  }
  return copy;
}

const PLAIN = { enumerable: true, configurable: true, writable: true };

function makeText(text: string, allowance: Allowance): string {
  // So many units are at least as many bytes: a text that is much too long is not even read.
  if (text.length > allowance.left) throw new Unstorable("too-large");
  spend(allowance, Buffer.byteLength(text) + 3);
  return SUSPECT.test(text) ? text.replace(UNSTORABLE, "\uFFFD") : text;
}

function spend(allowance: Allowance, bytes: number): void {
  allowance.left -= bytes;
  if (allowance.left < 0) throw new Unstorable("too-large");
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
