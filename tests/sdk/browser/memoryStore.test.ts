import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../../../src/sdk/browser/storage/memoryStore.ts";

const put = (records: Record<string, unknown>) => ({ keys: [], apply: () => records });

describe("records in memory", () => {
  it("change together or not at all, each change seeing the ones before it", async () => {
    const store = createMemoryStore();
    await store.update(put({ a: 1 }), { keys: ["a"], apply: ([a]) => ({ b: a, a: undefined }) });
    const fail = {
      keys: [],
      apply() {
        throw new Error("no state");
      },
    };
    await expect(store.update(put({ c: 1 }), fail)).rejects.toThrow("no state");
    expect(await store.read(["a", "b", "c"])).toEqual([undefined, 1, undefined]);
  });

  it("are listed by the beginning of their keys, in order", async () => {
    const store = createMemoryStore();
    await store.update(put({ "out/b": 2, "out/": 0, "out/a": 1, outer: 9 }));
    expect(await store.list("out/")).toEqual([
      ["out/", 0],
      ["out/a", 1],
      ["out/b", 2],
    ]);
  });

  it("are not changed by whoever has read one", async () => {
    const store = createMemoryStore();
    await store.update(put({ a: { n: 1 } }));
    const [read] = await store.read(["a"]);
    (read as { n: number }).n = 2;
    expect(await store.read(["a"])).toEqual([{ n: 1 }]);
  });

  it("are all forgotten at once", async () => {
    const store = createMemoryStore();
    await store.update(put({ a: 1, b: 2 }));
    await store.clear();
    expect(await store.list("")).toEqual([]);
  });
});
