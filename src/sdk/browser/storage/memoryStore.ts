import { withoutPrototype } from "../../domain/lib/withoutPrototype.ts";
import type { KeyValueStore } from "../../ports.ts";
import { applyChange, getKeys, setRecords } from "./changes.ts";

/** The records of this page alone, gone with it. What is read is a copy, as it would be from a database. */
export function createMemoryStore(records = new Map<string, unknown>()): KeyValueStore {
  const get = (key: string): unknown => withoutPrototype(structuredClone(records.get(key)));
  return {
    kind: "memory",
    async update(...changes) {
      const written = new Map<string, unknown>();
      for (const change of changes) applyChange(change, getKeys(change), get, written);
      setRecords(records, written);
    },
    read: async (keys) => keys.map(get),
    list: async (prefix) =>
      [...records.keys()]
        .filter((key) => key.startsWith(prefix))
        .sort()
        .map((key) => [key, get(key)] as const),
    clear: async () => records.clear(),
    close() {},
  };
}
