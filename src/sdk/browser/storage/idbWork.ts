import { promisifyRequest } from "idb-keyval";
import { withoutPrototype } from "../../domain/lib/withoutPrototype.ts";
import type { Change } from "../../ports.ts";
import { applyChange, getKeys, type Records } from "./changes.ts";

/** The records of `keys`, `undefined` for those that are not there. */
export async function readRecords(store: IDBObjectStore, keys: readonly string[]): Promise<Records> {
  const values = await Promise.all(keys.map((key) => promisifyRequest<unknown>(store.get(key))));
  return new Map(keys.map((key, index) => [key, values[index]]));
}

export async function listRecords(store: IDBObjectStore, prefix: string): Promise<Records> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const [keys, values] = await Promise.all([
    promisifyRequest(store.getAllKeys(range)),
    promisifyRequest<unknown[]>(store.getAll(range)),
  ]);
  return new Map(keys.map((key, index) => [String(key), values[index]]));
}

/** What was written, when the transaction is complete. */
export async function changeRecords(store: IDBObjectStore, changes: readonly Change[]): Promise<Records> {
  const early = changes.flatMap(({ keys }) => (typeof keys === "function" ? [] : keys));
  const found = new Map(await readRecords(store, [...new Set(early)]));
  const written = new Map<string, unknown>();
  for (const change of changes) {
    const keys = getKeys(change);
    const late = keys.filter((key) => !found.has(key));
    if (late.length > 0) for (const [key, value] of await readRecords(store, late)) found.set(key, value);
    applyChange(change, keys, (key) => withoutPrototype(found.get(key)), written);
  }
  for (const [key, value] of written) value === undefined ? store.delete(key) : store.put(value, key);
  await promisifyRequest(store.transaction);
  return written;
}
