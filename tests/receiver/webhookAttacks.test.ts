import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { isPublic } from "../../src/receiver/webhooks/addresses.ts";
import { postOnce, type Resolve } from "../../src/receiver/webhooks/post.ts";
import type { Webhook } from "../../src/receiver/webhooks/webhook.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { openHook } from "./hooks.ts";
import { ORIGIN } from "./onEachDatabase.ts";
import { createEvent, post } from "./receiver.ts";

const send = (url: string, more: { readonly isPrivate?: boolean; readonly resolve?: Resolve } = {}) =>
  postOnce({ url, headers: {}, body: "{}", isPrivate: false, ...more });

/** Speaks what it likes, until the test is over. */
async function openPort(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const HANGS = (): void => {};
const DRIPS = (socket: Socket): void => {
  socket.write("HTTP/1.1 200 OK\r\n");
  const timer = setInterval(() => socket.write("x: y\r\n"), 200);
  socket.on("close", () => clearInterval(timer));
};
const flood = (start: string, piece: string) => (socket: Socket) => {
  const go = (): void => {
    while (!socket.destroyed && socket.write(piece.repeat(1_000)));
  };
  socket.on("drain", go);
  socket.write(start);
  go();
};
const ENDLESS_HEAD = flood("HTTP/1.1 200 OK\r\n", "x: y\r\n");
const ENDLESS_CONTINUE = flood("", "HTTP/1.1 103 Early Hints\r\n\r\n");
const ENDLESS_BODY = flood("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "5\r\nhello\r\n");

describe("no webhook leads to this machine or into its network", () => {
  it.each([
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "１２７.0.0.1",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[fe80::1]",
    "[fd00::1]",
    "[ff02::1]",
    "10.0.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
  ])("by the address %s", async (host) => {
    const victim = await openHook();
    const outcome = await send(`http://${host}:${victim.port}/`);
    expect(outcome).toMatchObject({ taken: false });
    expect(JSON.stringify(outcome)).toContain("is not a public address");
    expect(victim.connections()).toBe(0);
  });

  it.each([
    ["of this machine", ["127.0.0.1"]],
    ["of this machine, in version 6", ["::1"]],
    ["of this machine, as version 6 writes version 4", ["::ffff:127.0.0.1"]],
    ["of this machine beside a public one", ["198.41.0.4", "127.0.0.1"]],
    ["of an interface", ["fe80::1%lo"]],
    ["of the machine that knows the cloud's secrets", ["169.254.169.254"]],
    ["that are none", ["localhost"]],
  ])("by a name with addresses %s", async (_, addresses) => {
    const victim = await openHook();
    const outcome = await send(`http://hooks.test:${victim.port}/`, { resolve: async () => addresses });
    expect(outcome).toMatchObject({ taken: false });
    expect(victim.connections()).toBe(0);
  });

  it("by a name that changes its answer: it is asked once, and the connection goes to what was looked at", async () => {
    const hook = await openHook();
    const asked: string[] = [];
    const resolve: Resolve = async (name) => {
      asked.push(name);
      return asked.length === 1 ? ["127.0.0.1"] : ["192.168.0.1"];
    };
    const url = `http://hooks.test:${hook.port}/`;
    expect(await send(url, { resolve, isPrivate: true })).toEqual({ taken: true });
    expect(asked).toEqual(["hooks.test"]);
  });

  it("by a redirect", async () => {
    const victim = await openHook();
    for (const status of [301, 302, 303, 307, 308]) {
      const hook = await openHook((_, response) =>
        response.writeHead(status, { location: victim.url }).end(),
      );
      expect(await send(hook.url, { isPrivate: true })).toEqual({
        taken: false,
        failure: `answered with ${status}, and redirects are not followed`,
      });
    }
    expect(victim.connections()).toBe(0);
  });

  it("and public addresses are none of these", () => {
    for (const address of ["198.41.0.4", "8.8.8.8", "2001:500:2::c", "2a00:1450:4001::1"])
      expect(isPublic(address), address).toBe(true);
  });
});

describe("a reply is bounded in size and time", () => {
  it("where it never comes, or never ends, or is none", async () => {
    const upgrade = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
    const rows: ReadonlyArray<readonly [failure: string, onSocket: (socket: Socket) => void]> = [
      ["no answer within 10 s", HANGS],
      ["no answer within 10 s", DRIPS],
      ["no connection (HPE_HEADER_OVERFLOW)", ENDLESS_HEAD],
      ["answered with status 1xx without an end", ENDLESS_CONTINUE],
      ["no connection (HPE_INVALID_CONSTANT)", (socket) => socket.end("220 mail\r\n")],
      ["answered with an upgrade", (socket) => socket.write(upgrade)],
    ];
    const outcomes = rows.map(async ([, onSocket]) =>
      send(`http://127.0.0.1:${await openPort(onSocket)}/`, { isPrivate: true }),
    );
    expect(await Promise.all(outcomes)).toEqual(rows.map(([failure]) => ({ taken: false, failure })));
  });

  it("where its body has no end: that is not read", async () => {
    const port = await openPort(ENDLESS_BODY);
    expect(await send(`http://127.0.0.1:${port}/`, { isPrivate: true })).toEqual({ taken: true });
  });
});

it("holds up no other webhook, whatever an address does", async () => {
  const victim = await openHook();
  const good = await openHook();
  const redirecting = await openHook((_, response) =>
    response.writeHead(307, { location: victim.url }).end(),
  );
  let hung = 0;
  const hangs = (): void => {
    hung += 1;
  };
  const ports = await Promise.all(
    [hangs, DRIPS, ENDLESS_HEAD, ENDLESS_CONTINUE, ENDLESS_BODY].map((onSocket) => openPort(onSocket)),
  );
  const urls = [
    ...ports.map((port) => `http://127.0.0.1:${port}/`),
    redirecting.url,
    "http://stuck.test/",
    good.url,
  ];
  const webhooks = [
    ...urls.map((url, i) => createWebhook(`private-${i}`, url, true)),
    createWebhook("rebound", `http://rebound.test:${victim.port}/`, false),
    createWebhook("literal", `http://[::ffff:127.0.0.1]:${victim.port}/`, false),
  ];
  const receiver = await startReceiver({
    port: 0,
    origins: [ORIGIN],
    webhooks,
    resolve: (name) => (name === "stuck.test" ? new Promise(() => {}) : Promise.resolve(["127.0.0.1"])),
    dataDir: EMPTY,
  });
  onTestFinished(receiver.close);
  // Of four at once: three rounds.
  const batch = Array.from({ length: 9 }, () => createEvent({ event: "Lead Raised" }));
  // A busy machine may have it come again.
  await vi.waitFor(
    async () =>
      expect((await post(`${receiver.url}/v1/batch`, { writeKey: "acme", batch })).status).toBe(200),
    { timeout: 60_000, interval: 500 },
  );
  // Behind one that takes its 10 s for each round, its third would come with the third of those.
  await vi.waitFor(() => expect(good.sent).toHaveLength(9), { timeout: 60_000, interval: 10 });
  expect(hung).toBeLessThanOrEqual(8);
  expect(victim.connections()).toBe(0);
  expect((await fetch(`${receiver.url}/healthz`)).status).toBe(200);
});

const createWebhook = (name: string, url: string, isPrivate: boolean): Webhook => ({
  name,
  url,
  secrets: [`whsec_${Buffer.alloc(32, "x").toString("base64")}`],
  events: [{ events: ["Lead Raised"], where: [] }],
  isPrivate,
  unverified: false,
});
