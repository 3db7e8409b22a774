import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Database, Row } from "../../src/receiver/database/database.ts";
import type { StoredEvent } from "../../src/receiver/database/events.ts";
import { createApi } from "../../src/receiver/http/routes/eventRoutes.ts";
import { createStore } from "../../src/receiver/ingest/store.ts";
import { createKeys } from "../../src/receiver/keys/keys.ts";
import { createTurns } from "../../src/receiver/lib/threadTurns.ts";
import { createEnvelope } from "../../src/sdk/delivery/envelope.ts";
import { cloudevents } from "../../src/sdk/delivery/formats/cloudevents.ts";
import { createEvent, type Fields } from "./receiver.ts";

const ORIGIN = "https://app.acme.example";
const NOW = Date.UTC(2026, 10, 22, 12);
const MB = 1_048_576;

/** A receiver whose database remembers what it is to store, and cannot hold an event that is called `Poison`. */
function createReceiver() {
  const stored: StoredEvent[] = [];
  let transactions = 0;
  async function query<R extends Row>(sql: string, [sent]: readonly unknown[] = []): Promise<R[]> {
    if (!sql.includes("insert into events")) return [];
    const events: StoredEvent[] = JSON.parse(`${sent}`);
    if (events.some(({ event }) => event === "Poison"))
      throw Object.assign(new Error("unsupported Unicode escape sequence"), { code: "22P05" });
    stored.push(...events);
    const seqs = events.map((_, i) => i + 1).join(",");
    return [{ seqs, links: 0, rows: null }] as unknown as R[];
  }
  const database: Database = {
    query,
    transaction(work) {
      transactions += 1;
      return work({ query });
    },
    aside: { query },
    lanes: 1,
    isShared: false,
    scrub: async () => {},
    close: async () => {},
    place: "a test",
  };
  const store = createStore({ database, onStored: () => {} });
  const keys = createKeys({ origins: [ORIGIN] });
  const api = createApi({ store, turns: createTurns(), keys, now: () => NOW, onRejected: () => {} });
  return {
    stored,
    transactions: () => transactions,
    async post(body: unknown, headers: Readonly<Record<string, string>> = {}, path = "/batch") {
      const isReady = typeof body === "string" || body instanceof Uint8Array;
      const reply = await api.request(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: isReady ? (body as BodyInit) : JSON.stringify(body),
      });
      return { status: reply.status, ...(await reply.json()) };
    },
  };
}

const createBatch = (...batch: readonly unknown[]) => ({ writeKey: "acme", batch });
const GZIP = { "content-encoding": "gzip" };

describe("a body", () => {
  it("may be packed with gzip", async () => {
    const event = createEvent();
    const { post, stored } = createReceiver();
    const packed = gzipSync(JSON.stringify(createBatch(event)));
    expect(await post(packed, GZIP)).toMatchObject({ status: 200, accepted: [event.messageId] });
    expect(stored).toHaveLength(1);
  });

  it.each<
    [title: string, body: Uint8Array | string, headers: Record<string, string>, status: number, code: string]
  >([
    ["is a bomb", gzipSync(new Uint8Array(200 * MB)), GZIP, 413, "body-too-large"],
    ["is a bomb in JSON", gzipSync(`[${" ".repeat(MB)}]`), GZIP, 413, "body-too-large"],
    ["only says that it is packed", "{}", GZIP, 400, "encoding-invalid"],
    ["is packed in another way", "{}", { "content-encoding": "br" }, 415, "encoding-unknown"],
    ["is nested without end and without sense", "[".repeat(MB - 1), {}, 400, "json-invalid"],
  ])("is refused where it %s", async (_, body, headers, status, code) => {
    const { post, stored } = createReceiver();
    expect(await post(body, headers)).toMatchObject({ status, code });
    expect(stored).toEqual([]);
  });

  it("is not blown up by what it says of all of its events", async () => {
    const { post, stored } = createReceiver();
    const context = { note: "x".repeat(32_768) };
    const reply = await post({ ...createBatch(createEvent(), createEvent()), context });
    expect(reply.rejected.map(({ code }: { readonly code: string }) => code)).toEqual([
      "too-large",
      "too-large",
    ]);
    expect(stored).toEqual([]);
  });

  it("may say odd things of all of its events", async () => {
    const { post, stored } = createReceiver();
    await post({ ...createBatch(createEvent({ context: { own: 1 } })), context: { "\0": "\0", own: 2 } });
    expect(stored.map(({ context }) => context)).toEqual([{ "\uFFFD": "\uFFFD", own: 1 }]);
  });
});

