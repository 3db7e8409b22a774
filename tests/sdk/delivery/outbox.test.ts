import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutBatch } from "../../../src/sdk/delivery/batches.ts";
import type { Outgoing } from "../../../src/sdk/delivery/envelope.ts";
import { getRefusal } from "../../../src/sdk/delivery/eventLimits.ts";
import { getDrops } from "../../../src/sdk/delivery/ledger.ts";
import { createOutbox } from "../../../src/sdk/delivery/outbox.ts";
import { createBrowser, type MessageParts, makeEvent } from "../../helpers/tab.ts";
import { settle } from "../../helpers/virtualClock.ts";

const DAY = 86_400_000;
const NO_PAUSE = { until: 0, tries: 0, fast: 0 };

function open() {
  const records = new Map<string, unknown>();
  const browser = createBrowser(records);
  const outbox = createOutbox(browser);
  const { store, clock } = browser;
  const make = (id: string, more?: MessageParts) => makeEvent(id, clock.now(), more);
  const hold = (...events: readonly Outgoing[]) => store.update(outbox.hold(events));
  const ids = async () => (await outbox.load()).map((event) => event.messageId);
  return { records, store, clock, outbox, make, hold, ids };
}

describe("the outbox", () => {
  it("holds events in the order in which they came, wherever the clock is moved in between", async () => {
    const { hold, make, ids, clock } = open();
    await hold(make("a"));
    clock.shift(-3_600_000);
    await hold(make("b"), make("c"));
    clock.shift(7_200_000);
    await hold(make("d"));
    expect(await ids()).toEqual(["a", "b", "c", "d"]);
  });

  it("is one transaction with the state that the reports come from", async () => {
    const { store, outbox, make, records } = open();
    const broken = {
      keys: [],
      apply() {
        throw new Error("no state");
      },
    };
    await expect(store.update(outbox.hold([make("a")]), broken)).rejects.toThrow("no state");
    expect(records.size).toBe(0);
  });

  it("has what a page that is left may send at hand, and leaves the rest of a dead address' queue to the store", async () => {
    const { hold, make, outbox, ids } = open();
    const all = Array.from({ length: 500 }, (_, i) => `e${i}`);
    const head = { writeKey: "w", sentAt: "2026-01-01T00:00:00Z", delivery: { storage: "memory" } } as const;
    await hold(...all.map((id) => make(id)));
    const atHand = outbox.waiting().map(({ messageId }) => messageId);
    expect(atHand).toEqual(all.slice(0, 200));
    expect(cutBatch(outbox.waiting(), 50, head).ids).toEqual(all.slice(0, 50));
    expect(await ids()).toEqual(all);
  });

  it("holds one event an id, the first", async () => {
    const { hold, make, outbox } = open();
    await hold(make("mp_1", { event: "Gap Opened" }), make("x"));
    await hold(make("mp_1", { event: "Gap Bridged" }));
    const held = await outbox.load();
    expect(held.map(({ event }) => event)).toEqual(["Gap Opened", "Invoice Sent"]);
    expect(outbox.ledger()).toMatchObject({ held: 2, seq: 2 });
  });

  it("is shared by tabs: what one holds another sees, and their events have one order", async () => {
    const { store, clock, hold, make } = open();
    const other = createOutbox({ store, clock });
    await hold(make("a"));
    await store.update(other.hold([make("b")]));
    await hold(make("c"));
    const held = await other.load();
    expect(held.map((event) => [event.messageId, event.context.delivery?.seq])).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
  });

  it("refuses an event over 32,000 bytes and counts it", async () => {
    const { hold, make, ids, outbox } = open();
    const size = Buffer.byteLength(JSON.stringify(make("a", { properties: { text: "" } })));
    const fits = make("a", { properties: { text: "x".repeat(32_000 - size) } });
    const tooLarge = make("b", { properties: { text: "x".repeat(32_001 - size) } });
    expect([getRefusal(fits), getRefusal(tooLarge)]).toEqual([undefined, "too-large"]);
    await hold(fits, tooLarge);
    expect(await ids()).toEqual(["a"]);
    expect(getDrops(outbox.ledger())).toEqual({ "too-large": 1 });
  });

  it("refuses what has no JSON, and leaves out what JSON leaves out", async () => {
    const { hold, make, outbox } = open();
    const circle: Record<string, unknown> = {};
    circle.itself = circle;
    await hold(
      make("a", { properties: { circle } }),
      make("b", { properties: { big: 1n } }),
      make("c", { properties: { call: () => 1, at: new Date(0) } }),
    );
    const [only, ...others] = await outbox.load();
    expect(others).toEqual([]);
    expect(only?.properties).toEqual({ at: "1970-01-01T00:00:00.000Z", event_id: "c", schema: 1 });
    expect(getDrops(outbox.ledger())).toEqual({ invalid: 2 });
  });

  it("counts what others have dropped before it came here", async () => {
    const { store, outbox } = open();
    await store.update(outbox.hold([], { rate: 3 }));
    await store.update(outbox.hold([], { rate: 2 }));
    expect(getDrops(outbox.ledger())).toEqual({ rate: 5 });
  });

  it("lets go of what is settled, counts what is given up, and keeps the rest", async () => {
    const { hold, make, ids, outbox, records } = open();
    await hold(make("a"), make("b"), make("c"));
    await outbox.settle(
      new Map([
        ["a", undefined],
        ["b", "rejected"],
        ["x", "rejected"],
      ]),
      { ...NO_PAUSE, tries: 2 },
    );
    expect(await ids()).toEqual(["c"]);
    expect(outbox.waiting().map((event) => event.messageId)).toEqual(["c"]);
    expect(outbox.ledger()).toMatchObject({ held: 1, tries: 2, rejected: 1 });
    expect([...records.keys()].sort()).toEqual(["out/", "out/c"]);
  });

  it("gives up events that are older than seven days", async () => {
    const { hold, make, ids, clock, outbox } = open();
    await hold(make("a"));
    clock.shift(1_000);
    await hold(make("b"));
    clock.shift(7 * DAY - 1_000);
    expect(await ids()).toEqual(["a", "b"]);
    clock.shift(1);
    expect(await ids()).toEqual(["b"]);
    expect(getDrops(outbox.ledger())).toEqual({ expired: 1 });
  });

  it("stays empty once it was emptied, whatever is settled later", async () => {
    const { hold, make, outbox, store, records } = open();
    await hold(make("a"), make("b"));
    await store.clear();
    await outbox.settle(new Map([["a", undefined]]), { ...NO_PAUSE, until: 5 });
    await store.update(outbox.hold([]));
    expect(records.size).toBe(0);
  });
});

