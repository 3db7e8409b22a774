import { describe, expect, test } from "vitest";
import { createUnloadJournal } from "../../../src/sdk/browser/storage/unloadJournal.ts";

const NAME = "milepost acme";

function openBrowser(kept = new Map<string, string>(), change: Partial<Storage> = {}) {
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    ...change,
  } as Storage;
  return { kept, journal: createUnloadJournal(NAME, { localStorage }) };
}

describe("last words", () => {
  test("of all pages are heard by the next one, once", () => {
    const { journal, kept } = openBrowser();
    journal.write("one", { n: 1 });
    journal.write("two", { n: 2 });
    expect(journal.drain()).toEqual([{ n: 1 }, { n: 2 }]);
    expect(journal.drain()).toEqual([]);
    expect([...kept]).toEqual([]);
  });

  test("are the last that a page has said", () => {
    const { journal } = openBrowser();
    for (let n = 0; n < 200; n++) journal.write("one", { n });
    expect(journal.drain()).toEqual([{ n: 199 }]);
  });

  test.each(["{", "7", "null", `"text"`])("make no difference where %s is stored in their place", (text) => {
    const { journal } = openBrowser(new Map([[NAME, text]]));
    journal.write("one", { n: 1 });
    expect(journal.drain()).toContainEqual({ n: 1 });
  });

  test("are lost, and nothing is thrown, where storage is denied or full", () => {
    const deny = () => {
      throw new DOMException("denied", "SecurityError");
    };
    const { journal } = openBrowser(new Map(), { getItem: deny, setItem: deny });
    journal.write("one", {});
    expect(journal.drain()).toEqual([]);
  });
});
