import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createHeaders, isSecret } from "./sign.ts";

/** Why it does not listen, in a sentence for who starts it. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

export interface ListenOptions {
  /** As the words of a command line have them. */
  readonly port?: string | undefined;
  /** What is to be signed with; left out, a new one is made and printed. */
  readonly secret?: string | undefined;
  /** With what it answers, to try what happens then; 204 by default. */
  readonly status?: string | undefined;
  /** Told each line. */
  readonly print: (line: string) => void;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

const PORT = 4200;
/** Bytes of a body; the receiver sends fewer. */
const LARGEST = 1_000_000;
/** Seconds that a delivery may be old, as verifiers have it. */
const TOLERANCE = 300;

/**
 * Listens on this machine for webhooks, and prints of each what it says and whether it is signed: what is right is
 * answered with 204, and what is not with 401.
 * @throws {CannotListen}
 */
export async function listenForWebhooks(
  options: ListenOptions,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const { print, now = Date.now } = options;
  const port = readNumber("--port", options.port ?? `${PORT}`, 0, 65_535);
  const status = readNumber("--status", options.status ?? "204", 200, 599);
  const secret = options.secret ?? `whsec_${randomBytes(32).toString("base64")}`;
  if (!isSecret(secret))
    throw new CannotListen(
      "--secret: expected whsec_ and 24 to 64 bytes in base64, as of: openssl rand -base64 32",
    );
  const seen = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const body = await read(request).catch(() => undefined);
    if (body === undefined) return void response.writeHead(413).end();
    const fault = findFault(request.headers, body, secret, now());
    const id = `${request.headers["webhook-id"] ?? ""}`;
    const times = (seen.get(id) ?? 0) + 1;
    if (fault === undefined) seen.set(id, times);
    for (const line of describe(id, body, times, fault)) print(line);
    response.writeHead(fault === undefined ? status : 401).end();
  });
  await new Promise<void>((done, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new CannotListen(`--port: ${port} is not free (${error.code})`)),
    );
    server.listen(port, "127.0.0.1", done);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  print(`Webhooks   ${url}`);
  if (options.secret === undefined) {
    print("In the file that MILEPOST_WEBHOOKS names:");
    const entry = { url, private: true, secrets: [secret], events: ["Lead Raised", "Bridge Handed On"] };
    print(JSON.stringify({ listen: entry }, undefined, 2));
  }
  return {
    url,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new CannotListen(
    `${option}: found ${JSON.stringify(text)}, expected a number from ${least} to ${most}`,
  );
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Why nobody should take it, by the Standard Webhooks specification; `undefined` where all is right. */
function findFault(
  headers: IncomingHttpHeaders,
  body: string,
  secret: string,
  now: number,
): string | undefined {
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map(
    (name) => headers[`webhook-${name}`],
  );
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string")
    return "not signed: found no webhook-id, webhook-timestamp or webhook-signature";
  const seconds = Number(timestamp);
  if (!Number.isInteger(seconds))
    return `not signed: found the webhook-timestamp ${JSON.stringify(timestamp)}`;
  const expected = createHeaders({ id, seconds, body }, [secret])["webhook-signature"]!;
  if (!signatures.split(" ").some((signature) => isSame(signature, expected)))
    return "not signed with this secret";
  const age = Math.abs(now / 1_000 - seconds);
  return age > TOLERANCE
    ? `signed ${Math.round(age)} s from now, expected at most ${TOLERANCE} s`
    : undefined;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What is printed of a delivery. What comes from elsewhere stands there as JSON: it moves no cursor. */
function describe(id: string, body: string, times: number, fault: string | undefined): string[] {
  const again = times > 1 ? `, time ${times}` : "";
  const verdict = fault ?? `signed${again}`;
  try {
    const { type, timestamp, data } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const said = [type, timestamp, id].map((part) => JSON.stringify(part ?? null)).join("  ");
    return [`${said}  ${verdict}`, `  ${JSON.stringify(data ?? null)}`];
  } catch {
    return [`${JSON.stringify(id)}  ${verdict}`, `  found no JSON: ${JSON.stringify(body.slice(0, 200))}`];
  }
}
