import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database } from "../../src/receiver/database/database.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import type { Webhook } from "../../src/receiver/webhooks/webhook.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { createClock, createVisitor, type Visitor } from "../../src/testing/index.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { type StartedHook, startHook } from "./hooks.ts";
import { databases, ORIGIN } from "./onEachDatabase.ts";
import { type Fields, post } from "./receiver.ts";
import { startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

/** `npm run test:absent` asks for many more, and says how long they take. */
const IS_LONG = process.env.npm_lifecycle_event === "test:absent";
const CROWD = IS_LONG ? 10_000 : 200;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse("2026-03-02T09:00:00Z");

const config = {
  version: 1,
  product: "acme",
  report: { endpoint: "https://receiver.acme.example/v1/batch" },
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "An invoice", when: { event: "Invoice Sent" } },
    weekly: { title: "Each week", when: { event: "Report Read", within: "1w" }, lapses: true },
    team: { title: "A colleague", level: "account", when: { event: "Member Joined" } },
  },
  segments: [{ id: "keen", title: "Keen", when: { event: "Report Read", within: "2w" } }],
  gaps: {
    "no-invoice": { from: "workspace", to: "invoice", opens: { after: "3d" }, bridge: ["tip"] },
    "no-team": { from: "workspace", to: "team", opens: { after: "5d" }, bridge: ["tip"] },
    "not-seen": { from: "workspace", to: "invoice", opens: { element: "#empty" }, bridge: ["tip"] },
  },
  guides: { tip: { type: "banner", title: "Start here", if: { event: "Asked" } } },
};
const { plan } = parse(config);
const WATCHED = ["Gap Opened", "Milestone Lapsed", "Segment Changed"];

interface Row extends Fields {
  readonly key: string;
  readonly id: string;
  readonly event: string;
  readonly user: string;
  readonly at: number;
}

