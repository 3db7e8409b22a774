/**
 * A copy without prototypes, so that of all that may be left out of it nothing is found on `Object.prototype`. Where a
 * page has put nothing there, that is so anyway, and `value` comes back as it is.
 */
export const withoutPrototype = <T>(value: T): T => chooseWithoutPrototype()(value);

/** `bare` by what the page has put there up to now. */
export const chooseWithoutPrototype = (): (<T>(value: T) => T) =>
  isClean() ? (value) => value : (value) => strip(value) as typeof value;

/** Has it the twelve names of the language alone? */
const isClean = (): boolean => Object.getOwnPropertyNames(Object.prototype).length <= 12;

function strip(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(strip);
  const own: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) own[key] = strip(part);
  return own;
}
