import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createListen } from "../../../src/sdk/browser/listenToProgress.ts";

const STREAM = { "content-type": "text/event-stream; charset=utf-8" };

async function hear(answer: (response: ServerResponse) => void) {
  const asked: Array<Record<string, unknown>> = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  const messages: unknown[] = [];
  const { signal } = new AbortController();
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const status = await createListen({ fetch })(url, "a.b.c", { signal, tell: (one) => messages.push(one) });
  return { status, messages, asked };
}

test("hears each message, however it is cut, and leaves out what is none", async () => {
  const { status, messages, asked } = await hear((response) => {
    response.writeHead(200, STREAM);
    response.write(": \n\nevent: progress\nda");
    setTimeout(() => response.end('ta: {"user":{"a":"é"}}\n\ndata: {"broken\n\ndata: 2\n\ndata: 3'), 30);
  });
  expect({ status, messages }).toEqual({ status: 200, messages: [{ user: { a: "é" } }, 2] });
  expect(asked[0]).toMatchObject({ authorization: "Bearer a.b.c", accept: "text/event-stream" });
});

test.for([
  ["what answers once", 200, { "content-type": "application/json" }, 406],
  ["what refuses", 503, {}, 503],
] as const)("says of %s that it is no stream", async ([_, code, headers, status]) => {
  const said = await hear((response) => void response.writeHead(code, headers).end("{}"));
  expect(said).toMatchObject({ status, messages: [] });
});
