import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { ORIGIN } from "./onEachDatabase.ts";
import { plan } from "./progressPlan.ts";
import { createEvent, type Fields, post } from "./receiver.ts";
import { createClaims, createKeyPair, type KeyPair, SHARED_SECRET, signToken } from "./signing.ts";

const MINUTE = 60_000;
const OTHER = "another secret of a vendor, 32 bytes and more";
/** Write keys whose vendors' keys are at an address. */
const REMOTE = ["late", "gone", "elsewhere", "large", "endless", "none", "something", "new", "odd", "many"];

/** What vendors answer, and how often they are asked. */
const vendors = new Map<string, { answer: RequestListener; asked: number }>();
let now = Date.now();
let log: string[];
let collector: RunningReceiver;
let server: Server;

beforeAll(async () => {
  server = createServer((request, reply) => {
    const vendor = vendors.get(request.url!.slice(1))!;
    vendor.asked += 1;
    vendor.answer(request, reply);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const toKey = (name: string) => ({
    origins: [ORIGIN],
    tokens: { jwks: `http://127.0.0.1:${port}/${name}` },
  });
  const keys = {
    beta: { origins: [ORIGIN], tokens: { secret: OTHER } },
    silent: { origins: [ORIGIN] },
    acme: { origins: [ORIGIN], tokens: { secret: SHARED_SECRET } },
    ...Object.fromEntries(REMOTE.map((name) => [name, toKey(name)])),
  };
  collector = await startReceiver({ port: 0, origins: [], keys, plan, dataDir: EMPTY, now: () => now });
});
afterAll(async () => {
  await collector?.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  log = [];
  vi.spyOn(console, "error").mockImplementation((...line) => log.push(line.join(" ")));
  onTestFinished(() => void vi.restoreAllMocks());
});

const read = async (reply: Response) => ({
  status: reply.status,
  code: (await reply.json()).code,
  retryAfter: reply.headers.get("retry-after"),
});
const ask = async (token: string) => {
  const headers = { authorization: `Bearer ${token}`, origin: ORIGIN };
  return read(await fetch(`${collector.url}/v1/progress`, { headers }));
};

describe("whom a token is for", () => {
  it.each([[5], [{}], [true], [[]], [[5]], [[{}]], [{ length: 1 }], [""]])(
    "is nobody where that is %j: 401, and nothing in the log",
    async (aud) => {
      const unsigned = new UnsecuredJWT(createClaims()).encode().split(".");
      unsigned[1] = Buffer.from(JSON.stringify(createClaims({ aud }))).toString("base64url");
      expect([(await ask(unsigned.join("."))).status, log]).toEqual([401, []]);
      expect([(await ask(await signToken({ aud }))).status, log]).toEqual([401, []]);
    },
  );

  it("may be several keys, and is the one of them that has signed", async () => {
    const aud = ["nobody", "silent", "beta", "acme"];
    expect(await ask(await signToken({ aud }))).toMatchObject({ status: 200 });
    expect(await ask(await signToken({ aud }, OTHER))).toMatchObject({ status: 200 });
    const foreign = await signToken({ aud }, "a third secret of nobody here, 32 bytes");
    expect(await ask(foreign)).toMatchObject({ status: 401, code: "token-invalid" });
    const exp = Math.floor(now / 1000) - 1;
    const expired = await signToken({ aud, iat: exp - 3_600, exp });
    expect(await ask(expired)).toMatchObject({ status: 401, code: "token-expired" });
  });
});

describe("a receiver that gets a vendor's keys from an address", () => {
  let pair: KeyPair;
  let second: KeyPair;
  beforeAll(async () => {
    [pair, second] = [await createKeyPair("first"), await createKeyPair("second")];
  });

  const fail: RequestListener = (_, reply) => reply.writeHead(500).end();
  const tell =
    ({ jwks }: KeyPair): RequestListener =>
    (_, reply) =>
      reply.end(JSON.stringify(jwks));

  /** A vendor who answers so, and what comes to the receiver under their write key. */
  function createVendor(name: string, answer: RequestListener) {
    const vendor = { answer, asked: 0 };
    vendors.set(name, vendor);
    const send = async (token: string) => {
      const body = { writeKey: name, token, batch: [createEvent({ userId: "ana" })] };
      return read(await post(`${collector.url}/v1/batch`, body, { origin: ORIGIN }));
    };
    const sign = ({ sign }: KeyPair, claims: Fields = {}) =>
      sign(createClaims({ aud: name, ...claims }, now));
    return { vendor, send, sign };
  }

  it("asks for them once in 30 seconds while they do not come, and says so in one line", async () => {
    const { vendor, send, sign } = createVendor("late", fail);
    for (let i = 0; i < 15; i++) {
      expect(await ask(await sign(pair))).toEqual({ status: 503, code: "unavailable", retryAfter: "30" });
      expect(await send(await sign(pair))).toMatchObject({ status: 503, code: "unavailable" });
    }
    expect([vendor.asked, log.length]).toEqual([1, 1]);
    expect(log[0]).toContain("answered with 500");
    now += 31_000;
    vendor.answer = tell(pair);
    expect((await send(await sign(pair))).status).toBe(200);
    expect([vendor.asked, log.length]).toEqual([2, 2]);
  });

  it("goes on with the last ones where new ones do not come", async () => {
    const { vendor, send, sign } = createVendor("gone", tell(pair));
    expect((await send(await sign(pair))).status).toBe(200);
    vendor.answer = fail;
    for (let i = 0; i < 4; i++) {
      now += 11 * MINUTE;
      expect((await send(await sign(pair))).status).toBe(200);
    }
    expect([vendor.asked, log.length]).toEqual([5, 1]);
  });

  it.each<[title: string, name: string, answer: RequestListener]>([
    ["leads elsewhere", "elsewhere", (_, reply) => reply.writeHead(302, { location: "/elsewhere" }).end()],
    [
      "has more than 256 KB",
      "large",
      (_, reply) => reply.end(`{"keys":[${'{"kty":"RSA"},'.repeat(30_000)}]}`),
    ],
    [
      "has no end",
      "endless",
      (_, reply) => void setInterval(() => reply.write("x".repeat(65_536)), 1).unref(),
    ],
    ["is no JSON", "none", (_, reply) => reply.end("<html>")],
    ["is something else", "something", (_, reply) => reply.end('{"keys":5}')],
  ])("takes no answer that %s", async (_, name, answer) => {
    const { vendor, send, sign } = createVendor(name, answer);
    expect(await send(await sign(pair))).toMatchObject({ status: 503, code: "unavailable" });
    expect([vendor.asked, log.length]).toEqual([1, 1]);
  });

  it("asks again for a key that is new, and once in 30 seconds for such as nobody has", async () => {
    const { vendor, send, sign } = createVendor("new", tell(pair));
    expect((await send(await sign(pair))).status).toBe(200);
    vendor.answer = tell(second);
    expect((await send(await sign(second))).status).toBe(401);
    now += 31_000;
    expect((await send(await sign(second))).status).toBe(200);
    for (let i = 0; i < 20; i++) {
      expect((await send(await sign(pair, { sub: `user ${i}` }))).status).toBe(401);
    }
    expect(vendor.asked).toBe(2);
  });

  it("asks nobody about what is no token of its kind", async () => {
    const { vendor, send } = createVendor("odd", fail);
    const claims = createClaims({ aud: "odd" }, now);
    const confused = new SignJWT(claims).setProtectedHeader({ alg: "HS512" });
    const tokens = [
      "a.b.c",
      "ana",
      await signToken(claims),
      new UnsecuredJWT(claims).encode(),
      "x".repeat(9_000),
    ];
    tokens.push(await confused.sign(new TextEncoder().encode(SHARED_SECRET)));
    for (const token of tokens) {
      expect(await send(token)).toMatchObject({ status: 401, code: "token-invalid" });
    }
    expect(vendor.asked).toBe(0);
  });

  it("asks once for fifty who come at the same time", async () => {
    const { vendor, send, sign } = createVendor(
      "many",
      (...given) => void setTimeout(() => tell(pair)(...given), 100),
    );
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, n) => sign(pair, { sub: `user ${n}` })));
    const replies = await Promise.all(tokens.map(send));
    expect(replies.filter(({ code }) => code === "unavailable")).toEqual([]);
    expect(vendor.asked).toBe(1);
  });
});
