import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { describeOnEachDatabase } from "./onEachDatabase.ts";
import { createEvent, getHeld, post, readLive } from "./receiver.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeOnEachDatabase("the receiver", (receiver) => {
  it("takes a batch and says which events it holds now", async () => {
    const events = [createEvent(), createEvent({ type: "page", event: null })];
    expect(await receiver.send(events)).toEqual({
      status: 200,
      accepted: events.map((event) => event.messageId),
      rejected: [],
    });
  });

  it("takes JSON under its own content type, as a Segment library sends it", async () => {
    const event = createEvent();
    const key = `Basic ${Buffer.from(`${receiver.writeKey()}:`).toString("base64")}`;
    const headers = { "content-type": "application/json", authorization: key };
    const reply = await post(`${receiver.url()}/v1/batch`, { batch: [event] }, headers);
    expect(await reply.json()).toEqual({ accepted: [event.messageId], rejected: [] });
  });

  it("stores an event once, however often it comes", async () => {
    const event = createEvent({ event: "Sent Again" });
    await receiver.send([event, event]);
    expect((await receiver.send([event])).accepted).toEqual([event.messageId]);
    expect(await receiver.getRows("Sent Again")).toHaveLength(1);
  });

  it("stores each event once when eight requests bring the same ones at the same time", async () => {
    const events = Array.from({ length: 10 }, (_, n) =>
      createEvent({ event: "Sent At Once", properties: { n } }),
    );
    const orders = Array.from({ length: 8 }, (_, turn) => [...events.slice(turn), ...events.slice(0, turn)]);
    const replies = await Promise.all(orders.map((order) => receiver.send(order)));
    expect(replies.map((reply) => reply.accepted.length)).toEqual(Array(8).fill(10));
    expect(await receiver.getRows("Sent At Once")).toHaveLength(10);
  });

  it("keeps the same id under two write keys apart", async () => {
    const event = createEvent({ event: "Two Products" });
    await receiver.send([event]);
    await receiver.send([event], { writeKey: `${receiver.writeKey()}-b` });
    expect(await receiver.getRows("Two Products")).toHaveLength(2);
  });

  it.each([
    ["the later one comes second", 0, 5 * MINUTE],
    ["the earlier one comes second", 5 * MINUTE, 0],
  ])("lets the earlier of two times stand when %s", async (title, first, second) => {
    const start = Date.now() - HOUR;
    const make = (ms: number) =>
      createEvent({
        messageId: `mp_${receiver.writeKey()}`,
        event: `Milestone, ${title}`,
        timestamp: new Date(start + ms).toISOString(),
        properties: { ms },
      });
    await receiver.send([make(first)]);
    await receiver.send([make(second)]);
    expect(await receiver.getTime(`Milestone, ${title}`)).toEqual([start]);
    expect(await receiver.getRows(`Milestone, ${title}`)).toEqual([{ ms: 0 }]);
  });

  it("lets the earlier of two times stand within one batch", async () => {
    const start = Date.now() - HOUR;
    const make = (ms: number) =>
      createEvent({
        messageId: "mp_twice",
        event: "Twice In One",
        timestamp: new Date(start + ms).toISOString(),
      });
    await receiver.send([make(MINUTE), make(0), make(2 * MINUTE)]);
    expect(await receiver.getTime("Twice In One")).toEqual([start]);
  });

  it("stores what a database has no character for as U+FFFD", async () => {
    const note = `nul \0, half an emoji ${"🎉".slice(0, 1)}, a whole one 🎉`;
    await receiver.send([createEvent({ event: "Odd Text", properties: { note, "\0": 1 } })]);
    expect(await receiver.getRows("Odd Text")).toEqual([
      { note: "nul \uFFFD, half an emoji \uFFFD, a whole one 🎉", "\uFFFD": 1 },
    ]);
  });

  it.each(["track", "identify", "group", "page"])("takes a single event at /v1/%s", async (type) => {
    const { type: _, ...event } = createEvent({ event: `Single ${type}`, groupId: "acme" });
    const reply = await post(`${receiver.url()}/v1/${type}`, { writeKey: receiver.writeKey(), ...event });
    expect(await reply.json()).toEqual({ accepted: [event.messageId], rejected: [] });
    const { rows } = await getHeld(receiver.url());
    expect(rows.filter((row) => row.event === `Single ${type}`)).toMatchObject([{ type }]);
  });

  it("gives an event that came without an id one of its own", async () => {
    const { messageId: _, ...event } = createEvent();
    const { accepted } = await receiver.send([event, event]);
    expect(new Set(accepted).size).toBe(2);
  });

  it("takes the error of the sender's clock out", async () => {
    const off = 3 * HOUR;
    const now = Date.now();
    const event = createEvent({
      event: "Clock Ahead",
      timestamp: new Date(now - MINUTE + off).toISOString(),
    });
    await receiver.send([event], { sentAt: new Date(now + off).toISOString() });
    const [at] = await receiver.getTime("Clock Ahead");
    expect(Math.abs(at! - (now - MINUTE))).toBeLessThan(10_000);
  });

  it("counts a visitor who signs in as one person, by the name they gave", async () => {
    const before = (await getHeld(receiver.url())).overview.people;
    const visitor = `visitor-${receiver.writeKey()}`;
    await receiver.send([
      createEvent({ anonymousId: visitor, event: "Before Signing In" }),
      createEvent({ anonymousId: visitor, userId: "ana", type: "identify", traits: { name: "Ana Lima" } }),
      createEvent({ anonymousId: visitor, userId: "ana", event: "After Signing In" }),
    ]);
    const { overview, rows } = await getHeld(receiver.url());
    expect(overview.people - before).toBe(1);
    const signing = rows.filter((row) => row.event?.endsWith("Signing In"));
    expect(signing.map(({ person, name }) => ({ person, name }))).toEqual(
      Array(2).fill({ person: "ana", name: "Ana Lima" }),
    );
  });

  it("tells open pages of what arrives", async () => {
    const stream = readLive(receiver.url());
    const told: string[] = [];
    const listening = (async () => {
      for await (const { event, data } of stream) {
        told.push(data);
        if (event === "rows" && data.includes("While Watching")) return;
      }
    })();
    while (told.length === 0) await wait(10);
    await receiver.send([createEvent({ event: "While Watching" })]);
    await listening;
    expect(told.filter((data) => data.includes("While Watching"))).toHaveLength(1);
  });

  it("says that it is well", async () => {
    const reply = await fetch(`${receiver.url()}/healthz`);
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true }]);
  });
});
