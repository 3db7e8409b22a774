/** Values that a body may have: names, elements and what contains them. A batch of ordinary events has half as many. */
export const MOST_VALUES = 100_000;
/** Keys of one object. An object of very many is laid out in another way, and takes far longer than its text. */
const MOST_KEYS = 5_000;
/** Levels at which keys are counted. */
const COUNTED = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Why a body is not given to `JSON.parse`. */
export type JsonFault = "body-too-complex" | "json-invalid";

/**
 * A million brackets take `JSON.parse` a tenth of a second in which nothing else can be done; to look at each byte takes
 * a hundredth of that. Brackets that do not close are no JSON; whether the rest is, is not asked here.
 */
export function checkJson(json: Uint8Array): JsonFault | undefined {
  let values = 0;
  let depth = 0;
  let inText = false;
  let mostKeys = 0;
  /** By level: the keys of the object that is open there, or what is far below any limit for a list. */
  const keys = new Float64Array(COUNTED);
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) {
      values += 1;
      const count = ++keys[depth % COUNTED]!;
      if (count > mostKeys) mostKeys = count;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      values += 1;
      depth += 1;
      keys[depth % COUNTED] = byte === OPEN_OBJECT ? 1 : Number.NEGATIVE_INFINITY;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth -= 1;
  }
  if (depth !== 0 || inText) return "json-invalid";
  return values > MOST_VALUES || mostKeys > MOST_KEYS ? "body-too-complex" : undefined;
}
