import { describe, expect, test } from "vitest";
import { type Bag, toBag } from "../../src/dialects/specEvent.ts";
import { readBatch } from "../../src/receiver/ingest/readBatch.ts";
import { type LogEvent, readEvent } from "../../src/replay/logEvent.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const page = readDocument("docs/events.md");
const AT = "2026-03-02T09:00:00.000Z";

/** What an event has beside what a row says of it. */
const BASES: Readonly<Record<string, (given: Bag) => Bag>> = {
  "in a call": (given) => ({
    type: "track",
    ...((given.type ?? "track") === "track" && { event: "Invoice Sent" }),
    messageId: "m-1",
    ...(given.userId === undefined && given.anonymousId === undefined && { userId: "ana" }),
    timestamp: AT,
    ...given,
  }),
  "an event of PostHog": (given) => ({ distinct_id: "ana", uuid: "m-1", timestamp: AT, ...given }),
  "an event of Mixpanel": (given) => ({
    ...given,
    properties: { time: Date.parse(AT) / 1000, $insert_id: "m-1", ...toBag(given.properties) },
  }),
  "a CloudEvent": (given) => ({ specversion: "1.0", id: "m-1", source: "/invoices", time: AT, ...given }),
};

const rows = Object.entries(BASES).flatMap(([column, complete]) =>
  getRows(page, column).map(([given, read]) => {
    const [code, expected] = [getCode(given!)[0]!, getCode(read!)[0]!];
    return [column, code, complete(JSON.parse(code)), JSON.parse(expected) as Partial<LogEvent>] as const;
  }),
);

test("the page on events has a table for each form", () => {
  expect(new Set(rows.map(([column]) => column)).size).toBe(4);
  expect(rows.length).toBeGreaterThan(40);
});

describe("an event is read as the page says", () => {
  test.each(rows)("in a log: %s %s", (_, __, event, expected) => {
    expect(readEvent(event, "the line")).toMatchObject(expected);
  });

  test.each(rows)("by the receiver: %s %s", async (_, __, event, expected) => {
    const received = Date.parse(AT);
    const around = {
      writeKey: "acme",
      isServer: false,
      isTrusted: true,
      received,
      createId: () => "another",
    };
    const { events, rejected } = await readBatch({ writeKey: "acme", batch: [event] }, around);
    expect(rejected).toEqual([]);
    const { event: stored } = events[0]!;
    const { user, former, account, at, type, traits, properties, byServer } = expected;
    const known = {
      ...(user !== undefined && { person: user }),
      ...(former !== undefined && { former }),
      ...(account !== undefined && { account }),
      ...(at !== undefined && { at }),
      ...(type !== undefined && { type }),
      ...(traits !== undefined && { traits }),
      ...(properties !== undefined && { properties }),
      ...(byServer !== undefined && { byServer }),
    };
    expect({
      person: stored.user_id ?? stored.anonymous_id,
      former: stored.previous_id ?? stored.anonymous_id,
      account: stored.group_id,
      at: Date.parse(stored.at),
      type: stored.type,
      traits: stored.traits,
      properties: stored.properties,
      byServer: stored.context.channel === "server",
    }).toMatchObject(known);
  });
});
