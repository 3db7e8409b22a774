import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Row } from "./site.ts";

export const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };

/** Says something in place of an answer, which may be no HTTP at all. */
export type Say = (response: ServerResponse) => void;

/** A receiver that talks nonsense once, when it is told to, and answers well otherwise. */
export interface Babble {
  readonly url: string;
  /** How often it has kept each message, by its id. */
  readonly kept: ReadonlyMap<string, number>;
  /** How often it was asked for progress. */
  asked(): number;
  /**
   * What it says to the next of these: a batch comes by POST, who wants to know progress by GET.
   * @param keeps Whether it keeps the batch that it says this to.
   */
  next(method: Method, say: Say, keeps: boolean): void;
  close(): Promise<void>;
}

type Method = "POST" | "GET";

const GOOD: Say = (response) => void response.writeHead(200, CORS).end("{}");

/** It lets every origin in. */
export async function startBabble(): Promise<Babble> {
  const kept = new Map<string, number>();
  let asked = 0;
  const nonsense = new Map<Method, { readonly say: Say; readonly keeps: boolean }>();

  async function collect(request: IncomingMessage, keeps: boolean): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    if (!keeps) return;
    const { batch } = JSON.parse(body) as { readonly batch: readonly Row[] };
    for (const { messageId } of batch) kept.set(messageId, (kept.get(messageId) ?? 0) + 1);
  }

  const server = createServer(async (request, response) => {
    const { method } = request;
    if (method !== "POST" && method !== "GET") return GOOD(response);
    const { say, keeps } = nonsense.get(method) ?? { say: GOOD, keeps: true };
    nonsense.delete(method);
    if (method === "POST") await collect(request, keeps);
    else asked++;
    say(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    kept,
    asked: () => asked,
    next: (method, say, keeps) => void nonsense.set(method, { say, keeps }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