describe("a full outbox", () => {
  it("holds 1,000 events, and gives up the oldest ones that are no milestones", async () => {
    const { hold, make, ids, outbox } = open();
    await hold(make("first", { event: "Milestone Reached" }));
    await hold(...Array.from({ length: 999 }, (_, index) => make(`e${index}`)));
    expect(await ids()).toHaveLength(1_000);
    await hold(make("last"), make("mp_gap", { event: "Gap Opened" }));
    await settle();
    const left = await ids();
    expect(left).toHaveLength(1_000);
    expect(left.slice(0, 2)).toEqual(["first", "e2"]);
    expect(left.slice(-2)).toEqual(["last", "mp_gap"]);
    expect(outbox.ledger()).toMatchObject({ held: 1_000, overflow: 2 });
  });

  it("holds 2 MB", async () => {
    const { hold, make, ids, outbox } = open();
    const properties = { text: "ä".repeat(10_000) };
    for (let index = 0; index < 110; index++) await hold(make(`e${index}`, { properties }));
    await settle();
    const left = await ids();
    const { bytes, overflow = 0 } = outbox.ledger();
    expect(bytes).toBeLessThanOrEqual(2_000_000);
    expect(bytes).toBeGreaterThan(1_960_000);
    expect(left.length + overflow).toBe(110);
    expect(left.at(-1)).toBe("e109");
  });

  it("gives up the oldest milestones where there is nothing else left", async () => {
    const { hold, make, ids } = open();
    await hold(
      ...Array.from({ length: 1_003 }, (_, index) => make(`m${index}`, { event: "Milestone Reached" })),
    );
    await settle();
    const left = await ids();
    expect([left.length, left[0]]).toEqual([1_000, "m3"]);
  });
});

describe("stored records that were changed by someone else", () => {
  const head = { writeKey: "wk", sentAt: "2026-01-05T09:00:00Z", delivery: {} };

  it("cost no other event: nothing is thrown, what is broken is dropped and counted", async () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(null, 0, "", NaN, 1n, [], {}, new Date(Number.NaN), new Map([[1, 2]])),
      // Reading it as a text or a number throws.
      fc.constant({ toString: 1, valueOf: 2 }),
      fc.string(),
      fc.object(),
    );
    const damage = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom("", "messageId", "timestamp", "context", "event", "userId", "anonymousId"),
        junk,
      ),
    );
    await fc.assert(
      fc.asyncProperty(damage, fc.option(junk, { nil: undefined }), async (damages, ledger) => {
        const { hold, make, outbox, records, ids } = open();
        await hold(...Array.from({ length: 10 }, (_, index) => make(`e${index}`)));
        if (ledger !== undefined) records.set("out/", ledger);
        const touched = new Set<string>();
        for (const [index, field, value] of damages) {
          const key = `out/e${index}`;
          const record = structuredClone(records.get(key));
          touched.add(`e${index}`);
          records.set(
            key,
            field && Object(record) === record ? { ...(record as object), [field]: value } : value,
          );
        }
        const left = await ids();
        const sound = Array.from({ length: 10 }, (_, index) => `e${index}`).filter((id) => !touched.has(id));
        expect(left).toEqual(expect.arrayContaining(sound));
        expect(outbox.ledger().held).toBe(left.length);
        const queue = await outbox.load();
        // Each of them can be sent: a batch begins with the first of the queue.
        if (queue.length > 0) expect(cutBatch(queue, 50, head).ids).toContain(queue[0]!.messageId);
        expect(left.length + (outbox.ledger().corrupt ?? 0) + (outbox.ledger().expired ?? 0)).toBe(10);
        await hold(make("next"));
        expect(await ids()).toContain("next");
      }),
      { numRuns: 300 },
    );
  });
});
