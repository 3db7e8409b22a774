import { expect, it } from "vitest";
import type { StoredEvent } from "../../src/receiver/database/events.ts";
import { createPartQueue, type Part } from "../../src/receiver/ingest/partQueue.ts";

const waits = { until: Number.POSITIVE_INFINITY };
const createPart = (key: string, rows: number, rank: number, waiter = waits): Part<void> => ({
  events: Array.from({ length: rows }, () => ({ write_key: key }) as StoredEvent),
  bytes: rows,
  rank,
  waiter,
  resolve() {},
  reject() {},
});
const getKeys = (parts: readonly Part<void>[]) => parts.map(({ events }) => events[0]!.write_key);

it("stores what another write key sends with the next statement, however much one has waiting", () => {
  const queue = createPartQueue<void>();
  for (let i = 0; i < 1_000; i++) queue.add(createPart("loud", 150, i));
  queue.add(createPart("quiet", 10, 1_000));
  queue.add(createPart("calm", 10, 1_001));
  expect(getKeys(queue.take())).toEqual(["loud", "quiet", "calm"]);
  queue.add(createPart("quiet", 10, 1_002));
  expect(getKeys(queue.take())).toEqual(["loud", "quiet"]);
});

it("stores what comes first under a key first, and fills each statement", () => {
  const queue = createPartQueue<void>();
  for (const rank of [3, 1, 2]) queue.add(createPart("one", 90, rank));
  expect(queue.take().map(({ rank }) => rank)).toEqual([1, 2]);
  expect(queue.take().map(({ rank }) => rank)).toEqual([3]);
  expect(queue.take()).toEqual([]);
});

it("begins nothing for which nobody waits any more", () => {
  const queue = createPartQueue<void>();
  queue.add(createPart("one", 40, 1, { until: 0 }));
  queue.add(createPart("one", 40, 2));
  const taken = queue.take();
  expect(taken.map(({ rank }) => rank)).toEqual([2]);
  queue.release(taken);
  expect(queue.bytes()).toBe(0);
});
