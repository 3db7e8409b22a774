import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { ORIGIN } from "./onEachDatabase.ts";
import { type Fields, post } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";
import { findPostgres, startPostgres } from "./temporaryPostgres.ts";

const SECRET = "sk-acme-0123456789";
const HOUR = 3_600_000;
const keys = { acme: { origins: [ORIGIN], secret: SECRET, tokens: { secret: SHARED_SECRET } } };
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };

let collector: RunningReceiver;
let now = Date.now();
let count = 0;
const createMany = (length: number, fields: Fields) =>
  Array.from({ length }, () => ({ type: "track", event: "Many", messageId: `m-${count++}`, ...fields }));
const send = async (
  batch: readonly unknown[],
  around: Fields = {},
  headers: Record<string, string> = { origin: ORIGIN },
) => (await post(`${collector.url}/v1/batch`, { writeKey: "acme", batch, ...around }, headers)).status;
const from = (address: string) => ({ origin: ORIGIN, "x-forwarded-for": address });
const start = async (proxies?: number) => {
  const given = { port: 0, origins: [], keys, dataDir: EMPTY, now: () => now };
  collector = await startReceiver({ ...given, ...(proxies !== undefined && { proxies }) });
};
afterAll(() => collector?.close());

describe("how much may come under a write key", () => {
  beforeAll(() => start());
  afterAll(() => collector.close());

  it("is not used up by what is refused", async () => {
    const batch = createMany(2_500, { userId: "ana" });
    for (let i = 0; i < 5; i++) expect(await send(batch, { token: "a.b.c" })).toBe(401);
    expect(await send(createMany(1, { anonymousId: "a page" }))).toBe(200);
  });

  it("is not used up by what is to come again with a fresh token", async () => {
    const iat = Math.floor((now - 2 * HOUR) / 1000);
    const token = await signToken({ sub: "dora", iat, exp: iat + 3_600 });
    const late = { userId: "dora", timestamp: new Date(now - 60_000).toISOString() };
    for (let i = 0; i < 3; i++) expect(await send(createMany(900, late), { token })).toBe(401);
    expect(await send(createMany(900, late), { token: await signToken({ sub: "dora" }) })).toBe(200);
  });

  it("is a tenth of it for one user, and the same as before for others", async () => {
    const [ana, ben] = [await signToken({ sub: "ana" }), await signToken({ sub: "ben" })];
    expect(await send(createMany(1_000, { userId: "ana" }), { token: ana })).toBe(200);
    expect(await send(createMany(1, { userId: "ana" }), { token: ana })).toBe(429);
    expect(await send(createMany(1_000, { userId: "ben" }), { token: ben })).toBe(200);
    now += 1_000;
    expect(await send(createMany(100, { userId: "ana" }), { token: ana })).toBe(200);
    expect(await send(createMany(1, { userId: "ana" }), { token: ana })).toBe(429);
  });

  it("is used up by what comes without a token for that alone", async () => {
    now += 60_000;
    for (let i = 0; i < 4; i++) expect(await send(createMany(2_500, { anonymousId: "mallory" }))).toBe(200);
    expect(await send(createMany(1, { anonymousId: "a page" }))).toBe(429);
    // Nobody reads what nobody may send: whether it is JSON is not asked.
    const unread = await post(`${collector.url}/v1/batch`, `{ "batch": [ ${"x".repeat(9_000)}`, {
      origin: ORIGIN,
    });
    expect([unread.status, unread.headers.get("ratelimit")]).toEqual([429, '"unverified";r=0;t=10']);
    const token = await signToken({ sub: "cleo" });
    expect(await send(createMany(1, { userId: "cleo" }), { token })).toBe(200);
    expect(await send(createMany(1, { userId: "cleo" }), {}, asServer)).toBe(200);
  });
});

describe("a receiver behind one proxy", () => {
  beforeAll(async () => {
    now = Date.now();
    await start(1);
  });

  it("takes a tenth of what comes without a token from one address, whatever that says before it", async () => {
    const many = () => createMany(1_000, { anonymousId: "somebody" });
    expect(await send(many(), {}, from("203.0.113.7"))).toBe(200);
    for (const forged of ["203.0.113.7", "198.51.100.1, 203.0.113.7", "10.0.0.1,203.0.113.7:4321"])
      expect(await send(createMany(1, { anonymousId: "one" }), {}, from(forged))).toBe(429);
    expect(await send(many(), {}, from("203.0.113.7, 203.0.113.8"))).toBe(200);
  });

  it("takes the network of an IPv6 address for one", async () => {
    expect(await send(createMany(1_000, { anonymousId: "six" }), {}, from("2001:db8:0:1::1"))).toBe(200);
    expect(await send(createMany(1, { anonymousId: "six" }), {}, from("[2001:db8::1:9:9:9:9]:443"))).toBe(
      429,
    );
    expect(await send(createMany(1, { anonymousId: "six" }), {}, from("2001:db8:0:2::1"))).toBe(200);
  });

  it("asks no server and no user from where they come", async () => {
    expect(await send(createMany(1, { userId: "ana" }), {}, asServer)).toBe(200);
    const token = await signToken({ sub: "ana" });
    expect(await send(createMany(1, { userId: "ana" }), { token }, from("203.0.113.7"))).toBe(200);
  });
});

const programs = findPostgres();

describe.runIf(programs)("two receivers of one database", () => {
  it("count together what comes under a write key, and tell who sends what is left", async () => {
    const postgres = await startPostgres(programs!);
    const limited = { origins: [ORIGIN], rate: { perSecond: 10, burst: 100 } };
    const given = {
      port: 0,
      origins: [],
      keys: { acme: limited, other: limited },
      databaseUrl: postgres.url,
    };
    const both = await Promise.all([startReceiver(given), startReceiver(given)]);
    try {
      const ask = (which: number, length: number, writeKey = "acme") => {
        const batch = createMany(length, { anonymousId: "a page" });
        return post(`${both[which]!.url}/v1/batch`, { writeKey, batch }, { origin: ORIGIN });
      };
      const first = await ask(0, 60);
      expect(first.status).toBe(200);
      expect(first.headers.get("ratelimit-policy")).toBe('"unverified";q=100;qu="events";w=10');
      expect(first.headers.get("ratelimit")).toMatch(/^"unverified";r=4\d;t=6$/);
      expect(first.headers.get("access-control-expose-headers")).toContain("RateLimit");
      expect((await ask(1, 30)).status).toBe(200);
      const refused = await Promise.all([ask(0, 30), ask(1, 30)]);
      expect(refused.map(({ status }) => status)).toEqual([429, 429]);
      for (const { headers } of refused) {
        expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
        expect(headers.get("ratelimit")).toMatch(/^"unverified";r=1?\d;t=\d+$/);
      }
      expect((await ask(0, 60, "other")).status).toBe(200);
    } finally {
      for (const receiver of both) await receiver.close();
      postgres.stop();
    }
  });
});