describe("an event", () => {
  const nest = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nest(levels - 1) });

  it("may be 20 levels deep, and no deeper", async () => {
    const { post } = createReceiver();
    const [fits, deeper] = [18, 19].map((levels) => createEvent({ properties: { all: nest(levels) } }));
    expect(await post(createBatch(fits, deeper))).toMatchObject({
      accepted: [fits!.messageId],
      rejected: [{ id: deeper!.messageId, code: "too-deep", retryable: false }],
    });
  });

  it("that the database cannot hold is alone in being refused, wherever it stands", async () => {
    for (const place of [0, 24, 49]) {
      const { post, stored, transactions } = createReceiver();
      const events = Array.from({ length: 50 }, (_, n) =>
        createEvent(n === place ? { event: "Poison" } : {}),
      );
      const reply = await post(createBatch(...events));
      expect(reply.rejected).toEqual([
        { id: events[place]!.messageId, code: "unstorable", retryable: false },
      ]);
      expect(reply.accepted).toEqual(events.filter((_, n) => n !== place).map((event) => event.messageId));
      expect(stored).toHaveLength(49);
      expect(transactions()).toBeLessThanOrEqual(14);
    }
  });
});

describe("a batch of CloudEvents", () => {
  const type = { "content-type": "application/cloudevents-batch+json; charset=UTF-8" };
  const createCloud = (fields: Fields) => ({ specversion: "1.0", source: "/app", id: "c1", ...fields });

  it.each<[title: string, cloud: Fields, expected: Partial<StoredEvent>]>([
    [
      "that carry events of the Segment spec",
      {
        type: "milepost.track",
        data: createEvent({ messageId: "m1", userId: "ana", event: "Invoice Sent" }),
      },
      { message_id: "m1", user_id: "ana", event: "Invoice Sent", properties: { total: 40 } },
    ],
    [
      "of any other source",
      { type: "com.acme.paid", subject: "ana", time: "2026-11-22T11:59:00Z", data: { total: 7 } },
      {
        message_id: "c1",
        type: "track",
        user_id: "ana",
        event: "com.acme.paid",
        at: "2026-11-22T11:59:00.000Z",
        properties: { total: 7 },
      },
    ],
  ])("%s is taken, with the write key beside it", async (_, fields, expected) => {
    const { post, stored } = createReceiver();
    const cloud = createCloud(fields);
    expect((await post([cloud], type, "/batch?writeKey=acme")).status).toBe(200);
    expect((await post([{ ...cloud, writekey: "acme" }], type)).status).toBe(200);
    expect(await post([cloud], type)).toMatchObject({ status: 401, code: "write-key-missing" });
    expect(stored).toMatchObject([expected, expected].map((one) => ({ write_key: "acme", ...one })));
  });

  it("is taken as a page sends it", async () => {
    const { post, stored } = createReceiver();
    const head = { writeKey: "acme", sentAt: new Date(NOW).toISOString(), delivery: {} };
    const event = createEnvelope(
      {
        type: "track",
        event: "Invoice Sent",
        id: "m1",
        at: NOW - 1_000,
        who: { anonymousId: "visitor-1", userId: "ana", account: "studio", replica: "copy-1" },
        url: "https://acme.example/invoices",
        properties: { total: 40 },
      },
      { locale: "en", timezone: "Europe/Berlin", version: "1.0.0" },
    );
    const body = cloudevents.wrap([cloudevents.pack(event, head)], head);
    const reply = await post(JSON.stringify(body), { "content-type": cloudevents.type!, origin: ORIGIN });
    expect(reply).toEqual({ status: 200, accepted: ["m1"], rejected: [] });
    expect(stored).toMatchObject([
      {
        write_key: "acme",
        user_id: "ana",
        group_id: "studio",
        event: "Invoice Sent",
        properties: { total: 40 },
      },
    ]);
  });

  it("says which of them it is that was refused", async () => {
    const { post } = createReceiver();
    const clouds = [createCloud({ type: "nobody" }), 7];
    const { rejected } = await post(clouds, type, "/batch?writeKey=acme");
    expect(rejected).toMatchObject([
      { id: "c1", code: "identity-missing" },
      { id: "", code: "invalid" },
    ]);
  });
});
