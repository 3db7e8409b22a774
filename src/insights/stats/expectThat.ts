/**
 * Refuses what a method cannot work with.
 * @param place The function and the argument, as `wilson: successes`.
 * @param found What was given.
 * @param expected What may be given, in words.
 * @throws RangeError with all three, so that whoever reads it need not look here.
 */
export function expectThat(holds: boolean, place: string, found: unknown, expected: string): asserts holds {
  if (!holds) throw new RangeError(`${place} is ${say(found)}, expected ${expected}`);
}

const say = (found: unknown): string => (typeof found === "number" ? `${found}` : JSON.stringify(found));

export const isShare = (value: number): boolean => value >= 0 && value <= 1;
export const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;

/** A level of confidence: a share, 0.95 for 95 %. */
export function expectLevel(level: number, method: string): void {
  expectThat(level > 0 && level < 1, `${method}: level`, level, "a number between 0 and 1");
}
