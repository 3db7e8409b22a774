import { describe, expect, it } from "vitest";
import { BATCH_EVENTS, cutBatch, type Format } from "../../../src/sdk/delivery/batches.ts";
import { cloudevents } from "../../../src/sdk/delivery/formats/cloudevents.ts";
import { posthog } from "../../../src/sdk/delivery/formats/posthog.ts";
import { rudderstack } from "../../../src/sdk/delivery/formats/rudderstack.ts";
import { answers, TAKEN } from "../../helpers/fakeEndpoint.ts";
import { type MessageParts, makeEvent, open } from "../../helpers/tab.ts";

const AT = Date.UTC(2026, 0, 5, 9);
const UUID = "0199f1a0-0000-7000-8000-000000000001";
const head = {
  writeKey: "a/b&c",
  token: "t",
  sentAt: "2026-01-05T09:00:05.000Z",
  delivery: { storage: "indexeddb", dropped: {} },
};

const make = (more: MessageParts) => makeEvent(UUID, AT, more);
const cut = (format: Format, ...some: ReadonlyArray<MessageParts>) =>
  JSON.parse(cutBatch(some.map(make), BATCH_EVENTS, head, format).body);
const ana = { anonymousId: "anon-1", userId: "ana" };

describe("RudderStack", () => {
  it.each([
    ["https://dp.example.com", "https://dp.example.com/beacon/v1/batch?writeKey=a%2Fb%26c"],
    ["https://dp.example.com/", "https://dp.example.com/beacon/v1/batch?writeKey=a%2Fb%26c"],
    ["https://dp.example.com/rs", "https://dp.example.com/rs/beacon/v1/batch?writeKey=a%2Fb%26c"],
    ["https://dp.example.com/beacon/v1/batch", "https://dp.example.com/beacon/v1/batch?writeKey=a%2Fb%26c"],
  ])("at %s is told the write key in the query of its path for beacons", (endpoint, address) => {
    expect(rudderstack.address!(endpoint, head)).toBe(address);
  });

  it("gets a batch of Segment's events, without a preflight and with no word of the token", () => {
    const body = cut(rudderstack, { who: ana });
    expect(rudderstack.type).toBeUndefined();
    expect(Object.keys(body)).toEqual(["batch", "sentAt"]);
    expect(body.batch[0]).toMatchObject({ type: "track", userId: "ana", messageId: UUID });
  });
});

describe("PostHog", () => {
  it.each([
    ["https://eu.i.posthog.com/", "https://eu.i.posthog.com/batch/"],
    ["https://ph.acme.example/in/batch", "https://ph.acme.example/in/batch/"],
    ["https://ph.acme.example/in/batch/", "https://ph.acme.example/in/batch/"],
  ])("has its batches at %s", (endpoint, address) => {
    expect(posthog.address!(endpoint, head)).toBe(address);
  });

  it("gets the key and the events, and no word of the token", () => {
    expect(cut(posthog, { who: ana })).toEqual({
      api_key: "a/b&c",
      sent_at: head.sentAt,
      batch: [expect.objectContaining({ event: "Invoice Sent" })],
    });
  });

  it.each<[string, MessageParts, object, object]>([
    [
      "what a user did",
      { who: ana, account: "acme", properties: { total: 40 } },
      { event: "Invoice Sent", distinct_id: "ana", uuid: UUID, timestamp: "2026-01-05T09:00:00.000Z" },
      {
        total: 40,
        distinct_id: "ana",
        $groups: { account: "acme" },
        $pathname: "/invoices",
        $lib: "milepost",
      },
    ],
    [
      "what somebody unknown did, without a person for it",
      { who: { anonymousId: "anon-1" } },
      { event: "Invoice Sent", distinct_id: "anon-1" },
      { distinct_id: "anon-1", $process_person_profile: false },
    ],
    [
      "who somebody unknown turned out to be",
      { type: "identify", who: ana, traits: { role: "admin" } },
      { event: "$identify", distinct_id: "ana" },
      { $anon_distinct_id: "anon-1", $set: { role: "admin" } },
    ],
    [
      "what is known of an account",
      { type: "group", who: ana, account: "acme", traits: { plan: "pro" } },
      { event: "$groupidentify", distinct_id: "ana" },
      { $group_type: "account", $group_key: "acme", $group_set: { plan: "pro" } },
    ],
    ["a page", { type: "page", who: ana }, { event: "$pageview" }, { $pathname: "/invoices" }],
  ])("is told %s in its own words", (_, happened, outside, properties) => {
    const [event] = cut(posthog, happened).batch;
    expect(event).toMatchObject(outside);
    expect(event.properties).toMatchObject(properties);
  });

  it("makes no person of a user's events invisible", () => {
    expect(cut(posthog, { who: ana }).batch[0].properties).not.toHaveProperty("$process_person_profile");
  });

  it("is told copies apart by a UUID, the same for the same id and another for another one", () => {
    const uuidOf = (id: string) => cut(posthog, { id }).batch[0].uuid as string;
    const ids = ["mp_0f1e2d3c4b5a69788796a5b4c3d2e1f0", "mp_0f1e2d3c4b5a69788796a5b4c3d2e1f1", "own.id-7"];
    const uuids = ids.map(uuidOf);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(uuids).size).toBe(3);
    expect(ids.map(uuidOf)).toEqual(uuids);
  });
});

