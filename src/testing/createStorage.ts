import { createMemoryStore } from "../sdk/browser/storage/memoryStore.ts";
import type { KeyValueStore, Random } from "../sdk/ports.ts";
import { createRandom } from "./createRandom.ts";

/** What one browser keeps. Whoever uses it draws the next lots, so that no two events have the same id. */
export interface TestStorage extends KeyValueStore {
  readonly random: Random;
  /** Whoever uses it has opted out. */
  refused: boolean;
}

/** The storage of a browser that is new to your product. */
export const createStorage = (): TestStorage => ({
  ...createMemoryStore(),
  random: createRandom(1),
  refused: false,
});
