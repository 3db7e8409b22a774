import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whenLeased } from "../../../src/sdk/browser/lease.ts";
import { createLocks } from "../../../src/sdk/browser/locks.ts";
import type { Outgoing } from "../../../src/sdk/delivery/envelope.ts";
import type { Tokens } from "../../../src/sdk/delivery/tokens.ts";
import { type Fate, TAKEN } from "../../helpers/fakeEndpoint.ts";
import { type Browser, createBrowser, makeEvent, openTab, type Tab } from "../../helpers/tab.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What may become of a request; each leaves its events deliverable. */
const KINDS = ["taken", "lost", "broken", "hang", "half", "partly", 408, 413, 429, 500, 503, 401] as const;
type Kind = (typeof KINDS)[number];
/** Whole batches or nothing: what the endpoint stores of a part, no sender can bring into order. */
const WHOLE = KINDS.filter((kind) => kind !== "half" && kind !== "partly" && kind !== "hang");

function toFate(kind: Kind, batch: readonly Outgoing[]): Fate {
  const ids = batch.map((event) => event.messageId);
  const half = ids.slice(0, ids.length >> 1);
  switch (kind) {
    case "taken":
      return { ...TAKEN, takesMs: 50 };
    case "lost":
      return { stores: ids };
    case "broken":
      return {};
    case "hang":
      return { takesMs: 30_000, stores: half };
    case "half":
      return { stores: half, reply: { status: 200, body: { accepted: half } } };
    case "partly":
      return { stores: half, reply: { status: 500 } };
    case 413:
      return ids.length > 1 ? { reply: { status: 413 } } : TAKEN;
    default:
      return { reply: { status: kind, ...(kind === 429 && { retryAfter: "20" }) } };
  }
}

/** What tabs, users and time do to the queue. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("track" as const),
      tab: fc.nat(2),
      count: fc.integer({ min: 1, max: 30 }),
      size: fc.constantFrom(0, 200, 9_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(10, 400, 3_000, 70_000, 15 * MINUTE),
    }),
  },
  fc.record({ do: fc.constant("leave" as const), tab: fc.nat(2) }),
  fc.record({ do: fc.constant("reload" as const), tab: fc.nat(2) }),
  fc.record({ do: fc.constant("login" as const), user: fc.constantFrom("A", "B", undefined) }),
  fc.record({ do: fc.constant("shift" as const), ms: fc.integer({ min: -HOUR, max: HOUR }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never;

type Made = Array<{ readonly id: string; readonly user: string | undefined }>;

const token = (user: string | undefined) => user && `token of ${user}`;
const tokens: Tokens = { known: token, whenKnown: async (user) => token(user) };

/** Does the steps and returns what was tracked, with the user of its moment. */
async function live(browser: Browser, tabs: Tab[], steps: readonly Step[]): Promise<Made> {
  const made: Made = [];
  let user: string | undefined;
  const track = (size: number) => {
    const id = `e${made.length}`;
    made.push({ id, user });
    const who = { anonymousId: "anon", ...(user && { userId: user }) };
    return makeEvent(id, browser.clock.now(), { who, properties: { text: "x".repeat(size) } });
  };
  for (const one of steps) {
    switch (one.do) {
      case "track":
        await tabs[one.tab]!.hold(...Array.from({ length: one.count }, () => track(one.size)));
        break;
      case "wait":
        await browser.clock.advance(one.ms);
        break;
      case "leave":
        tabs[one.tab]!.page.hide();
        tabs[one.tab]!.page.show();
        break;
      case "reload":
        tabs[one.tab]!.page.hide();
        tabs[one.tab]!.sender.stop();
        tabs[one.tab] = openTab(browser, { tokens });
        break;
      case "login":
        user = one.user;
        break;
      case "shift":
        browser.clock.shift(one.ms);
        break;
      default:
        one satisfies never;
    }
  }
  return made;
}

/** Gives everything that still waits the time to go out. */
async function rest({ clock }: Browser, tabs: readonly Tab[]): Promise<void> {
  for (let hour = 0; hour < 8; hour++) {
    await clock.advance(HOUR);
    for (const tab of tabs) tab.sender.nudge(true);
  }
}

