import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { getNames, refuseHost } from "../lib/hosts.ts";

export interface Running {
  /** Where it answers, without a trailing slash: `http://localhost:4000`. */
  readonly url: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

/** What answers: a request, with the connection that it came by. */
export interface Fetches {
  fetch(request: Request, connection: HttpBindings): Response | Promise<Response>;
}

/** No client may hold a connection without end, or all of them. */
const BOUNDS = {
  /** Milliseconds until the headers are there, and the whole request. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  /** Milliseconds between two looks at who is over those. */
  connectionsCheckingInterval: 2_000,
};
const MOST_CONNECTIONS = 2_000;

/**
 * Serves `app`, on this machine only where no other address is given. Port 0 takes any free one.
 * @param names Those by which it may be called. @default those of this machine, where it listens on that alone; else all
 * @throws when the port is taken.
 */
export function listen(
  app: Fetches,
  port: number,
  hostname = "127.0.0.1",
  names = getNames(hostname),
): Promise<Running> {
  const answer = getRequestListener((request, connection) => app.fetch(request, connection as HttpBindings));
  const server = createHttpServer(BOUNDS, (request: IncomingMessage, response: ServerResponse) => {
    if (!refuseHost(request, response, names)) answer(request, response);
  });
  server.maxConnections = MOST_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve({
        url: `http://localhost:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            // Live streams and kept-alive connections would hold the server open for ever.
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** The first port from `from` on that nobody listens on, other than those in `taken`. */
export async function getFreePort(from: number, taken: readonly number[] = []): Promise<number> {
  for (let port = from; port < from + 100; port++) {
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port between ${from} and ${from + 99}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
