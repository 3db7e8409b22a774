import { expect, it } from "vitest";
import { describeOnEachDatabase, ORIGIN } from "./onEachDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";

describeOnEachDatabase("what the receiver refuses", (receiver) => {
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
    expect(await receiver.send([before, bad, after])).toEqual({
      status: 200,
      accepted: [before.messageId, after.messageId],
      rejected: [{ id: bad.messageId.slice(0, 64), code, retryable: false }],
    });
  });

  it.each([[null], ["event"], [7], [[]]])(
    "refuses %j in the place of an event and takes its neighbour",
    async (raw) => {
      const event = createEvent();
      const { accepted, rejected } = await receiver.send([raw, event]);
      expect(accepted).toEqual([event.messageId]);
      expect(rejected).toMatchObject([{ id: "", retryable: false }]);
    },
  );

  it("takes 2,500 events at once, and no more", async () => {
    const events = Array.from({ length: 2_500 }, (_, n) => ({
      type: "track",
      event: "Many",
      messageId: `many-${n}`,
      userId: "u",
    }));
    const full = await receiver.send(events);
    expect([full.status, full.accepted.length]).toEqual([200, 2_500]);
    expect(await receiver.send([...events, createEvent()])).toMatchObject({
      status: 413,
      code: "too-many-events",
    });
  });

  it("reads no body of more than 1 MB", async () => {
    const properties = { note: "x".repeat(30_000) };
    const events = Array.from({ length: 36 }, () => createEvent({ properties }));
    expect(await receiver.send(events)).toMatchObject({ status: 413, code: "body-too-large" });
    expect((await receiver.send(events.slice(0, 34))).status).toBe(200);
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
    const reply = await post(`${receiver.url()}/v1/batch`, body, headers);
    expect([reply.status, await reply.json()]).toEqual([status, { code, reason: expect.any(String) }]);
  });

  it("lets pages of a configured origin read its replies, without credentials", async () => {
    const reply = await post(
      `${receiver.url()}/v1/batch`,
      { writeKey: receiver.writeKey(), batch: [] },
      { origin: ORIGIN },
    );
    expect(reply.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(reply.headers.get("access-control-expose-headers")).toContain("Retry-After");
    expect(reply.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("answers the preflight of a page that sends JSON under its own content type", async () => {
    const headers = {
      origin: ORIGIN,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    };
    const reply = await fetch(`${receiver.url()}/v1/batch`, { method: "OPTIONS", headers });
    expect(reply.status).toBe(204);
    expect(reply.headers.get("access-control-allow-headers")).toBe(
      "authorization,content-type,x-retry-count",
    );
  });
});
