import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { type Fields, post } from "./receiver.ts";

const SECRET = "sk-acme-0123456789";
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
const now = Date.parse("2026-03-02T09:00:10.000Z");

let receiver: RunningReceiver;
beforeAll(async () => {
  const keys = { acme: { origins: ["https://app.acme.example"], secret: SECRET } };
  receiver = await startReceiver({ port: 0, origins: [], keys, dataDir: EMPTY, now: () => now });
});
afterAll(() => receiver?.close());

const createEvent = (user: string, fields: Fields = {}): Fields => ({
  type: "track",
  event: "Invoice Sent",
  messageId: `m-${user}`,
  userId: user,
  timestamp: "2026-03-02T07:00:00.000Z",
  properties: { total: 40 },
  ...fields,
});

const FORMS: Readonly<Record<string, (user: string) => unknown>> = {
  "Segment's webhook destination": (user) =>
    createEvent(user, {
      anonymousId: "visitor",
      channel: "client",
      context: { ip: "10.0.0.1", library: { name: "analytics.js", version: "next-1.70.0" } },
      integrations: {},
      originalTimestamp: "2026-03-02T05:59:59.000Z",
      projectId: "p1",
      receivedAt: "2026-03-02T07:00:01.000Z",
      sentAt: "2026-03-02T06:00:00.000Z",
      version: 2,
    }),
  "RudderStack's webhook destination": (user) =>
    createEvent(user, {
      anonymousId: "visitor",
      channel: "web",
      context: { sessionId: 1, library: { name: "RudderLabs JavaScript SDK" } },
      originalTimestamp: "2026-03-02T05:59:59.000Z",
      receivedAt: "2026-03-02T07:00:01.000Z",
      sentAt: "2026-03-02T06:00:00.000Z",
      request_ip: "10.0.0.1",
      rudderId: "r1",
    }),
  "Jitsu's webhook destination": (user) =>
    createEvent(user, { anonymousId: "visitor", request_ip: "10.0.0.1", context: { page: { path: "/" } } }),
  "a sink of Kafka Connect that joins records with [ and ]": (user) => [createEvent(user)],
  "one that is told to put a batch around them": (user) => ({ batch: [createEvent(user)] }),
};

describe("a pipeline that stands in front", () => {
  it.each(Object.entries(FORMS))(
    "hands on, two hours later, as %s does, unmodified",
    async (title, create) => {
      const user = `user-${Object.keys(FORMS).indexOf(title)}`;
      // It tries again, as all of them do.
      for (let time = 0; time < 2; time++) {
        const headers = { "content-type": "application/json", ...asServer };
        const reply = await post(`${receiver.url}/v1/batch`, create(user), headers);
        expect([reply.status, await reply.json()]).toEqual([200, { accepted: [`m-${user}`], rejected: [] }]);
      }
      const found = await (await fetch(`${receiver.url}/v1/users/${user}`, { headers: asServer })).json();
      expect(found.records).toHaveLength(1);
      expect(found.records[0]).toMatchObject({
        type: "track",
        event: "Invoice Sent",
        verified: true,
        timestamp: "2026-03-02T07:00:00.000Z",
        properties: { total: 40 },
      });
      expect(JSON.stringify(found)).not.toContain("10.0.0.1");
    },
  );

  it.each([
    ["an event of no type", { event: "Invoice Sent", userId: "ana" }, "batch-invalid"],
    ["a list of more than 2,500", Array.from({ length: 2_501 }, () => ({})), "too-many-events"],
    ["a list without a write key or a secret", [createEvent("ana")], "write-key-missing"],
  ])("is refused with %s", async (_, body, code) => {
    const headers = code === "write-key-missing" ? {} : asServer;
    const reply = await post(`${receiver.url}/v1/batch`, body, {
      "content-type": "application/json",
      ...headers,
    });
    expect((await reply.json()).code).toBe(code);
  });
});
