import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Database } from "../../src/receiver/database/database.ts";
import { createApi } from "../../src/receiver/http/routes/eventRoutes.ts";
import { createStore } from "../../src/receiver/ingest/store.ts";
import { getTime } from "../../src/receiver/ingest/time.ts";
import { createKeys } from "../../src/receiver/keys/keys.ts";
import { makeStorable } from "../../src/receiver/lib/storable.ts";
import { createTurns } from "../../src/receiver/lib/threadTurns.ts";
import { createEvent } from "./receiver.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 22, 12);

describe("the time of an event", () => {
  it.each<[title: string, happened: number | undefined, sent: number | undefined, expected: number]>([
    ["is its own where the clocks agree", -MINUTE, 0, -MINUTE],
    ["is its own where only the way took its time", -MINUTE, -4_000, -MINUTE],
    ["is moved by as much as the sender's clock is behind", -61 * MINUTE, -60 * MINUTE, -MINUTE],
    ["is moved by as much as the sender's clock is ahead", 59 * MINUTE, 60 * MINUTE, -MINUTE],
    ["is at most 8 days ago from a browser", -9 * DAY, 0, -8 * DAY],
    ["is as long ago as a server says that has no clock to correct", -400 * DAY, undefined, -400 * DAY],
    ["is at most 5 minutes ahead", 10 * MINUTE, 0, 5 * MINUTE],
    ["is at most 5 minutes ahead without a clock to correct", DAY, undefined, 5 * MINUTE],
    ["is that of its arrival where it has none", undefined, 0, 0],
  ])("%s", (_, happened, sent, expected) => {
    const at = (ms: number | undefined) => (ms === undefined ? undefined : NOW + ms);
    const times = { happened: at(happened), sent: at(sent), received: NOW, mayBackdate: true };
    expect(getTime(times)).toBe(NOW + expected);
  });

  it("is at most 8 days ago from a page that does not say when it sent", () => {
    const times = { happened: NOW - 400 * DAY, sent: undefined, received: NOW, mayBackdate: false };
    expect(getTime(times)).toBe(NOW - 8 * DAY);
  });

  it("is within the database's years, whatever was sent", () => {
    const any = fc.option(fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(any, any, fc.boolean(), (happened, sent, mayBackdate) => {
        const at = getTime({ happened, sent, received: NOW, mayBackdate });
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(NOW + 5 * MINUTE);
      }),
    );
  });
});

describe("what is stored of a text", () => {
  it("is the text itself where the database has room for it", () => {
    const sound = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.jsonValue(), sound, (value, text) => {
        const event = { text, value: JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "")) };
        expect(makeStorable(event)).toEqual(event);
      }),
    );
  });

  it("never has a character that PostgreSQL refuses", () => {
    const any = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(any, (text) => {
        expect(JSON.stringify(makeStorable({ [text]: [text] }))).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
    );
  });
});

describe("a receiver whose database is gone", () => {
  it("accepts nothing and says when to come again", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const gone = () => Promise.reject(new Error("The connection is closed"));
    const database: Database = {
      query: gone,
      transaction: gone,
      aside: { query: gone },
      lanes: 1,
      isShared: false,
      scrub: gone,
      close: gone,
      place: "nowhere",
    };
    const onStored = vi.fn();
    const store = createStore({ database, onStored });
    const keys = createKeys({ origins: ["https://app.acme.example"] });
    const api = createApi({ store, turns: createTurns(), keys, now: () => NOW, onRejected: onStored });
    const reply = await api.request("/batch", {
      method: "POST",
      headers: { origin: "https://app.acme.example" },
      body: JSON.stringify({ writeKey: "k", batch: [createEvent()] }),
    });
    expect([reply.status, await reply.json()]).toEqual([503, { code: "unavailable" }]);
    expect(reply.headers.get("retry-after")).toBe("5");
    expect(reply.headers.get("access-control-expose-headers")).toContain("Retry-After");
    expect(onStored).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it("outlives a batch of several parts of which a later one fails first", async () => {
    let count = 0;
    const fail = async (): Promise<never> => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, count === 1 ? 100 : 0));
      throw new Error("The connection is closed");
    };
    const database: Database = {
      query: fail,
      transaction: fail,
      aside: { query: fail },
      lanes: 3,
      isShared: false,
      scrub: fail,
      close: fail,
      place: "nowhere",
    };
    const store = createStore({ database, onStored: vi.fn() });
    const api = createApi({
      store,
      turns: createTurns(),
      keys: createKeys({ origins: ["https://app.acme.example"] }),
      now: () => NOW,
      log: vi.fn(),
      onRejected: vi.fn(),
    });
    const reply = await api.request("/batch", {
      method: "POST",
      headers: { origin: "https://app.acme.example" },
      body: JSON.stringify({ writeKey: "k", batch: Array.from({ length: 600 }, () => createEvent()) }),
    });
    expect([reply.status, count]).toEqual([503, 3]);
  });
});
