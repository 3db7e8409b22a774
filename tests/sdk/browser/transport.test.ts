import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createFetchTransport } from "../../../src/sdk/browser/transport.ts";

let server: Server;
let url: string;
let reply: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => reply(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/batch`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (leaving = false, timeoutMs?: number) =>
  createFetchTransport({ fetch: globalThis.fetch }, timeoutMs).post(url, '{"batch":["ä"]}', { leaving });

describe("a post", () => {
  it("carries its text in a form that needs no preflight", async () => {
    const received = new Promise<unknown>((resolve) => {
      reply = async (request, response) => {
        let body = "";
        for await (const chunk of request.setEncoding("utf8")) body += chunk;
        resolve([request.method, request.headers["content-type"], body]);
        response.end();
      };
    });
    await post();
    expect(await received).toEqual(["POST", "text/plain;charset=UTF-8", '{"batch":["ä"]}']);
  });

  it.each([
    [false, { credentials: "omit", keepalive: false, method: "POST" }],
    [true, { credentials: "omit", keepalive: true, method: "POST", signal: null }],
  ])("takes no cookies along, and may outlive its page: %s", async (leaving, options) => {
    const fetch = vi.fn(async () => new Response());
    await createFetchTransport({ fetch }).post(url, "", { leaving });
    expect(fetch).toHaveBeenCalledWith(url, expect.objectContaining(options));
  });

  it("goes through the fetch that there was at the start", async () => {
    const fetch = vi.fn(async () => new Response());
    const page = { fetch };
    const transport = createFetchTransport(page);
    page.fetch = vi.fn(async () => new Response());
    await transport.post(url, "", { leaving: false });
    expect(fetch).toHaveBeenCalledOnce();
    expect(page.fetch).not.toHaveBeenCalled();
  });
});

describe("a reply", () => {
  it.each<[string, string, unknown]>([
    ["JSON", '{"accepted":["a"]}', { accepted: ["a"] }],
    ["nothing", "", undefined],
    ["something else", "<h1>OK</h1>", undefined],
    ["65,536 characters", `"${"x".repeat(65_534)}"`, "x".repeat(65_534)],
    ["more than that", `"${"x".repeat(65_535)}"`, undefined],
  ])("may hold %s", async (_, text, body) => {
    reply = (_, response) => response.writeHead(202).end(text);
    expect(await post()).toEqual({ status: 202, body });
  });

  it("may ask for a pause", async () => {
    reply = (_, response) => response.writeHead(429, { "retry-after": "30" }).end();
    expect(await post()).toEqual({ status: 429, retryAfter: "30", body: undefined });
  });

  it("that breaks off is none", async () => {
    reply = (_, response) => {
      response.writeHead(200, { "content-length": "100" }).write('{"accepted":[');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(post()).rejects.toThrow();
  });

  it("without an end is not read to the end of the page's memory, and was a reply", async () => {
    const isLeft = new Promise<number>((resolve) => {
      reply = (_, response) => {
        let written = 0;
        const write = (): void => {
          while (!response.destroyed && response.write("x".repeat(10_000))) written += 10_000;
        };
        response
          .on("drain", write)
          .on("close", () => resolve(written))
          .writeHead(200);
        write();
      };
    });
    expect(await post()).toEqual({ status: 200, body: undefined });
    // What is on its way when it is left fills the buffers between.
    expect(await isLeft).toBeLessThan(50_000_000);
  });

  it("that comes by drops is not waited for any longer after the given time either", async () => {
    reply = (_, response) => void response.writeHead(200).write("{");
    await expect(post(false, 50)).rejects.toThrow("timeout");
  });

  it("in pieces that cut a letter in two is read as a whole", async () => {
    const [start, end] = [Buffer.from('"ä"').subarray(0, 2), Buffer.from('"ä"').subarray(2)];
    reply = (_, response) => {
      response.writeHead(200).write(start);
      setTimeout(() => response.end(end), 20);
    };
    expect(await post()).toEqual({ status: 200, body: "ä" });
  });

  it("is not waited for any longer after the given time", async () => {
    reply = () => {};
    await expect(post(false, 50)).rejects.toThrow("timeout");
  });

  it("that never comes is a failure", async () => {
    reply = (request) => request.destroy();
    await expect(post()).rejects.toThrow();
  });
});
