import type { Change } from "../ports.ts";

export type Records = ReadonlyMap<string, unknown>;

/**
 * What `changes` make of the records that `get` gives, in their order: each sees what an earlier one wrote. Nothing is
 * written here, so that a change that throws leaves all as it was.
 */
export function applyChanges(changes: readonly Change[], get: (key: string) => unknown): Records {
  const written = new Map<string, unknown>();
  for (const { keys, apply } of changes) {
    const values = keys.map((key) => (written.has(key) ? written.get(key) : get(key)));
    for (const [key, value] of Object.entries(apply(values))) written.set(key, value);
  }
  return written;
}

/** Sets what has a value, and deletes what has none. */
export function setRecords(records: Map<string, unknown>, written: Records): void {
  for (const [key, value] of written) value === undefined ? records.delete(key) : records.set(key, value);
}
