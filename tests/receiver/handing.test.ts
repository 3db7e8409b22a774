import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database } from "../../src/receiver/database/database.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { toProduct } from "../../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import type { Webhook } from "../../src/receiver/webhooks/webhook.ts";
import { toShare } from "../../src/sdk/domain/lib/toShare.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { type StartedHook, startHook } from "./hooks.ts";
import { databases, ORIGIN } from "./onEachDatabase.ts";
import { type Fields, post } from "./receiver.ts";
import { SHARED_SECRET } from "./signing.ts";
import { startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const SERVER_SECRET = "sk-acme-0123456789";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse("2026-03-02T09:00:00Z");

const { plan } = toProduct({
  version: 1,
  product: "acme",
  report: { endpoint: "https://receiver.acme.example/v1/batch" },
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "An invoice", when: { event: "Invoice Sent" } },
    shared: { title: "Shared", when: { event: "Invoice Shared" } },
  },
  gaps: {
    stuck: {
      from: "workspace",
      to: "invoice",
      opens: { after: "1d" },
      bridge: ["tip", { hand: "csm", after: "3d", note: "Offer to help" }],
      holdout: 0.5,
    },
    unseen: {
      from: "workspace",
      to: "shared",
      opens: { element: "#empty" },
      bridge: [{ hand: "email", after: "1d" }],
    },
  },
  guides: { tip: { type: "banner", title: "Start here", if: { event: "Asked" } } },
});
/** Somebody whom the hash puts into an arm. */
const find = (isHeldOut: boolean, from = 0): string => {
  const user = `user-${from}`;
  return toShare("acme", "stuck", user) < 0.5 === isHeldOut ? user : find(isHeldOut, from + 1);
};
const TREATED = find(false);
const HELD_OUT = find(true);

