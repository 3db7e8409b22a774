import type { Key, Keys, Server } from "../keys/keys.ts";
import { Refusal } from "../lib/refusal.ts";

/** Who sends a request. */
export interface Source {
  readonly key: Key;
  /** A server that has shown the secret: it is taken at its word. */
  readonly isServer: boolean;
}

/** Said in the body, where the format has room for it. */
export interface Said {
  readonly writeKey?: string | undefined;
}

/**
 * Who sends events. A page is known by its origin, which its browser writes and it cannot; a server by its secret.
 * @throws {Refusal} for everybody else.
 */
export function readSource(request: Request, { writeKey: said }: Said, keys: Keys): Source {
  const name = getBasicName(request);
  const origin = request.headers.get("origin");
  // PostHog's libraries have no header for it: a server's key stands in the body.
  const server = [name, said].map((one) => one && keys.getBySecret(one)).find((one) => one);
  if (server) {
    if (origin !== null) throw new Refusal("secret-in-page");
    return { key: server.key, isServer: true };
  }
  const key = findKey(said ?? name ?? getQueryKey(request), keys);
  if (origin !== null && !key.origins.includes(origin)) throw new Refusal("origin-unknown");
  if (origin === null && !key.isOpen) throw new Refusal("origin-missing");
  return { key, isServer: false };
}

/** Who sends, as far as headers and address say; `undefined` where the body has to say it, or it is to be refused. */
export function findSource(request: Request, keys: Keys): Source | undefined {
  const origin = request.headers.get("origin");
  if (origin !== null) {
    const key = keys.getByOrigin(origin);
    return key && { key, isServer: false };
  }
  const name = getBasicName(request);
  const server = name === undefined ? undefined : keys.getBySecret(name);
  return server && { key: server.key, isServer: true };
}

/**
 * The key whose secret was shown, and which of its secrets that was.
 * @throws {Refusal} for everybody else, and for all pages.
 */
export function readServer(request: Request, keys: Keys): Server {
  const name = getBasicName(request);
  if (name === undefined) throw new Refusal("secret-missing");
  const server = keys.getBySecret(name) ?? findOpen(keys.get(name));
  if (server === undefined) throw new Refusal("secret-missing");
  if (request.headers.has("origin")) throw new Refusal("secret-in-page");
  return server;
}

/** An open receiver has no secrets: its key is enough. */
const findOpen = (key: Key | undefined): Server | undefined =>
  key?.isOpen ? { key, by: "anybody" } : undefined;

export function findKey(writeKey: string | undefined, keys: Keys): Key {
  if (writeKey === undefined) throw new Refusal("write-key-missing");
  const key = keys.get(writeKey);
  if (key === undefined) throw new Refusal("write-key-unknown");
  return key;
}

export const getBearer = (request: Request): string | undefined => getCredentials(request, "bearer");

/** The user name of a `Basic` header: libraries of the Segment spec send their key in its place. */
export function getBasicName(request: Request): string | undefined {
  const encoded = getCredentials(request, "basic");
  return (
    Buffer.from(encoded ?? "", "base64")
      .toString("utf8")
      .split(":")[0] || undefined
  );
}

function getCredentials(request: Request, wanted: string): string | undefined {
  const [scheme, credentials] = (request.headers.get("authorization") ?? "").trim().split(/ +/);
  return scheme?.toLowerCase() === wanted ? credentials : undefined;
}

/** A format without an envelope leaves the write key no other place; it is no secret. */
const getQueryKey = (request: Request): string | undefined =>
  new URL(request.url).searchParams.get("writeKey") ?? undefined;
