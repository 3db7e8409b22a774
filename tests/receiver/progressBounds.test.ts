import { connect } from "node:net";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { listen } from "../../src/receiver/http/listen.ts";
import { createReplyTo } from "../../src/receiver/http/replyTo.ts";
import { createProgressRoutes } from "../../src/receiver/http/routes/progressRoutes.ts";
import { createKeys } from "../../src/receiver/keys/keys.ts";
import type { Progress } from "../../src/receiver/progress/createProgress.ts";
import type { ProgressReply } from "../../src/receiver/progress/progress.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { plan } from "./progressPlan.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";

const SECRET = "sk-acme-0123456789";
const origins: string[] = [];
const keys = { acme: { origins, secret: SECRET, tokens: { secret: SHARED_SECRET } } };
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
const asUser = async (sub: string) => ({ authorization: `Bearer ${await signToken({ sub })}` });
const STREAM = { accept: "text/event-stream" };

describe("a receiver that one user asks without end", () => {
  let collector: RunningReceiver;
  let now = 0;
  const open: AbortController[] = [];
  const ask = async (headers: Record<string, string>, query = "") => {
    const leaving = new AbortController();
    open.push(leaving);
    const { signal } = leaving;
    const reply = await fetch(`${collector.url}/v1/progress${query}`, { headers, signal });
    if (!("accept" in headers) || reply.status !== 200) await reply.text();
    return {
      status: reply.status,
      retryAfter: reply.headers.get("retry-after"),
      leave: () => leaving.abort(),
    };
  };
  const askTimes = async (times: number, headers: Record<string, string>, query = "") => {
    const replies = await Promise.all(Array.from({ length: times }, () => ask(headers, query)));
    return replies.map(({ status }) => status);
  };

  beforeAll(async () => {
    now = Date.now();
    collector = await startReceiver({ port: 0, origins, keys, plan, dataDir: EMPTY, now: () => now });
  });
  afterAll(async () => {
    for (const one of open) one.abort();
    await collector?.close();
  });

  it("answers 20 times at once, then twice a second, and everybody else as before", async () => {
    const mallory = await asUser("mallory");
    expect(await askTimes(20, mallory)).toEqual(Array(20).fill(200));
    expect(await ask(mallory)).toMatchObject({ status: 429, retryAfter: "1" });
    expect((await ask(await asUser("ana"))).status).toBe(200);
    expect((await ask(asServer, "?userId=mallory")).status).toBe(200);
    now += 1_000;
    expect(await askTimes(3, mallory)).toEqual([200, 200, 429]);
  });

  it("answers the servers of a key 200 times at once, whomever they ask for", async () => {
    now += 10_000;
    const statuses = await askTimes(201, asServer, "?userId=ben");
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await ask(await asUser("ben"))).status).toBe(200);
  });

  it("keeps ten streams open for them, and has room for others and for one of theirs when one has ended", async () => {
    const cleo = { ...(await asUser("cleo")), ...STREAM };
    const streams = await Promise.all(Array.from({ length: 10 }, () => ask(cleo)));
    expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await ask(cleo)).toMatchObject({ status: 503, retryAfter: "60" });
    expect((await ask({ ...(await asUser("dora")), ...STREAM })).status).toBe(200);
    streams[0]!.leave();
    await vi.waitFor(async () => expect((await ask(cleo)).status).toBe(200), {
      timeout: 20_000,
      interval: 100,
    });
  });
});

describe("a stream of progress", () => {
  /** Progress that somebody else makes, and a receiver that tells it. */
  const serve = async (read: () => Promise<ProgressReply>, patience?: number) => {
    let ring = (): void => {};
    let readers = 0;
    const progress: Progress = {
      read,
      onNews(_, callback) {
        ring = callback;
        readers += 1;
        return () => {
          readers -= 1;
        };
      },
      tell() {},
      forget() {},
      close: async () => {},
    };
    const options = { keys: createKeys({ keys, origins, plan }), progress, now: Date.now };
    const { routes, close } = createProgressRoutes({ ...options, ...(patience && { patience }) });
    const app = new Hono().route("/v1", routes);
    app.onError(createReplyTo(() => {}));
    const server = await listen(app, 0);
    onTestFinished(async () => {
      close();
      await server.close();
    });
    return {
      port: Number(new URL(server.url).port),
      url: server.url,
      ring: () => ring(),
      countReaders: () => readers,
    };
  };
  const createReply = (size: number): ProgressReply => ({
    user: { milestones: { big: `${Math.random()}${"x".repeat(size)}` }, guides: {} },
    accounts: {},
    arms: {},
  });

  it("is ended when its reader takes nothing for a while, and leaves nothing behind", async () => {
    const server = await serve(async () => createReply(4_000_000), 500);
    const { authorization } = await asUser("ana");
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(
      `GET /v1/progress HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: ${authorization}\r\n\r\n`,
    );
    await vi.waitFor(() => expect(server.countReaders()).toBe(1), 20_000);
    const telling = setInterval(server.ring, 50);
    await vi.waitFor(() => expect(server.countReaders()).toBe(0), 20_000);
    clearInterval(telling);
    socket.destroy();
  });

  it("reads again only when the last reading is sent, however much happens meanwhile", async () => {
    let reading = 0;
    let most = 0;
    let count = 0;
    const server = await serve(async () => {
      most = Math.max(most, ++reading);
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, 400));
      reading -= 1;
      return createReply(10);
    });
    const leaving = new AbortController();
    await fetch(`${server.url}/v1/progress`, {
      headers: { ...(await asUser("ana")), ...STREAM },
      signal: leaving.signal,
    });
    for (let i = 0; i < 50; i++) {
      server.ring();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    leaving.abort();
    expect(most).toBe(1);
    expect(count).toBeLessThan(6);
  });

  it("answers 503 where it cannot begin, and keeps no place for it", async () => {
    const server = await serve(() => Promise.reject(new Error("no database")));
    const headers = { ...(await asUser("ana")), ...STREAM };
    for (let i = 0; i < 12; i++) {
      expect((await fetch(`${server.url}/v1/progress`, { headers })).status).toBe(503);
    }
    expect(server.countReaders()).toBe(0);
  });
});
