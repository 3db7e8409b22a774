import type { IncomingMessage, ServerResponse } from "node:http";

/** By these names a browser calls the machine that it runs on. */
export const LOOPBACK_NAMES: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

const LOOPBACK_ADDRESSES = ["127.0.0.1", "::1", "localhost"];

/** Can nobody but this machine reach who listens there? */
export const isLoopback = (hostname: string): boolean => LOOPBACK_ADDRESSES.includes(hostname);

/** Those by which it may be called who listens somewhere. */
export type Names = readonly string[] | "any";

export interface Guards {
  /** Names besides those of this machine. */
  readonly hosts?: readonly string[];
  readonly keys?: unknown;
  readonly password?: string;
}

/** Where nobody is asked who they are, a page that has its own name point here would read all that this one may. */
export function chooseNames({ hosts, keys, password }: Guards): Names {
  if (hosts !== undefined) return [...LOOPBACK_NAMES, ...hosts];
  return keys !== undefined && password !== undefined ? "any" : LOOPBACK_NAMES;
}

export const getNames = (hostname: string): Names => (isLoopback(hostname) ? LOOPBACK_NAMES : "any");

/**
 * Answers a request that calls us by a name which is not ours, and says that it did. Such a request is of a page that has
 * its own name point at this machine: to the browser we are of the page's origin then, and it reads all that we answer.
 */
export function refuseHost(request: IncomingMessage, response: ServerResponse, names: Names): boolean {
  const status = getStatus(request, names);
  if (status === undefined) return false;
  const reason = status === 400 ? "One Host header is expected." : "This is not the host that was asked for.";
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${reason}\n`);
  return true;
}

function getStatus({ rawHeaders }: IncomingMessage, names: Names): 400 | 421 | undefined {
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === "host");
  if (hosts.length > 1) return 400;
  if (names === "any") return undefined;
  const [host = ""] = hosts;
  return names.includes(host.trim().toLowerCase().replace(/:\d+$/, "")) ? undefined : 421;
}
