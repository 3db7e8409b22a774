import type { Change } from "../../ports.ts";

export type Records = ReadonlyMap<string, unknown>;

/** The records that a change reads, once those before it are applied. */
export const getKeys = ({ keys }: Change): readonly string[] => (typeof keys === "function" ? keys() : keys);

/**
 * Adds to `written` what a change makes of the records of `keys`, as `get` gives them or an earlier change wrote them.
 * Nothing is stored here, so that a change that throws leaves all as it was.
 */
export function applyChange(
  { apply }: Change,
  keys: readonly string[],
  get: (key: string) => unknown,
  written: Map<string, unknown>,
): void {
  const values = keys.map((key) => (written.has(key) ? written.get(key) : get(key)));
  for (const [key, value] of Object.entries(apply(values))) written.set(key, value);
}

/** Sets what has a value, and deletes what has none. */
export function setRecords(records: Map<string, unknown>, written: Records): void {
  for (const [key, value] of written) value === undefined ? records.delete(key) : records.set(key, value);
}
