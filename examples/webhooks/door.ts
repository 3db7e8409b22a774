/** What takes a webhook of the receiver: it verifies it, leaves what it has had, and hands it on. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { Webhook } from "standardwebhooks";

/** What is told of an event; docs/receiver.md has the form. */
export interface Told {
  readonly type: string;
  /** ISO date. */
  readonly timestamp: string;
  readonly data: {
    readonly event: string;
    readonly messageId: string;
    readonly writeKey: string;
    readonly userId: string | null;
    readonly groupId: string | null;
    readonly verified: boolean;
    readonly properties: Readonly<Record<string, unknown>>;
  };
}

/** Hands it on. What it throws says whether it is to come again. `id` is the same however often it comes. */
export type Deliver = (told: Told, id: string) => Promise<void>;

/** It cannot be done now. */
export class Later extends Error {
  override readonly name = "Later";
  /** @param seconds After which it may come again; left out, when the receiver likes. */
  constructor(
    message: string,
    readonly seconds?: number,
  ) {
    super(message);
  }
}

/** It can never be done: there is no such address. */
export class Never extends Error {
  override readonly name = "Never";
}

export interface DoorOptions {
  /** As in the file that `MILEPOST_WEBHOOKS` names; several while one is changed for another. */
  readonly secrets: readonly string[];
  readonly deliver: Deliver;
  /** Told what went wrong. @default console.error */
  readonly onError?: (error: unknown) => void;
}

/** Bytes of a body. */
const LARGEST = 1_000_000;
/** Ids of what was handed on. With more than one process, keep them in your database. */
const REMEMBERED = 10_000;

export function createDoor({ secrets, deliver, onError = console.error }: DoorOptions): Server {
  const verifiers = secrets.map((secret) => new Webhook(secret));
  const done = new Set<string>();

  async function answer(
    request: IncomingMessage,
  ): Promise<readonly [status: number, after?: number | undefined]> {
    const body = await read(request);
    if (body === undefined) return [413];
    const headers = request.headers as Record<string, string>;
    // It is signed as it came: what is parsed and written again is another text.
    if (!verifiers.some((verifier) => isSigned(verifier, body, headers))) return [401];
    const id = headers["webhook-id"]!;
    if (done.has(id)) return [204];
    try {
      await deliver(JSON.parse(body) as Told, id);
    } catch (error) {
      onError(error);
      if (error instanceof Never) return [410];
      return error instanceof Later ? [503, error.seconds] : [500];
    }
    done.add(id);
    if (done.size > REMEMBERED) done.delete(done.values().next().value!);
    return [204];
  }

  return createServer(async (request, response) => {
    const [status, after] = await answer(request).catch(() => [400] as const);
    response.writeHead(status, after === undefined ? {} : { "retry-after": String(Math.ceil(after)) }).end();
  });
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

/** By the secret, and not older than five minutes. */
function isSigned(verifier: Webhook, body: string, headers: Record<string, string>): boolean {
  try {
    verifier.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

/** The seconds of a `Retry-After`; `undefined` where it has none that one can read. */
export function readAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
