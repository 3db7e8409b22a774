import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { createEvent, post } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";

const SECRET = "sk-acme-0123456789";
const ORIGIN = "https://app.acme.example";
const PASSWORD = "a password of Acme's";
const toBasic = (name: string, password = "") => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});
const asServer = toBasic(SECRET);

/** Without gaps, so that nobody's rows are but those that were sent. */
const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: { invoices: { title: "Three invoices", when: { event: "Invoice Sent", count: 3 } } },
});
const now = Date.now();
let collector: RunningReceiver;
let log: string[];
beforeAll(async () => {
  const keys = { acme: { origins: [ORIGIN], secret: SECRET, tokens: { secret: SHARED_SECRET } } };
  const given = { port: 0, origins: [], keys, plan, password: PASSWORD, dataDir: EMPTY };
  collector = await startReceiver({ ...given, now: () => now });
});
afterAll(() => collector?.close());
beforeEach(() => {
  log = [];
  vi.spyOn(console, "error").mockImplementation((...line) => log.push(line.join(" ")));
  onTestFinished(() => void vi.restoreAllMocks());
});

const request = (path: string, headers: Record<string, string> = asServer, method = "GET") =>
  fetch(`${collector.url}${path}`, { method, headers });
const countRefused = async (code: string): Promise<number> => {
  const text = await (await request("/metrics", toBasic("operator", PASSWORD))).text();
  return Number(new RegExp(`refused_total{code="${code}"} (\\d+)`).exec(text)?.[1] ?? 0);
};

describe("an id in an address", () => {
  it.each([
    ["a NUL", "ana\0b"],
    ["half an emoji", `ana${"🎉".slice(0, 1)}`],
    ["a whole emoji and a slash", "ana 🎉/b"],
  ])("with %s is that of the events which have it", async (_, userId) => {
    const event = createEvent({ userId, groupId: userId, anonymousId: undefined });
    await post(`${collector.url}/v1/batch`, { batch: [event] }, asServer);
    const id = encodeURIComponent(Buffer.from(userId).toString());
    const found = await (await request(`/v1/users/${id}`)).json();
    expect(found).toMatchObject({ events: 1, records: [{ messageId: event.messageId }] });
    expect((await request(`/v1/progress?userId=${id}&groupId=${id}`)).status).toBe(200);
    expect(await (await request(`/v1/accounts/${id}`)).json()).toMatchObject({ events: 1 });
    expect(await (await request(`/v1/users/${id}`, asServer, "DELETE")).json()).toEqual({ deleted: 1 });
  });

  it.each(["/v1/users/", "/v1/accounts/", "/v1/progress?userId=", "/v1/progress?userId=ana&groupId="])(
    "is refused at %s where no event could have it",
    async (path) => {
      const reply = await request(`${path}${"x".repeat(257)}`);
      expect([reply.status, (await reply.json()).code]).toEqual([400, "id-invalid"]);
      expect((await request(`${path}${"x".repeat(256)}`)).status).toBe(200);
    },
  );

  it("is that of a token too", async () => {
    const headers = { authorization: `Bearer ${await signToken({ sub: "odd\0", accounts: ["\0"] })}` };
    expect((await request("/v1/progress", headers)).status).toBe(200);
    expect(log).toEqual([]);
  });
});

describe("a body that ends before its end", () => {
  it("is counted as that, and not logged", async () => {
    const before = await countRefused("body-incomplete");
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(new URL(collector.url).port), "127.0.0.1");
      socket.on("error", () => {});
      const head = [
        "POST /v1/batch HTTP/1.1",
        "Host: localhost",
        `Origin: ${ORIGIN}`,
        "Content-Length: 1000",
      ];
      await new Promise((written) => socket.write(`${head.join("\r\n")}\r\n\r\n{"batch":`, written));
      socket.destroy();
    }
    await vi.waitFor(async () => expect((await countRefused("body-incomplete")) - before).toBe(20), 10_000);
    expect(log).toEqual([]);
  });
});

describe("the bodies of all requests", () => {
  it("hold 32 MB at a time, and who comes slowly makes way for others", async () => {
    /** A body of which the end does not come. */
    const hold = () => {
      const socket = connect(Number(new URL(collector.url).port), "127.0.0.1");
      socket.on("error", () => {});
      const head = [
        "POST /v1/batch HTTP/1.1",
        "Host: localhost",
        `Origin: ${ORIGIN}`,
        "Content-Length: 1048576",
      ];
      socket.write(`${head.join("\r\n")}\r\n\r\n${"x".repeat(1_048_000)}`);
      return socket;
    };
    const sockets = Array.from({ length: 30 }, hold);
    const send = () =>
      post(`${collector.url}/v1/batch`, { writeKey: "acme", batch: [createEvent()] }, { origin: ORIGIN });
    await vi.waitFor(
      async () => {
        sockets.push(hold(), hold(), hold(), hold());
        const reply = await post(`${collector.url}/v1/batch`, "x".repeat(1_040_000), { origin: ORIGIN });
        expect([reply.status, reply.headers.get("retry-after"), (await reply.json()).code]).toEqual([
          503,
          "1",
          "busy",
        ]);
      },
      { timeout: 20_000, interval: 20 },
    );
    // All of them still hold what they have.
    await vi.waitFor(async () => expect((await send()).status).toBe(200), 10_000);
    await vi.waitFor(async () => {
      const large = await post(`${collector.url}/v1/batch`, "x".repeat(1_040_000), { origin: ORIGIN });
      expect(await large.json()).toMatchObject({ code: "json-invalid" });
    }, 10_000);
    for (const socket of sockets) socket.destroy();
  });

  it("are not held by who only says that they send one", async () => {
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(Number(new URL(collector.url).port), "127.0.0.1");
      socket.on("error", () => {});
      const head = [
        "POST /v1/batch HTTP/1.1",
        "Host: localhost",
        `Origin: ${ORIGIN}`,
        "Content-Length: 1048576",
      ];
      socket.write(`${head.join("\r\n")}\r\n\r\n`);
      return socket;
    });
    await wait(100);
    const reply = await post(
      `${collector.url}/v1/batch`,
      { writeKey: "acme", batch: [createEvent()] },
      { origin: ORIGIN },
    );
    expect(reply.status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

describe("a file that there cannot be", () => {
  it.each(["/page/%00.ts", `/page/${"x".repeat(300)}.ts`, "/page/main.js%2Fx.js", "/page/%ff.ts"])(
    "is not found at %s, and nothing is logged",
    async (path) => {
      expect((await request(path, toBasic("operator", PASSWORD))).status).toBe(404);
      expect(log).toEqual([]);
    },
  );
});