describe("CloudEvents", () => {
  it("are a JSON batch under their own content type", () => {
    expect(cloudevents.type).toBe("application/cloudevents-batch+json");
    const [event] = cut(cloudevents, { who: ana });
    expect(event).toEqual({
      specversion: "1.0",
      id: UUID,
      source: "/milepost/a%2Fb%26c",
      type: "milepost.track",
      subject: "ana",
      time: "2026-01-05T09:00:00.000Z",
      datacontenttype: "application/json",
      eventname: "Invoice Sent",
      writekey: "a/b&c",
      data: expect.objectContaining({ type: "track", messageId: UUID, userId: "ana" }),
    });
  });

  it("have no attribute that the specification does not allow", () => {
    for (const type of ["track", "identify", "group", "page"] as const) {
      const [event] = cut(cloudevents, { type, event: undefined as never, account: "acme" });
      for (const [name, value] of Object.entries(event)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        if (name !== "data") expect(value).toEqual(expect.stringMatching(/./));
      }
    }
  });
});

describe.each([
  ["rudderstack", rudderstack],
  ["posthog", posthog],
  ["cloudevents", cloudevents],
])("batches for %s", (_, format) => {
  it("keep to 60,000 bytes as they are sent, whatever their form adds", () => {
    const queue = Array.from({ length: 200 }, (_, i) =>
      makeEvent(`e${i}`, AT, { properties: { text: "ä".repeat(i * 7) } }),
    );
    for (let rest = queue; rest.length; ) {
      const { ids, body } = cutBatch(rest, BATCH_EVENTS, head, format);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
      rest = rest.filter(({ messageId }) => !ids.includes(messageId));
    }
  });

  it("leave the queue as Segment's do", async () => {
    const posted: Array<readonly [string, object]> = [];
    const statuses = [503, 200];
    const {
      tab,
      make: track,
      clock,
      store,
    } = open({
      format,
      transport: {
        async post(url, _body, options) {
          posted.push([url, options]);
          return (statuses.shift() === 503 ? answers(503) : TAKEN).reply!;
        },
      },
    });
    await tab.hold(track("a"), track("b"));
    await clock.advance(600_000);
    expect(posted.map(([url]) => url)).toEqual(
      Array(2).fill(
        format.address?.("https://in.example.com/v1/batch", { ...head, writeKey: "wk" }) ??
          "https://in.example.com/v1/batch",
      ),
    );
    expect(posted[0]![1]).toMatchObject({ type: format.type });
    expect((await store.list("out/")).map(([key]) => key)).toEqual(["out/"]);
  });
});
