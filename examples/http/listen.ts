import { createServer } from "node:net";
import { serve } from "@hono/node-server";

export interface Running {
  /** Where it answers, without a trailing slash: `http://localhost:4000`. */
  readonly url: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

interface Fetches {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * Serves `app`, on this machine only where no other address is given. Port 0 takes any free one.
 * @throws when the port is taken.
 */
export function listen(app: Fetches, port: number, hostname = "127.0.0.1"): Promise<Running> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: (request) => app.fetch(request), port, hostname }, (address) =>
      resolve({
        url: `http://localhost:${address.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            // Live streams and kept-alive connections would hold the server open for ever.
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
    server.once("error", reject);
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
