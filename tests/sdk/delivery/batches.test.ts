import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_EVENTS, cutBatch } from "../../../src/sdk/delivery/batches.ts";
import type { Outgoing } from "../../../src/sdk/delivery/envelope.ts";
import { makeEvent } from "../../helpers/tab.ts";

const head = {
  writeKey: "wk",
  sentAt: "2026-01-05T09:00:00.000Z",
  delivery: { storage: "indexeddb", dropped: {} },
};
const cut = (queue: readonly Outgoing[], most = BATCH_EVENTS) => cutBatch(queue, most, head);
const make = (id: string, userId?: string, text = "") =>
  makeEvent(id, 0, { who: { anonymousId: "anon", ...(userId && { userId }) }, properties: { text } });

describe("a batch", () => {
  it("carries the write key, the token and the time of sending, and the queue's state once", () => {
    const queue = [make("a"), make("b")].map((event, index) => ({
      ...event,
      context: { ...event.context, delivery: { seq: index + 1 } },
    }));
    const { body } = cutBatch(queue, 50, {
      ...head,
      token: "t",
      delivery: { storage: "memory", dropped: { rate: 2 } },
    });
    const sent = JSON.parse(body);
    expect(sent).toMatchObject({ writeKey: "wk", token: "t", sentAt: head.sentAt });
    expect(sent.batch.map((event: Outgoing) => [event.sentAt, event.context.delivery])).toEqual([
      [head.sentAt, { seq: 1, storage: "memory", dropped: { rate: 2 } }],
      [head.sentAt, { seq: 2 }],
    ]);
  });

  it("has the events of one identity, in their order", () => {
    const queue = [make("a"), make("b", "B"), make("c"), make("d", "B")];
    expect(cut(queue).ids).toEqual(["a", "c"]);
    expect(cut(queue.slice(1)).ids).toEqual(["b", "d"]);
  });

  it("keeps to its limits, and all batches together have every event once and in order", () => {
    const events = fc.array(
      fc.record({
        userId: fc.constantFrom(undefined, "A", "B"),
        text: fc.oneof(
          fc.string(),
          fc.integer({ min: 0, max: 9_000 }).map((length) => "ä€😀".repeat(length / 3)),
        ),
      }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 50 }), (drawn, most) => {
        const queue = drawn.map(({ userId, text }, index) => make(`e${index}`, userId, text));
        const sent: Outgoing[] = [];
        for (let rest = queue; rest.length; ) {
          const { ids, body } = cut(rest, most);
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
          const { batch } = JSON.parse(body) as { batch: Outgoing[] };
          expect(batch.map((event) => event.messageId)).toEqual(ids);
          expect(ids.length).toBeGreaterThan(0);
          expect(ids.length).toBeLessThanOrEqual(most);
          expect(new Set(batch.map((event) => event.userId)).size).toBe(1);
          sent.push(...batch);
          rest = rest.filter((event) => !ids.includes(event.messageId));
        }
        for (const user of [undefined, "A", "B"]) {
          const of = (list: readonly Outgoing[]) =>
            list.filter((event) => event.userId === user).map((event) => event.messageId);
          expect(of(sent)).toEqual(of(queue));
        }
      }),
      { numRuns: 40 },
    );
  });
});
