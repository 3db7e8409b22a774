import { beforeEach, describe, expect, test } from "vitest";
import { createPendingCalls } from "../../../src/sdk/browser/pendingCalls.ts";
import type { PersonCall } from "../../../src/sdk/ports.ts";

const NAME = "milepost calls /milepost.json";
const track: PersonCall = { say: "track", name: "Invoice Sent", given: { total: 1 }, at: 1_000, id: "a" };
const identify: PersonCall = { say: "identify", name: "ana", given: {}, at: 2_000, id: "b" };

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
});

/** A page of the browser that keeps `kept`, as far as it lets anybody. */
function openPage(list: readonly PersonCall[] = [], change: Partial<Storage> = {}) {
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    ...change,
  } as Storage;
  const page = Object.assign(new EventTarget(), { localStorage });
  const unheard = createPendingCalls(NAME, page, () => list);
  return { ...unheard, leave: () => void page.dispatchEvent(new Event("pagehide")) };
}

describe("what a page has said before anybody could hear it", () => {
  test("is told to the next page in its order, and once", () => {
    const page = openPage([track, identify]);
    page.allow();
    page.leave();
    expect(openPage().drain()).toEqual([track, identify]);
    expect(openPage().drain()).toEqual([]);
  });

  test("is added to what other pages have left", () => {
    for (const one of [track, identify]) {
      const page = openPage([one]);
      page.allow();
      page.leave();
    }
    expect(openPage().drain()).toEqual([track, identify]);
  });

  test("may be kept by later pages too, until somebody wants none of it", () => {
    openPage().allow();
    openPage([track]).leave();
    openPage().forget();
    openPage([track]).leave();
    expect([...kept]).toEqual([]);
    expect(openPage().drain()).toEqual([]);
  });

  test("is not kept where nobody has said that it may be", () => {
    openPage([track]).leave();
    expect([...kept]).toEqual([]);
  });

  test("is not kept by an instance that has ended", () => {
    const page = openPage([track]);
    page.allow();
    page.stop();
    page.leave();
    expect(openPage().drain()).toEqual([]);
  });

  test.each([
    ["no JSON", "{"],
    ["no list", "{}"],
    ["a list of anything", `[null,1,"a",{},[],{"say":"destroy"}]`],
    ["an unknown method", JSON.stringify([{ ...track, say: "destroy" }])],
    ["a name that is none", JSON.stringify([{ ...track, name: 5 }])],
    ["properties that are none", JSON.stringify([{ ...track, given: [] }])],
    ["no time", JSON.stringify([{ ...track, at: "" }])],
    ["no id", JSON.stringify([{ ...track, id: "" }])],
  ])("counts for nothing where it is %s, and leaves the rest alone", (_, text) => {
    kept.set(NAME, text);
    expect(openPage().drain()).toEqual([]);
    openPage([track]).leave();
    expect(openPage().drain()).toEqual([track]);
  });

  test("is lost, and nothing is thrown, where storage is denied or full", () => {
    const deny = () => {
      throw new DOMException("denied", "SecurityError");
    };
    const page = openPage([track], { getItem: deny, setItem: deny, removeItem: deny });
    page.allow();
    page.leave();
    page.forget();
    expect(page.drain()).toEqual([]);
  });
});
