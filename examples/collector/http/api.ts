import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { TYPES } from "../ingest/event.ts";
import { fromCloudEvents } from "../ingest/fromCloudEvents.ts";
import { ingest, type Reply } from "../ingest/ingest.ts";
import { type Envelope, envelope, MOST_EVENTS, type Rejection } from "../ingest/readBatch.ts";
import { isObject } from "../ingest/storable.ts";
import type { Store } from "../ingest/store.ts";
import type { Keys } from "../keys/keys.ts";
import { type Claims, TokenError } from "../keys/verifyToken.ts";
import { allowOrigin, refuseForeign } from "./allowOrigin.ts";
import { createRateLimit, type RateLimit } from "./rateLimit.ts";
import { type Body, CLOUD_EVENTS, LARGEST_BODY, readBody } from "./readBody.ts";
import { Refusal, replyTo } from "./refusal.ts";
import { getBearer, readSource, type Source } from "./source.ts";

/** Milliseconds after which who sent is told to come again. */
const PATIENCE = 1_800;
const LONGEST_TOKEN = 8_192;
/** For how long after its expiry a token vouches for what happened before: so long a browser keeps what waits. */
const GRACE = 7 * 24 * 3_600_000;

export interface ApiOptions {
  readonly keys: Keys;
  readonly store: Store;
  /** Told after a batch was stored without them. */
  readonly onRejected: (rejected: readonly Rejection[]) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The receiver's doors for events, to be mounted at `/v1`. */
export function createApi(options: ApiOptions): Hono {
  const limit = createRateLimit(options.now);
  const api = new Hono();
  api.use(allowOrigin(options.keys));
  api.use(refuseForeign(options.keys));
  api.use(bodyLimit({ maxSize: LARGEST_BODY, onError: refuseBody }));
  api.post("/batch", async (c) => {
    const until = performance.now() + PATIENCE;
    const body = toBatch(await readBody(c.req.raw));
    return c.json(await take(c.req.raw, body, until, options, limit));
  });
  for (const type of TYPES) {
    api.post(`/${type}`, async (c) => {
      const until = performance.now() + PATIENCE;
      const body = asBatch(await readBody(c.req.raw), type);
      return c.json(await take(c.req.raw, body, until, options, limit));
    });
  }
  api.onError(replyTo);
  return api;
}

async function take(
  request: Request,
  content: unknown,
  until: number,
  options: ApiOptions,
  limit: RateLimit,
): Promise<Reply> {
  // A very long list takes long to check: it is counted first.
  if (isObject(content) && Array.isArray(content.batch) && content.batch.length > MOST_EVENTS)
    throw new Refusal("too-many-events");
  const { success, data: body } = envelope.safeParse(content);
  if (!success) throw new Refusal("batch-invalid");
  const source = readSource(request, body, options.keys);
  const { key, isServer } = source;
  const wait = key.rate ? limit.take(`${isServer} ${key.writeKey}`, body.batch.length, key.rate) : 0;
  if (wait > 0) throw new Refusal("rate-exceeded", wait);
  const received = options.now();
  const around = {
    writeKey: key.writeKey,
    isServer,
    isTrusted: isServer || key.isOpen,
    claims: await readClaims(request, body, source, received),
    received,
    createId: randomUUID,
  };
  const reply = await ingest(body, around, { store: options.store, until });
  options.onRejected(reply.rejected);
  return reply;
}

/** A server needs no token, and a key that nothing is signed for takes none. */
async function readClaims(
  request: Request,
  { token = getBearer(request) }: Envelope,
  { key: { verify }, isServer }: Source,
  now: number,
): Promise<Claims | undefined> {
  if (isServer || verify === undefined || !token) return undefined;
  if (typeof token !== "string" || token.length > LONGEST_TOKEN) throw new TokenError("token-invalid");
  return verify(token, { now, grace: GRACE });
}

function refuseBody(): never {
  throw new Refusal("body-too-large");
}

function toBatch({ type, content }: Body): unknown {
  if (type !== CLOUD_EVENTS) return content;
  if (Array.isArray(content) && content.length > MOST_EVENTS) throw new Refusal("too-many-events");
  return fromCloudEvents(content);
}

/** A single event says beside itself what a batch says around its events. */
function asBatch({ content }: Body, type: string): unknown {
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new Refusal("event-invalid");
  const { writeKey, token, ...event } = content as Record<string, unknown>;
  return { writeKey, token, batch: [{ ...event, type }] };
}