describe("whatever the endpoint, the tabs and the clock do", () => {
  it("no event is lost, doubled, over a limit or under another user's token", async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.constantFrom(...KINDS), { maxLength: 40 }),
        async (drawn, kinds) => {
          const browser = createBrowser();
          const { endpoint } = browser;
          const tabs = [0, 1, 2].map(() => openTab(browser, { tokens }));
          endpoint.decide(({ batch }) => toFate(kinds.shift() ?? "taken", batch));
          const made = await live(browser, tabs, drawn);
          await rest(browser, tabs);

          const dropped = tabs[0]!.outbox.ledger().overflow ?? 0;
          expect(endpoint.rows.size).toBe(made.length - dropped);
          for (const { id, user } of made)
            if (endpoint.rows.has(id)) expect(endpoint.rows.get(id)!.userId).toBe(user);
          for (const { batch, body, token: sent } of endpoint.requests) {
            expect(batch.length).toBeLessThanOrEqual(50);
            expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
            for (const event of batch) expect(token(event.userId)).toBe(sent);
          }
          expect(await browser.store.list("out/")).toHaveLength(made.length ? 1 : 0);
          expect(tabs.flatMap((tab) => tab.errors)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a user's events arrive in their order, where the endpoint takes a batch whole or not at all", async () => {
    const users = fc.array(fc.constantFrom("A", "B"), { maxLength: 150 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...WHOLE), { maxLength: 40 }),
        users,
        async (kinds, drawn) => {
          const browser = createBrowser();
          const { clock, endpoint } = browser;
          const tab = openTab(browser);
          endpoint.decide(({ batch }) => toFate(kinds.shift() ?? "taken", batch));
          for (const [index, userId] of drawn.entries()) {
            await tab.hold(makeEvent(`e${index}`, clock.now(), { who: { anonymousId: "anon", userId } }));
            clock.shift(index % 7 === 0 ? -MINUTE : 1);
            if (index % 20 === 0) await clock.advance(2_000);
          }
          await rest(browser, [tab]);
          for (const user of ["A", "B"]) {
            const arrived = [...endpoint.rows.values()].filter((event) => event.userId === user);
            const made = drawn.flatMap((one, index) => (one === user ? [`e${index}`] : []));
            expect(arrived.map((event) => event.messageId)).toEqual(made);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ["with Web Locks", 0.001],
    ["without Web Locks", 0.01],
  ])("eight tabs on one store send hardly anything twice, %s", async (name, most) => {
    const browser = createBrowser();
    const { clock, store, endpoint } = browser;
    const leased = createLocks({ navigator: {} as Navigator }, (name, task) =>
      whenLeased(name, task, { clock, store, random: Math.random }),
    );
    const shared = name === "with Web Locks" ? browser : { ...browser, locks: leased };
    endpoint.decide(() => ({ ...TAKEN, takesMs: 120 }));
    const tabs = Array.from({ length: 8 }, () => openTab(shared));
    for (let index = 0; index < 4_000; index++) {
      const tab = tabs[index % 8]!;
      await tab.hold(makeEvent(`e${index}`, clock.now()));
      if (index % 5 === 0) tab.sender.nudge(true);
      if (index % 3 === 0) await clock.advance(40);
    }
    await rest(browser, tabs);
    const sent = endpoint.requests.reduce((sum, { batch }) => sum + batch.length, 0);
    expect(endpoint.rows.size).toBe(4_000);
    expect((sent - 4_000) / 4_000).toBeLessThanOrEqual(most);
  });

  it("a page that dies between any two steps costs nothing", async () => {
    for (let steps = 0; steps < 40; steps++) {
      const browser = createBrowser();
      const { clock, endpoint } = browser;
      // Each answer of the store is a step; after the last one, the page has no more turns.
      let left = steps;
      const turn = <T>(value: Promise<T>): Promise<T> => (left-- > 0 ? value : new Promise<T>(() => {}));
      const mortal = {
        ...browser,
        store: {
          ...browser.store,
          update: (...changes) => turn(browser.store.update(...changes)),
          list: (prefix) => turn(browser.store.list(prefix)),
        },
        endpoint: { ...endpoint, post: (...args) => turn(endpoint.post(...args)) },
        locks: { whenFree: (_: string, task) => task() },
      } satisfies Browser;
      const dying = openTab(mortal);
      for (let index = 0; index < 60; index++) {
        void dying.hold(makeEvent(`e${index}`, clock.now()));
        if (index % 20 === 19) await clock.advance(MINUTE);
      }
      dying.sender.stop();
      openTab(browser);
      await clock.advance(HOUR);
      expect(endpoint.rows.size).toBe(60);
    }
  });
});
