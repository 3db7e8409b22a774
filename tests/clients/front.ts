import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";

export const WRITE_KEY = "acme";
export const SECRET = "sk-acme-0123456789";

export interface Front {
  readonly url: string;
  /** A page of another origin that may send. */
  readonly page: string;
  /** Requests that were packed with gzip, and answers that told the client to come again. */
  readonly seen: { packed: number; refused: number; lost: number };
  /** Events stored of a user, by name, however often they came. */
  getEvents(user: string): Promise<string[]>;
  close(): Promise<void>;
}

interface Page {
  readonly records: ReadonlyArray<{ readonly event: string | null }>;
  readonly next: string | null;
}

/**
 * A real receiver behind a way that fails: of so many posts one is answered with 503 before it gets there, and of one the
 * answer is lost after it was stored.
 */
export async function startFront(every = 4): Promise<Front> {
  const seen = { packed: 0, refused: 0, lost: 0 };
  let count = 0;
  let receiver: RunningReceiver;
  const server = createServer(async (request, response) => {
    if (request.url === "/page") {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Shop</title>");
      return;
    }
    const body = await readAll(request);
    const isPost = request.method === "POST";
    const turn = isPost ? count++ % every : 0;
    if (request.headers["content-encoding"] === "gzip") seen.packed += 1;
    if (turn === 1) {
      seen.refused += 1;
      // As the receiver says it, so that a page may read it.
      const origin = request.headers.origin;
      const own = { "retry-after": "1", ...(origin && { "access-control-allow-origin": origin }) };
      response.writeHead(503, own).end();
      return;
    }
    const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
    const answer = await fetch(receiver.url + request.url, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(isPost && { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    if (turn === every - 1) {
      seen.lost += 1;
      response.destroy();
      return;
    }
    const { "content-encoding": ____, ...rest } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, { ...rest, "content-length": Buffer.byteLength(text) }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const page = `http://127.0.0.1:${port}`;
  const keys = { [WRITE_KEY]: { origins: [page], secret: SECRET } };
  receiver = await startReceiver({ port: 0, origins: [], keys, dataDir: EMPTY });
  const asks = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
  return {
    url: `http://localhost:${port}`,
    page: `${page}/page`,
    seen,
    async getEvents(user) {
      const names: string[] = [];
      for (let after: string | null = "0"; after !== null; ) {
        const reply: Response = await fetch(`${receiver.url}/v1/users/${user}?after=${after}`, {
          headers: asks,
        });
        const page: Page = await reply.json();
        for (const { event } of page.records) if (event !== null) names.push(event);
        after = page.next;
      }
      return names;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await receiver.close();
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const EVENTS = 1_000;

/** The names of all that a client is to deliver, in order of the alphabet. */
export const NAMES: readonly string[] = Array.from({ length: EVENTS }, (_, i) => `Event ${1_000 + i}`);
