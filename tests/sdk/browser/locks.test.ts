import { describe, expect, it } from "vitest";
import { whenLeased } from "../../../src/sdk/browser/lease.ts";
import { createLocks } from "../../../src/sdk/browser/locks.ts";
import { createMemoryStore } from "../../../src/sdk/browser/storage/memoryStore.ts";
import { createFakeLocks } from "../../helpers/tab.ts";
import { createVirtualClock, settle } from "../../helpers/virtualClock.ts";

const held = createFakeLocks();
/** As much of Web Locks as is asked of them. */
const webLocks = {
  request: (name: string, _: unknown, task: (lock: unknown) => unknown) =>
    held
      .whenFree(name, async () => ({ task }))
      .then((free) => (free ? held.whenFree(name, async () => task({})) : task(null))),
};
const denied = { request: () => Promise.reject(new DOMException("opaque origin", "SecurityError")) };

const worlds: ReadonlyArray<[string, object]> = [
  ["with Web Locks", { locks: webLocks }],
  ["without Web Locks", {}],
  ["where Web Locks are denied", { locks: denied }],
];

function open(navigator: object) {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  let next = 0;
  const tab = () =>
    createLocks({ navigator: navigator as Navigator }, (name, task) =>
      whenLeased(name, task, { clock, store, random: () => (next += 0.01) }),
    );
  return { clock, store, one: tab(), two: tab() };
}

describe.each(worlds)("%s", (_, navigator) => {
  it("one of two tabs runs its task, the other learns so at once", async () => {
    const { one, two } = open(navigator);
    let finish = () => {};
    const first = one.whenFree(
      "send",
      () => new Promise<string>((resolve) => (finish = () => resolve("done"))),
    );
    expect(await two.whenFree("send", async () => "done too")).toBeUndefined();
    expect(await two.whenFree("other", async () => "done")).toBe("done");
    finish();
    expect(await first).toBe("done");
    expect(await two.whenFree("send", async () => "done too")).toBe("done too");
  });

  it("a task that fails lets go of the lock and passes its error on", async () => {
    const { one, two } = open(navigator);
    const fail = () => Promise.reject(new Error("no"));
    await expect(one.whenFree("send", fail)).rejects.toThrow("no");
    expect(await two.whenFree("send", async () => "done")).toBe("done");
  });
});

describe("a lease", () => {
  const never = () => new Promise<never>(() => {});

  it("ends after 15 s, so that a tab that died holds up nobody", async () => {
    const { one, two, clock } = open({});
    void one.whenFree("send", never);
    clock.shift(14_999);
    expect(await two.whenFree("send", async () => "done")).toBeUndefined();
    clock.shift(1);
    expect(await two.whenFree("send", async () => "done")).toBe("done");
  });

  it("that ends more than 30 s ahead was made under another clock, and is void", async () => {
    const { one, two, clock } = open({});
    void one.whenFree("send", never);
    clock.shift(-15_000);
    expect(await two.whenFree("send", async () => "done")).toBeUndefined();
    clock.shift(-1);
    expect(await two.whenFree("send", async () => "done")).toBe("done");
  });

  it("that was taken over is not given back by the one who had it", async () => {
    const { one, two, clock } = open({});
    let finish = () => {};
    const first = one.whenFree("send", () => new Promise<void>((resolve) => (finish = resolve)));
    await settle();
    clock.shift(15_000);
    void two.whenFree("send", never);
    await settle();
    finish();
    await first;
    expect(await one.whenFree("send", async () => "done")).toBeUndefined();
  });

  it.each([[null], [7], [{}], [{ until: "soon" }], [{ until: Number.NaN }]])(
    "that reads %j holds up nobody",
    async (record) => {
      const { one, store } = open({});
      await store.update({ keys: [], apply: () => ({ "lock/send": record }) });
      expect(await one.whenFree("send", async () => "done")).toBe("done");
    },
  );
});
