import { describe, expect, test } from "vitest";
import { createMemoryStore } from "../../../src/sdk/browser/storage/memoryStore.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { createFullEngine } from "../../../src/sdk/domain/features/fullEngine.ts";
import type { Properties } from "../../../src/sdk/domain/state/facts.ts";
import { createIdentify } from "../../../src/sdk/person/identify.ts";
import { openIdentity } from "../../../src/sdk/person/identity.ts";
import type { Message } from "../../../src/sdk/person/message.ts";
import { createPerson } from "../../../src/sdk/person/person.ts";
import type { KeyValueStore, Tabs } from "../../../src/sdk/ports.ts";
import { START } from "../../helpers/person.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: {
    one: { title: "One", when: { event: "One" } },
    two: { title: "Two", when: { event: "Two", count: 2 } },
  },
  gaps: { stuck: { from: "one", to: "two", bridge: [] } },
};

/** One browser: what its tabs share, and what of it leaves. */
function createBrowser() {
  const store = createMemoryStore();
  const listeners = new Set<(message: unknown) => void>();
  const words: unknown[] = [];
  const left: Message[] = [];
  let count = 0;

  async function openTab({ shares = store }: { shares?: KeyValueStore } = {}) {
    let hears: ((message: unknown) => void) | undefined;
    const tabs: Tabs = {
      post: (message) => {
        const copy = structuredClone(message);
        for (const listener of listeners) if (listener !== hears) queueMicrotask(() => listener(copy));
      },
      onMessage(listener) {
        hears = listener;
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const createId = () => `id-${++count}`;
    const identity = await openIdentity(shares, { createId, beside: "" });
    const person = await createPerson({
      identity,
      engine: createFullEngine(parse(config).plan),
      store: shares,
      tabs,
      journal: {
        write: (_, said) => words.push(structuredClone(said)),
        drain: () => words.splice(0),
        isEmpty: () => !words.length,
      },
      now: () => START + count,
      createId,
      url: () => "https://acme.example/",
      zone: "UTC",
      elements: () => undefined,
      hold: (messages) => ({
        keys: [],
        apply: () => {
          left.push(...messages.filter(({ id }) => !left.some((one) => one.id === id)));
          return {};
        },
      }),
    });
    const close = person.start();
    const calls = createIdentify({ person, createId, allowed: ["role"] });
    const track = (name: string) => {
      const known = { id: createId(), at: START + count, properties: {} };
      return person.apply({ kind: "event", name, ...known }, { type: "track", event: name, ...known });
    };
    const { reset } = calls;
    const identify = (user: string, traits: Properties, at: number) =>
      calls.identify({ say: "identify", name: user, given: traits, at, id: createId() });
    const group = (account: string, traits: Properties, at: number) =>
      calls.group({ say: "group", name: account, given: traits, at, id: createId() });
    return {
      person,
      close,
      track,
      identify,
      group,
      reset,
      reached: () => Object.keys(person.state().user.milestones),
    };
  }
  return { openTab, left, store, words, told: () => left.map(({ event, type }) => event ?? type) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("a person", () => {
  test("is the same in every tab and after a reload", async () => {
    const { openTab } = createBrowser();
    const one = await openTab();
    const two = await openTab();
    expect(two.person.who()).toEqual(one.person.who());
    await one.track("One");
    await settle();
    expect(two.reached()).toEqual(["one"]);
    const reloaded = await openTab();
    expect(reloaded.reached()).toEqual(["one"]);
  });

  test("is put together from what two tabs saw, and told of once", async () => {
    const { openTab, told } = createBrowser();
    const [one, two] = [await openTab(), await openTab()];
    await Promise.all([one.track("One"), one.track("Two"), two.track("Two")]);
    await settle();
    expect(one.reached().sort()).toEqual(["one", "two"]);
    expect(two.reached().sort()).toEqual(["one", "two"]);
    expect(told().sort()).toEqual([
      "Gap Bridged",
      "Gap Opened",
      "Milestone Reached",
      "Milestone Reached",
      "One",
      "Two",
      "Two",
    ]);
  });

  test("keeps what they did before they were known, and is linked by one identify with both ids", async () => {
    const { openTab, left } = createBrowser();
    const tab = await openTab();
    const { anonymousId } = tab.person.who();
    await tab.track("One");
    await tab.identify("ana", { role: "admin", email: "ana@acme.example" }, START);
    await tab.identify("ana", { role: "admin" }, START);
    expect(tab.reached()).toEqual(["one"]);
    const links = left.filter(({ type }) => type === "identify");
    expect(links).toEqual([
      expect.objectContaining({ who: expect.objectContaining({ anonymousId, userId: "ana" }) }),
    ]);
    expect(links[0]!.traits).toEqual({ role: "admin" });
    expect(left.filter(({ event }) => event === "Milestone Reached")).toHaveLength(1);
  });

  test("starts anew when another user signs in at the same browser, and finds their own again", async () => {
    const { openTab } = createBrowser();
    const tab = await openTab();
    await tab.identify("ana", {}, START);
    await tab.track("One");
    await tab.identify("bo", {}, START);
    expect(tab.reached()).toEqual([]);
    expect(tab.person.who().userId).toBe("bo");
    await tab.reset();
    expect(tab.person.who().userId).toBeUndefined();
    await tab.identify("ana", {}, START);
    expect(tab.reached()).toEqual(["one"]);
  });

  test("never gets what another one did while they were being read", async () => {
    const { openTab, store, left } = createBrowser();
    const slow: KeyValueStore = { ...store, read: (keys) => settle().then(() => store.read(keys)) };
    const tab = await openTab({ shares: slow });
    await tab.identify("ana", {}, START);
    const change = tab.identify("bo", {}, START);
    const during = tab.track("One");
    await Promise.all([change, during]);
    await settle();
    expect(tab.reached()).toEqual([]);
    expect(left.find(({ event }) => event === "One")!.who.userId).not.toBe("bo");
  });

  test("is followed by the other tabs when they change", async () => {
    const { openTab } = createBrowser();
    const [one, two] = [await openTab(), await openTab()];
    await one.identify("ana", {}, START);
    await one.track("One");
    await settle();
    expect([two.person.who().userId, two.reached()]).toEqual(["ana", ["one"]]);
  });

  test("that was not stored in time is left to the next page, and counted once where it was stored after all", async () => {
    const { openTab, told } = createBrowser();
    const tab = await openTab();
    void tab.track("One");
    tab.person.leave();
    tab.close();
    const next = await openTab();
    await settle();
    expect(next.reached()).toEqual(["one"]);
    expect(told().sort()).toEqual(["Gap Opened", "Milestone Reached", "One"]);
  });

  test("is never known without the report that links them to what they did before", async () => {
    const { openTab, store, left } = createBrowser();
    const tab = await openTab({
      shares: {
        ...store,
        // The page ends as soon as it is stored who they are.
        async update(...changes) {
          const [who] = await store.read(["who"]);
          return Object(who).userId === "ana" ? new Promise(() => {}) : store.update(...changes);
        },
      },
    });
    void tab.identify("ana", { role: "admin" }, START);
    await settle();
    expect(await store.read(["who"])).toEqual([expect.objectContaining({ userId: "ana" })]);
    expect(left.map(({ type, who }) => [type, who.userId])).toEqual([["identify", "ana"]]);
  });

  test("that came while the page went, after all was left, is left to the next page too", async () => {
    const { openTab, told } = createBrowser();
    const tab = await openTab();
    tab.person.leave();
    void tab.track("One");
    tab.close();
    const next = await openTab();
    await settle();
    expect(next.reached()).toEqual(["one"]);
    expect(told().sort()).toEqual(["Gap Opened", "Milestone Reached", "One"]);
  });

  test("is left once for all that a page tracks in one listener, however much that is", async () => {
    const { openTab, words, told } = createBrowser();
    const tab = await openTab();
    tab.person.leave();
    for (let i = 0; i < 100; i++) void tab.track("Two");
    expect(words).toEqual([]);
    await Promise.resolve();
    expect(words).toHaveLength(1);
    tab.close();
    await openTab();
    await settle();
    expect(told().filter((name) => name === "Two")).toHaveLength(100);
  });

  test("takes back what was left by a page that stays", async () => {
    const { openTab, words, told } = createBrowser();
    const tab = await openTab();
    tab.person.leave();
    await tab.track("One");
    await settle();
    expect(words).toEqual([]);
    await tab.track("Two");
    expect(words).toEqual([]);
    expect(told().sort()).toEqual(["Gap Opened", "Milestone Reached", "One", "Two"]);
  });

  test("is taken as new where what is stored makes no sense", async () => {
    const { openTab, store } = createBrowser();
    const tab = await openTab();
    await tab.track("One");
    const [[key]] = (await store.list("person/")) as [[string, unknown]];
    for (const nonsense of [null, 7, "x", [], { format: 2 }, { format: 1, user: null }]) {
      await store.update({ keys: [], apply: () => ({ [key]: nonsense }) });
      const next = await openTab();
      expect(next.reached()).toEqual([]);
      next.close();
    }
  });
});

test("a transaction that fails is said to whoever waits for it, and keeps the next ones from nothing", async () => {
  const browser = createBrowser();
  let isBroken = false;
  const { update } = browser.store;
  const shares: KeyValueStore = {
    ...browser.store,
    update: (...changes) => (isBroken ? Promise.reject(new Error("broken")) : update(...changes)),
  };
  const { track } = await browser.openTab({ shares });
  isBroken = true;
  await expect(track("One")).rejects.toThrow("broken");
  isBroken = false;
  await track("Two");
  expect(browser.told()).toContain("Two");
});
