import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnvelope } from "../../../src/sdk/delivery/envelope.ts";
import { createUuid } from "../../../src/sdk/lib/uuid.ts";

const AT = Date.UTC(2026, 0, 5, 9, 30);
const around = {
  locale: "de",
  timezone: "Europe/Berlin",
  version: "1.2.3",
};
const anonymous = { anonymousId: "anon", replica: "r1" };
const who = { ...anonymous, userId: "u1" };
const url = "https://app.example.com/invoices?page=2";
/** As it goes over the wire. */
const send = (...args: Parameters<typeof createEnvelope>) =>
  JSON.parse(JSON.stringify(createEnvelope(...args)));

describe("an envelope", () => {
  it("is a track call of the Segment spec", () => {
    const properties = { total: 40 };
    const happened = {
      type: "track",
      event: "Invoice Sent",
      id: "m1",
      at: AT,
      properties,
      who: { ...who, account: "acme" },
      url,
    };
    expect(send({ ...happened, type: "track" }, around)).toEqual({
      type: "track",
      event: "Invoice Sent",
      anonymousId: "anon",
      userId: "u1",
      messageId: "m1",
      timestamp: "2026-01-05T09:30:00.000Z",
      originalTimestamp: "2026-01-05T09:30:00.000Z",
      properties: { total: 40, event_id: "m1", schema: 1 },
      context: {
        library: { name: "milepost", version: "1.2.3" },
        page: { path: "/invoices" },
        groupId: "acme",
        locale: "de",
        timezone: "Europe/Berlin",
        replica: "r1",
      },
    });
  });

  it("says which account a group call is for, where receivers look for it", () => {
    const sent = send(
      { type: "group", id: "m2", at: AT, traits: { plan: "pro" }, who: { ...who, account: "acme" }, url },
      around,
    );
    expect(sent).toMatchObject({ type: "group", groupId: "acme", traits: { plan: "pro" } });
  });

  it("has no user where nobody was identified", () => {
    const sent = send({ type: "page", id: "m3", at: AT, who: anonymous, url }, around);
    expect(sent).not.toHaveProperty("userId");
    expect(sent.context).not.toHaveProperty("groupId");
  });

  it("lets no property pass for the message id", () => {
    const properties = { event_id: "forged" };
    expect(send({ type: "track", id: "m4", at: AT, properties, who, url }, around).properties.event_id).toBe(
      "m4",
    );
  });
});

describe("a new message id", () => {
  const random = fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true });

  it("is a UUID of version 7 that begins with the time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.infiniteStream(random), (now, numbers) => {
        const id = createUuid(now, () => numbers.next().value);
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
      }),
    );
  });

  it("differs from the others of its millisecond", () => {
    const ids = Array.from({ length: 5_000 }, () => createUuid(AT, Math.random));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