describe.each(databases)("while nobody is there, on $name", ({ programs }) => {
  let postgres: TemporaryPostgres | undefined;
  let database: Database;
  let receivers: RunningReceiver[];
  let hook: StartedHook;
  let now = START;

  beforeAll(async () => {
    hook = await startHook();
    if (programs !== undefined) postgres = await startPostgres(programs);
    const place = postgres ? { databaseUrl: postgres.url } : { dataDir: EMPTY };
    database = await openDatabase(place);
    // An embedded database is one process's: there, both receivers are in it.
    const shared = { ...database, close: async () => {} };
    const given = postgres ? place : { database: shared };
    const webhooks = [createWebhook(hook.url)];
    const options = { port: 0, origins: [ORIGIN], plan, webhooks, now: () => now, ...given };
    receivers = [await startReceiver(options), await startReceiver(options)];
  });
  afterAll(async () => {
    for (const receiver of receivers ?? []) await receiver.close();
    await database?.close();
    postgres?.stop();
    hook?.close();
  });

  const send = async (
    writeKey: string,
    batch: readonly unknown[],
    receiver = receivers[0]!,
  ): Promise<void> => {
    for (let from = 0; from < batch.length; from += 500) {
      const body = { writeKey, batch: batch.slice(from, from + 500), sentAt: new Date(now).toISOString() };
      const reply = await post(`${receiver.url}/v1/batch`, body);
      expect(await reply.json()).toMatchObject({ rejected: [] });
    }
  };
  const getRows = (writeKey: string): Promise<Row[]> =>
    database.query<Row>(
      `select message_id as id, event, user_id as user, (1000 * extract(epoch from at))::float8 as at
       from events where write_key = $1 and event = any($2::text[]) and properties->>'gap_id' is distinct from 'not-seen'
       order by at, message_id`,
      [writeKey, WATCHED],
    );
  /** Somebody else lets each receiver look at its clock. */
  const wake = async (): Promise<void> => {
    for (const receiver of receivers) await send("else", [{ type: "page", anonymousId: "other" }], receiver);
  };
  const whenNothingIsDue = () =>
    vi.waitFor(
      async () => {
        const [due] = await database.query<{ count: number }>(
          "select count(*)::int as count from units where coalesce(leased, due) <= to_timestamp($1::float8 / 1000)",
          [now + HOUR],
        );
        expect(due?.count).toBe(0);
      },
      { timeout: 400_000, interval: 50 },
    );
  const goTo = async (at: number): Promise<void> => {
    now = at;
    await wake();
    await whenNothingIsDue();
  };

  it("is reported what time brings, as the page would have, and once where that comes back", async () => {
    now = START;
    const clock = createClock(new Date(now));
    const ana: Visitor = await createVisitor({
      config,
      user: "ana",
      account: "studio",
      clock,
      consent: "full",
    });
    await ana.track("Workspace Created");
    await ana.track("Report Read");
    await send("one", await ana.sent());
    // Each a minute after something has come due.
    for (const after of [6 * MINUTE, 3 * DAY + MINUTE, 5 * DAY + MINUTE, 7 * DAY + MINUTE, 14 * DAY + MINUTE])
      await goTo(START + after);
    const raised = await getRows("one");
    await clock.advance("15d");
    const told = (await ana.sent()).filter(
      ({ event = "", properties: { gap_id: gap } }) => WATCHED.includes(event) && gap !== "not-seen",
    );
    expect(told.map(({ event }) => event)).toEqual([
      "Segment Changed",
      "Gap Opened",
      "Gap Opened",
      "Milestone Lapsed",
      "Segment Changed",
    ]);
    expect(raised.map(toLine)).toEqual(
      told.map((one) => [one.messageId, one.event, one.userId, one.timestamp]),
    );
    await send("one", told);
    expect((await getRows("one")).map(toLine)).toEqual(raised.map(toLine));
  });

  it("is said nothing of what only a page sees, and nothing of somebody who is back", async () => {
    now = START;
    const timestamp = new Date(START).toISOString();
    const of = (userId: string, event: string, at = timestamp) => ({
      type: "track",
      event,
      userId,
      timestamp: at,
    });
    await send("two", [of("ben", "Workspace Created"), of("cyd", "Workspace Created")]);
    await goTo(START + 6 * MINUTE);
    now = START + 2 * DAY;
    await send("two", [of("cyd", "Invoice Sent", new Date(now).toISOString())]);
    await goTo(START + 3 * DAY + MINUTE);
    expect(await getRows("two")).toMatchObject([{ event: "Gap Opened", user: "ben", at: START + 3 * DAY }]);
    await goTo(START + 7 * DAY);
    expect(await getRows("two")).toHaveLength(1);
  });

  it(`is each of ${CROWD} users reported once by two receivers, though they come due in one minute, and a webhook told of each`, async () => {
    now = START;
    const batch = Array.from({ length: CROWD }, (_, i) => ({
      type: "track",
      event: "Workspace Created",
      userId: `user-${i}`,
      timestamp: new Date(START + (i % 60) * 1_000).toISOString(),
    }));
    now = START + MINUTE;
    await send("crowd", batch);
    await goTo(START + 7 * MINUTE);
    const began = performance.now();
    await goTo(START + 3 * DAY + MINUTE);
    const reported = performance.now() - began;
    const rows = await getRows("crowd");
    expect(rows).toHaveLength(CROWD);
    expect(new Set(rows.map(({ user }) => user)).size).toBe(CROWD);
    expect(rows.every(({ at }) => at >= START + 3 * DAY && at < START + 3 * DAY + MINUTE)).toBe(true);
    await vi.waitFor(() => expect(getToldUsers(hook).size).toBe(CROWD), { timeout: 600_000, interval: 100 });
    const told = performance.now() - began;
    const ids = [...getToldUsers(hook).values()];
    expect(ids.every((own) => own.size === 1)).toBe(true);
    expect(new Set(ids.flatMap((own) => [...own])).size).toBe(CROWD);
    if (IS_LONG) {
      const [first, last] = [reported, told].map((ms) => (ms / 1_000).toFixed(1));
      console.log(`reported within ${first} s, the webhook told within ${last} s, ${hook.sent.length} times`);
    }
    // The page of one says the same.
    const { id, user, event, at } = rows[0]!;
    await send("crowd", [
      { type: "track", event, userId: user, messageId: id, timestamp: new Date(at).toISOString() },
    ]);
    expect(await getRows("crowd")).toHaveLength(CROWD);
  });
});

/** By user: the ids under which the webhook was told of them. */
function getToldUsers({ sent }: StartedHook): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const { headers, body } of sent) {
    const { userId } = JSON.parse(body).data;
    users.set(userId, (users.get(userId) ?? new Set()).add(headers["webhook-id"]!));
  }
  return users;
}

const createWebhook = (url: string): Webhook => ({
  name: "crm",
  url,
  secrets: [`whsec_${Buffer.alloc(32, "x").toString("base64")}`],
  events: [{ events: ["Gap Opened"], where: [] }],
  keys: ["crowd"],
  isPrivate: true,
  unverified: false,
});

const toLine = ({ id, event, user, at }: Row) => [id, event, user, new Date(at).toISOString()];
