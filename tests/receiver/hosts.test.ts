import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startInvoices } from "../../examples/invoices/server.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { type ReceiverOptions, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { askAs } from "./rawRequest.ts";

const PRIVATE = ["/live", "/metrics", "/", "/page/main.js", "/v1/users/ana", "/v1/progress?userId=ana"];

describe("whatever listens on one's own machine", () => {
  let running: ReadonlyArray<readonly [string, Running]>;
  beforeAll(async () => {
    const collector = await startReceiver({ port: 0, origins: [], dataDir: EMPTY });
    running = [
      ["the receiver", collector],
      ["the invoicing product", await startInvoices({ port: 0, receiverUrl: collector.url })],
      ["an example", await listen({ fetch: () => new Response("an example") }, 0)],
    ];
  });
  afterAll(() => Promise.all(running.map(([, { close }]) => close())));

  it.each(["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:4100", "[::1]:4100"])(
    "answers as %s",
    async (host) => {
      for (const [who, { url }] of running) expect([who, await askAs(url, [host])]).toEqual([who, 200]);
    },
  );

  it.each([
    "rebind.evil.test",
    "rebind.evil.test:4100",
    "localhost.evil.test",
    "evil.test@localhost",
    "127.0.0.1.evil.test",
    "127.0.0.2",
    "0.0.0.0",
    "",
  ])("answers nothing to a page that has pointed %j at it", async (host) => {
    for (const [who, { url }] of running) {
      // What is no name at all is refused before it is compared.
      expect([400, 421], who).toContain(await askAs(url, [host]));
    }
  });

  it("answers no page by another name, whatever it asks the receiver for", async () => {
    const [, { url }] = running[0]!;
    for (const path of PRIVATE) expect(await askAs(url, ["rebind.evil.test"], path)).toBe(421);
  });

  it("answers no request with two names", async () => {
    for (const [, { url }] of running) expect(await askAs(url, ["localhost", "rebind.evil.test"])).toBe(400);
  });
});

describe("the receiver", () => {
  const start = async (options: Partial<ReceiverOptions>) => {
    const collector = await startReceiver({ port: 0, origins: [], dataDir: EMPTY, ...options });
    onTestFinished(() => collector.close());
    return (host: string) => askAs(collector.url, [host], "/healthz");
  };
  const keys = { acme: { origins: [], secret: "sk-acme-0123456789" } };
  const password = "a password of Acme's";

  it("answers by any name where it has keys and a password", async () => {
    expect(await (await start({ keys, password }))("milepost.acme.example")).toBe(200);
  });

  it.each([
    ["keys", { keys }],
    ["a password", { password }],
  ])("answers by its own names alone where it has only %s", async (_, options) => {
    expect(await (await start(options))("milepost.acme.example")).toBe(421);
  });

  it("answers by the names that it was given, and by those of its machine", async () => {
    const ask = await start({ keys, password, hosts: ["milepost.acme.example"] });
    expect(await ask("Milepost.Acme.Example:443")).toBe(200);
    expect(await ask("localhost")).toBe(200);
    expect(await ask("other.acme.example")).toBe(421);
  });
});

describe("a connection", () => {
  it("that does not come to its request is ended after 10 seconds, and others are answered meanwhile", async () => {
    const server = await listen({ fetch: () => new Response("here") }, 0);
    onTestFinished(() => server.close());
    const start = Date.now();
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    socket.resume();
    const ended = new Promise((resolve) => socket.once("close", resolve));
    expect(await askAs(server.url, ["localhost"])).toBe(200);
    await ended;
    expect(Date.now() - start).toBeLessThan(20_000);
  });
});