describe.each(databases)("a bridge that ends with people, on $name", ({ programs }) => {
  let postgres: TemporaryPostgres | undefined;
  let database: Database;
  let receivers: RunningReceiver[];
  let hook: StartedHook;
  let now = START;
  let status = 204;

  beforeAll(async () => {
    hook = await startHook((_, response) => response.writeHead(status).end());
    if (programs !== undefined) postgres = await startPostgres(programs);
    database = await openDatabase(postgres ? { databaseUrl: postgres.url } : { dataDir: EMPTY });
    const shared = { ...database, close: async () => {} };
    const given = postgres ? { databaseUrl: postgres.url } : { database: shared };
    const webhooks: Webhook[] = [
      {
        name: "crm",
        url: hook.url,
        secrets: [`whsec_${Buffer.alloc(32, "x").toString("base64")}`],
        events: [{ events: ["Bridge Handed On", "Gap Bridged"], where: [] }],
        isPrivate: true,
        unverified: false,
      },
    ];
    const keys = {
      ...Object.fromEntries(
        ["one", "two", "three", "four", "else"].map((key) => [key, { origins: [ORIGIN] }]),
      ),
      signed: { origins: [ORIGIN], secret: SERVER_SECRET, tokens: { secret: SHARED_SECRET } },
    };
    const options = { port: 0, origins: [], keys, plan, webhooks, now: () => now, ...given };
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
    batch: readonly Fields[],
    receiver = receivers[0]!,
    headers: Readonly<Record<string, string>> = { origin: ORIGIN },
  ): Promise<void> => {
    const timestamp = new Date(now).toISOString();
    const events = batch.map((event) => ({ type: "track", timestamp, ...event }));
    const body = { writeKey, batch: events, sentAt: timestamp };
    const reply = await post(`${receiver.url}/v1/batch`, body, headers);
    expect(await reply.json()).toMatchObject({ rejected: [] });
  };
  /** Time comes to `at`, and all that is due then is done. */
  const goTo = async (at: number): Promise<void> => {
    now = at;
    for (const receiver of receivers)
      await send("else", [{ type: "page", event: undefined, anonymousId: "other" }], receiver);
    await vi.waitFor(
      async () => {
        const [due] = await database.query<{ count: number }>(
          `select (select count(*) from units where leased is not null or due <= to_timestamp($1::float8 / 1000))::int
            + (select count(*) from deliveries
               where ended is null and (leased is not null or due <= to_timestamp($1::float8 / 1000)))::int as count`,
          [now],
        );
        expect(due?.count).toBe(0);
      },
      { timeout: 60_000, interval: 50 },
    );
  };
  const getRows = (writeKey: string): Promise<Fields[]> =>
    database.query<Fields>(
      `select event, user_id as user, properties->>'gap_id' as gap,
         ((1000 * extract(epoch from at))::float8 - $2) / 3600000 as hours
       from events where write_key = $1 and (event like 'Bridge%' or event = 'Gap Bridged') order by at, event`,
      [writeKey, START],
    );
  /** What the webhook was told of a write key: the event, the user, and how often it came. */
  const getTold = (writeKey: string): string[] =>
    hook.sent
      .map(({ body }) => JSON.parse(body).data)
      .filter((data) => data.writeKey === writeKey)
      .map((data) => `${data.event} ${data.userId}`);

  it("hands on who stays in the gap, tells the webhook of them, and of who is held out the rows alone", async () => {
    now = START;
    await send("one", [
      { event: "Workspace Created", userId: TREATED },
      { event: "Workspace Created", userId: HELD_OUT },
    ]);
    await goTo(START + 4 * DAY - MINUTE);
    expect(await getRows("one")).toEqual([]);
    await goTo(START + 4 * DAY + MINUTE);
    expect(await getRows("one")).toEqual([
      { event: "Bridge Handed On", user: TREATED, gap: "stuck", hours: 96 },
      { event: "Bridge Held Out", user: HELD_OUT, gap: "stuck", hours: 96 },
    ]);
    const told = hook.sent.map(({ body }) => JSON.parse(body)).filter(({ data }) => data.writeKey === "one");
    expect(told).toMatchObject([
      {
        type: "bridge.handed.on",
        data: {
          userId: TREATED,
          properties: {
            gap_id: "stuck",
            hand: "csm",
            note: "Offer to help",
            arm: "treated",
            elapsed_ms: 3 * DAY,
          },
        },
      },
    ]);
    // Who is told that somebody was handed on learns too that they need nobody any more, though no page is there.
    now += HOUR;
    await send("one", [{ event: "Invoice Sent", userId: TREATED, context: { channel: "server" } }]);
    await goTo(now + 6 * MINUTE);
    expect(getTold("one").at(-1)).toBe(`Gap Bridged ${TREATED}`);
    expect(await getRows("one")).toContainEqual({
      event: "Gap Bridged",
      user: TREATED,
      gap: "stuck",
      hours: 97 + 1 / 60,
    });
  });

  it("hands nobody on who is across by then", async () => {
    now = START;
    await send("two", [{ event: "Workspace Created", userId: TREATED }]);
    now = START + 2 * DAY;
    await send("two", [{ event: "Invoice Sent", userId: TREATED }]);
    await goTo(START + 5 * DAY);
    expect(await getRows("two")).toEqual([]);
  });

  it("withdraws what has not gone out when the gap is bridged, and nothing of others", async () => {
    now = START;
    const other = find(false, Number(TREATED.slice("user-".length)) + 1);
    await send("three", [
      { event: "Workspace Created", userId: TREATED },
      { event: "Workspace Created", userId: other },
    ]);
    await goTo(START + 6 * MINUTE);
    status = 503;
    await goTo(START + 4 * DAY + MINUTE);
    const tried = getTold("three");
    expect(new Set(tried)).toEqual(new Set([`Bridge Handed On ${TREATED}`, `Bridge Handed On ${other}`]));
    now += 1_000;
    // The page of one comes back and says so.
    await send("three", [
      { event: "Invoice Sent", userId: TREATED },
      { event: "Gap Bridged", userId: TREATED, properties: { gap_id: "stuck", milestone_id: "invoice" } },
    ]);
    status = 204;
    await goTo(now + 2 * HOUR);
    const since = getTold("three").slice(tried.length);
    expect(since).toContain(`Bridge Handed On ${other}`);
    expect(since).toContain(`Gap Bridged ${TREATED}`);
    expect(since).not.toContain(`Bridge Handed On ${TREATED}`);
  });

  it("withdraws nothing at the word of somebody for whom nobody vouches, where users are signed", async () => {
    now = START;
    const vouched = { authorization: `Basic ${Buffer.from(`${SERVER_SECRET}:`).toString("base64")}` };
    await send("signed", [{ event: "Workspace Created", userId: TREATED }], receivers[0]!, vouched);
    await goTo(START + 6 * MINUTE);
    status = 503;
    await goTo(START + 4 * DAY + MINUTE);
    const { length } = getTold("signed");
    expect(length).toBeGreaterThan(0);
    await send("signed", [
      { event: "Gap Bridged", userId: TREATED, properties: { gap_id: "stuck", milestone_id: "invoice" } },
      { event: "Bridge Handed On", userId: HELD_OUT, properties: { gap_id: "stuck", hand: "csm" } },
    ]);
    status = 204;
    await goTo(now + 2 * HOUR);
    expect(new Set(getTold("signed").slice(length))).toEqual(new Set([`Bridge Handed On ${TREATED}`]));
  });

  it("takes a page at its word: when a guide was shown, in which arm, and that it has seen a gap opening", async () => {
    now = START;
    await send("four", [{ event: "Workspace Created", userId: HELD_OUT }]);
    now = START + 2 * DAY;
    await send("four", [
      {
        event: "Guide Shown",
        userId: HELD_OUT,
        properties: { gap_id: "stuck", guide_id: "tip", arm: "treated" },
      },
      { event: "Gap Opened", userId: HELD_OUT, properties: { gap_id: "unseen", milestone_id: "shared" } },
    ]);
    await goTo(START + 4 * DAY + MINUTE);
    expect(await getRows("four")).toEqual([
      { event: "Bridge Handed On", user: HELD_OUT, gap: "unseen", hours: 72 },
    ]);
    await goTo(START + 5 * DAY + MINUTE);
    expect(await getRows("four")).toContainEqual({
      event: "Bridge Handed On",
      user: HELD_OUT,
      gap: "stuck",
      hours: 120,
    });
  });
});
