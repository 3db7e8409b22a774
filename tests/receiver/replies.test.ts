import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { plan } from "./progressPlan.ts";
import { post } from "./receiver.ts";
import { SHARED_SECRET } from "./signing.ts";

const SECRET = "sk-acme-0123456789";
const ORIGIN = "https://app.acme.example";
const PASSWORD = "a password of Acme's";
const toBasic = (name: string, password = "") => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});
const asServer = toBasic(SECRET);

let now = Date.now();
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

describe("a wrong password", () => {
  it("is taken ten times at once and then one each 2 seconds, counted, and logged once without what it was", async () => {
    const before = await countRefused("password-wrong");
    const guess = async () => (await request("/metrics", toBasic("operator", "a guess of mine"))).status;
    for (let i = 0; i < 10; i++) expect(await guess()).toBe(401);
    const reply = await request("/", toBasic("operator", PASSWORD));
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "2"]);
    now += 2_000;
    expect((await request("/", toBasic("operator", PASSWORD))).status).toBe(200);
    expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    now += 60_000;
    expect((await countRefused("password-wrong")) - before).toBe(11);
    expect([log.length, log.join().includes("guess of mine")]).toEqual([1, false]);
  });
});

describe("what the receiver answers", () => {
  it.each([
    ["/v1/users/ana", asServer],
    ["/v1/accounts/studio", asServer],
    ["/v1/users/ana", {}],
    ["/v1/progress?userId=ana", asServer],
    ["/v1/nothing", asServer],
  ])("at %s is kept by nobody, and taken for nothing else", async (path, headers) => {
    const reply = await request(path, headers);
    expect(reply.headers.get("cache-control")).toContain("no-store");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("is kept by nobody where it is a stream or a refusal", async () => {
    const stream = await request("/v1/progress?userId=ana", { ...asServer, accept: "text/event-stream" });
    expect(stream.headers.get("cache-control")).toContain("no-store");
    await stream.body?.cancel();
    const refusal = await post(`${collector.url}/v1/batch`, "{", { origin: ORIGIN });
    expect(refusal.headers.get("cache-control")).toBe("no-store");
  });

  it.each(["/", "/page/main.js", "/metrics"])("at %s is for pages of its own alone", async (path) => {
    const reply = await request(path, toBasic("operator", PASSWORD));
    expect(reply.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(reply.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });
});
