import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { IN_MEMORY } from "../../examples/collector/database/embedded.ts";
import { type Collector, startCollector } from "../../examples/collector/server.ts";
import { createEvent, type Fields, getHeld, post, readLive } from "./receiver.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const ORIGIN = "https://app.acme.example";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const programs = findPostgres();
const databases: ReadonlyArray<{ readonly name: string; readonly programs?: string }> = [
  { name: "the embedded database" },
  ...(programs === undefined ? [] : [{ name: "a PostgreSQL server", programs }]),
];

describe.each(databases)("the receiver on $name", ({ programs }) => {
  let postgres: TemporaryPostgres | undefined;
  let collector: Collector;
  /** A key for each test, so that they do not share rows. */
  let writeKey = "";
  let tests = 0;

  beforeAll(async () => {
    if (programs !== undefined) postgres = await startPostgres(programs);
    collector = await startCollector({
      port: 0,
      origins: [ORIGIN],
      dataDir: IN_MEMORY,
      ...(postgres && { databaseUrl: postgres.url }),
    });
  });
  afterAll(async () => {
    await collector?.close();
    postgres?.stop();
  });
  beforeEach(() => {
    tests += 1;
    writeKey = `key-${tests}`;
  });

  const send = async (events: readonly unknown[], around: Fields = {}) => {
    const reply = await post(`${collector.url}/v1/batch`, { writeKey, batch: events, ...around });
    return { status: reply.status, ...(await reply.json()) };
  };
  const getRows = async (event: string) =>
    (await getHeld(collector.url)).rows.filter((row) => row.event === event).map((row) => row.properties);
  const getTime = async (event: string) =>
    (await getHeld(collector.url)).rows.filter((row) => row.event === event).map((row) => Date.parse(row.at));

  it("takes a batch and says which events it holds now", async () => {
    const events = [createEvent(), createEvent({ type: "page", event: null })];
    expect(await send(events)).toEqual({
      status: 200,
      accepted: events.map((event) => event.messageId),
      rejected: [],
    });
  });

  it("takes JSON under its own content type, as a Segment library sends it", async () => {
    const event = createEvent();
    const key = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
    const headers = { "content-type": "application/json", authorization: key };
    const reply = await post(`${collector.url}/v1/batch`, { batch: [event] }, headers);
    expect(await reply.json()).toEqual({ accepted: [event.messageId], rejected: [] });
  });

  it("stores an event once, however often it comes", async () => {
    const event = createEvent({ event: "Sent Again" });
    await send([event, event]);
    expect((await send([event])).accepted).toEqual([event.messageId]);
    expect(await getRows("Sent Again")).toHaveLength(1);
  });

  it("stores each event once when eight requests bring the same ones at the same time", async () => {
    const events = Array.from({ length: 10 }, (_, n) =>
      createEvent({ event: "Sent At Once", properties: { n } }),
    );
    const orders = Array.from({ length: 8 }, (_, turn) => [...events.slice(turn), ...events.slice(0, turn)]);
    const replies = await Promise.all(orders.map((order) => send(order)));
    expect(replies.map((reply) => reply.accepted.length)).toEqual(Array(8).fill(10));
    expect(await getRows("Sent At Once")).toHaveLength(10);
  });

  it("keeps the same id under two write keys apart", async () => {
    const event = createEvent({ event: "Two Products" });
    await send([event]);
    await send([event], { writeKey: `${writeKey}-b` });
    expect(await getRows("Two Products")).toHaveLength(2);
  });

  it.each([
    ["the later one comes second", 0, 5 * MINUTE],
    ["the earlier one comes second", 5 * MINUTE, 0],
  ])("lets the earlier of two times stand when %s", async (title, first, second) => {
    const start = Date.now() - HOUR;
    const make = (ms: number) =>
      createEvent({
        messageId: `mp_${tests}`,
        event: `Milestone, ${title}`,
        timestamp: new Date(start + ms).toISOString(),
        properties: { ms },
      });
    await send([make(first)]);
    await send([make(second)]);
    expect(await getTime(`Milestone, ${title}`)).toEqual([start]);
    expect(await getRows(`Milestone, ${title}`)).toEqual([{ ms: 0 }]);
  });

  it("lets the earlier of two times stand within one batch", async () => {
    const start = Date.now() - HOUR;
    const make = (ms: number) =>
      createEvent({
        messageId: "mp_twice",
        event: "Twice In One",
        timestamp: new Date(start + ms).toISOString(),
      });
    await send([make(MINUTE), make(0), make(2 * MINUTE)]);
    expect(await getTime("Twice In One")).toEqual([start]);
  });

  it.each<[title: string, fields: unknown, code: string]>([
    ["without a person", { anonymousId: undefined }, "identity-missing"],
    ["with an empty person", { anonymousId: "" }, "identity-missing"],
    ["with a person who is no text", { userId: { id: 1 } }, "identity-invalid"],
    ["of an unknown type", { type: "trick" }, "type-unknown"],
    ["that tracks nothing", { event: undefined }, "event-missing"],
    ["with an id that has a space", { messageId: "a b" }, "id-invalid"],
    ["with an id of 65 characters", { messageId: "x".repeat(65) }, "id-invalid"],
    ["at a time that is none", { timestamp: "soon" }, "time-invalid"],
    ["with properties in a list", { properties: [1] }, "invalid"],
    ["of more than 32 KB", { properties: { note: "x".repeat(32_768) } }, "too-large"],
    ["nested without end", { properties: { deep: JSON.parse("[".repeat(99) + "]".repeat(99)) } }, "too-deep"],
  ])("refuses an event %s for good and takes its neighbours", async (_, fields, code) => {
    const [before, bad, after] = [createEvent(), createEvent(fields as Fields), createEvent()];
    expect(await send([before, bad, after])).toEqual({
      status: 200,
      accepted: [before.messageId, after.messageId],
      rejected: [{ id: bad.messageId.slice(0, 64), code, retryable: false }],
    });
  });

  it.each([[null], ["event"], [7], [[]]])(
    "refuses %j in the place of an event and takes its neighbour",
    async (raw) => {
      const event = createEvent();
      const { accepted, rejected } = await send([raw, event]);
      expect(accepted).toEqual([event.messageId]);
      expect(rejected).toMatchObject([{ id: "", retryable: false }]);
    },
  );

  it("stores what a database has no character for as U+FFFD", async () => {
    const note = `nul \0, half an emoji ${"🎉".slice(0, 1)}, a whole one 🎉`;
    await send([createEvent({ event: "Odd Text", properties: { note, "\0": 1 } })]);
    expect(await getRows("Odd Text")).toEqual([
      { note: "nul \uFFFD, half an emoji \uFFFD, a whole one 🎉", "\uFFFD": 1 },
    ]);
  });

  it("takes 2,500 events at once, and no more", async () => {
    const events = Array.from({ length: 2_500 }, (_, n) => ({
      type: "track",
      event: "Many",
      messageId: `many-${n}`,
      userId: "u",
    }));
    const full = await send(events);
    expect([full.status, full.accepted.length]).toEqual([200, 2_500]);
    expect(await send([...events, createEvent()])).toEqual({ status: 413, code: "too-many-events" });
  });

  it("reads no body of more than 1 MB", async () => {
    const properties = { note: "x".repeat(30_000) };
    const events = Array.from({ length: 36 }, () => createEvent({ properties }));
    expect(await send(events)).toEqual({ status: 413, code: "body-too-large" });
    expect((await send(events.slice(0, 34))).status).toBe(200);
  });

  it.each<[title: string, body: unknown, headers: Record<string, string>, status: number, code: string]>([
    ["that is no JSON", "{", {}, 400, "json-invalid"],
    ["that is no batch", { writeKey: "k", events: [] }, {}, 400, "batch-invalid"],
    ["without a write key", { batch: [] }, {}, 401, "write-key-missing"],
    [
      "in a form's encoding",
      "batch=1",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "content-type-unknown",
    ],
    [
      "from a page of a foreign origin",
      { writeKey: "k", batch: [] },
      { origin: "https://other.example" },
      403,
      "origin-unknown",
    ],
  ])("refuses a request %s", async (_, body, headers, status, code) => {
    const reply = await post(`${collector.url}/v1/batch`, body, headers);
    expect([reply.status, await reply.json()]).toEqual([status, { code }]);
  });

  it("lets pages of a configured origin read its replies, without credentials", async () => {
    const reply = await post(`${collector.url}/v1/batch`, { writeKey, batch: [] }, { origin: ORIGIN });
    expect(reply.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(reply.headers.get("access-control-expose-headers")).toBe("Retry-After");
    expect(reply.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("answers the preflight of a page that sends JSON under its own content type", async () => {
    const headers = {
      origin: ORIGIN,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    };
    const reply = await fetch(`${collector.url}/v1/batch`, { method: "OPTIONS", headers });
    expect(reply.status).toBe(204);
    expect(reply.headers.get("access-control-allow-headers")).toBe("content-type");
  });

  it.each(["track", "identify", "group", "page"])("takes a single event at /v1/%s", async (type) => {
    const { type: _, ...event } = createEvent({ event: `Single ${type}`, groupId: "acme" });
    const reply = await post(`${collector.url}/v1/${type}`, { writeKey, ...event });
    expect(await reply.json()).toEqual({ accepted: [event.messageId], rejected: [] });
    const { rows } = await getHeld(collector.url);
    expect(rows.filter((row) => row.event === `Single ${type}`)).toMatchObject([{ type }]);
  });

  it("gives an event that came without an id one of its own", async () => {
    const { messageId: _, ...event } = createEvent();
    const { accepted } = await send([event, event]);
    expect(new Set(accepted).size).toBe(2);
  });

  it("takes the error of the sender's clock out", async () => {
    const off = 3 * HOUR;
    const now = Date.now();
    const event = createEvent({
      event: "Clock Ahead",
      timestamp: new Date(now - MINUTE + off).toISOString(),
    });
    await send([event], { sentAt: new Date(now + off).toISOString() });
    const [at] = await getTime("Clock Ahead");
    expect(Math.abs(at! - (now - MINUTE))).toBeLessThan(10_000);
  });

  it("counts a visitor who signs in as one person, by the name they gave", async () => {
    const before = (await getHeld(collector.url)).overview.people;
    const visitor = `visitor-${writeKey}`;
    await send([
      createEvent({ anonymousId: visitor, event: "Before Signing In" }),
      createEvent({ anonymousId: visitor, userId: "ana", type: "identify", traits: { name: "Ana Lima" } }),
      createEvent({ anonymousId: visitor, userId: "ana", event: "After Signing In" }),
    ]);
    const { overview, rows } = await getHeld(collector.url);
    expect(overview.people - before).toBe(1);
    const signing = rows.filter((row) => row.event?.endsWith("Signing In"));
    expect(signing.map(({ person, name }) => ({ person, name }))).toEqual(
      Array(2).fill({ person: "ana", name: "Ana Lima" }),
    );
  });

  it("tells open pages of what arrives", async () => {
    const stream = readLive(collector.url);
    const told: string[] = [];
    const listening = (async () => {
      for await (const { event, data } of stream) {
        told.push(data);
        if (event === "rows" && data.includes("While Watching")) return;
      }
    })();
    while (told.length === 0) await wait(10);
    await send([createEvent({ event: "While Watching" })]);
    await listening;
    expect(told.filter((data) => data.includes("While Watching"))).toHaveLength(1);
  });

  it("says that it is well", async () => {
    const reply = await fetch(`${collector.url}/healthz`);
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true }]);
  });
});
