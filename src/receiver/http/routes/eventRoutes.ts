import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { isType, TYPES } from "../../../dialects/specEvent.ts";
import { fromCloudEvents } from "../../ingest/fromCloudEvents.ts";
import { ingest, type Reply } from "../../ingest/ingest.ts";
import { type Envelope, envelope, MOST_EVENTS, type Rejection } from "../../ingest/readBatch.ts";
import type { Store } from "../../ingest/store.ts";
import type { Keys } from "../../keys/keys.ts";
import { type Claims, TokenError } from "../../keys/verifyToken.ts";
import { createErrorLog, type ErrorLog } from "../../lib/errorLog.ts";
import { Refusal } from "../../lib/refusal.ts";
import { createSharedLimit, type Lease, type SharedLimit } from "../../lib/sharedLimit.ts";
import { isObject } from "../../lib/storable.ts";
import type { Turns } from "../../lib/threadTurns.ts";
import { getAddress } from "../address.ts";
import { allowOrigin, refuseForeign } from "../allowOrigin.ts";
import { createRoom } from "../bodyBudget.ts";
import { type Body, CLOUD_EVENTS, readBody } from "../readBody.ts";
import { createReplyTo } from "../replyTo.ts";
import { describeShares, findSpent, getShares } from "../shares.ts";
import { findSource, getBearer, readSource, type Source } from "../source.ts";

/** Milliseconds after which who sent is told to come again. */
const PATIENCE = 1_600;
/** Bytes of bodies at a time, of all requests together: their events are in memory several times over. */
const LARGEST_ROOM = 32 * 1_048_576;
/** For how long after its expiry a token vouches for what happened before: so long a browser keeps what waits. */
const GRACE = 7 * 24 * 3_600_000;

export interface ApiOptions {
  readonly keys: Keys;
  readonly store: Store;
  /** Told after a batch was stored without them. */
  readonly onRejected: (rejected: readonly Rejection[]) => void;
  /** Proxies in front that are trusted to say who came to them. Left out, addresses are not looked at. */
  readonly proxies?: number | undefined;
  /** Counts how much comes together with other receivers. Left out, there are none. */
  readonly lease?: Lease | undefined;
  /** For what would keep the thread for long. */
  readonly turns: Turns;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Takes errors that nobody expected. */
  readonly log?: ErrorLog;
}

type Env = { Bindings: Partial<HttpBindings> };

/** The receiver's doors for events, to be mounted at `/v1`. */
export function createApi(options: ApiOptions): Hono<Env> {
  const { log = createErrorLog(options.now, (text) => console.error(text)) } = options;
  const limit = createSharedLimit(options);
  const room = createRoom(LARGEST_ROOM);
  const api = new Hono<Env>();
  api.use(allowOrigin(options.keys));
  api.use(refuseForeign(options.keys));
  const receive = async (c: Context<Env>, toContent: (body: Body) => unknown): Promise<Response> => {
    const until = performance.now() + PATIENCE;
    const look = refuseSpent(c, options.keys, limit);
    const place = room.enter(() => c.env?.incoming?.destroy());
    try {
      const body = await readBody(c, { place, turns: options.turns, look });
      return c.json(await take(c, { ...body, content: toContent(body), until }, options, limit));
    } finally {
      place.leave();
    }
  };
  // PostHog's libraries end the path with a slash, and Segment's in a page name each by its first letter.
  for (const path of ["/batch", "/batch/", "/b"]) api.post(path, (c) => receive(c, toBatch));
  for (const type of TYPES)
    for (const path of [`/${type}`, `/${type[0]}`])
      api.post(path, (c) => receive(c, ({ content }) => asBatch(content, type)));
  api.onError(createReplyTo(log));
  return api;
}

/** Bytes of a body that is a batch of several events: a small one is soon read. */
const LARGE = 4_096;

/**
 * Refuses who has nothing left as soon as that is known: by the headers, else by a look at the bytes.
 * @returns that look, where it may tell more.
 * @throws {Refusal}
 */
function refuseSpent(
  c: Context<Env>,
  keys: Keys,
  limit: SharedLimit,
): ((bytes: Uint8Array) => void) | undefined {
  const request = c.req.raw;
  const source = findSource(request, keys);
  if (!source) return undefined;
  const length = request.headers.get("content-length");
  const isLarge = length === null || Number(length) > LARGE;
  const refuse = (wait: number): void => {
    if (wait === 0) return;
    const shares = getShares(source, undefined, undefined);
    for (const [name, value] of describeShares(shares, limit)) c.header(name, value);
    throw new Refusal("rate-exceeded", wait);
  };
  refuse(findSpent(source, limit, { isLarge }));
  if (source.isServer || source.key.verify === undefined || getBearer(request) !== undefined)
    return undefined;
  return (bytes) => {
    // What nobody has signed is of those whom nobody vouches for.
    const hasToken = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('"token"');
    if (!hasToken) refuse(findSpent(source, limit, { hasToken, isLarge: bytes.length > LARGE }));
  };
}

interface Taken extends Pick<Body, "content" | "turns"> {
  /** Milliseconds of the process's clock, at which who sent is told to come again. */
  readonly until: number;
}

async function take(
  c: Context<Env>,
  { content, turns, until }: Taken,
  options: ApiOptions,
  limit: SharedLimit,
): Promise<Reply> {
  // A very long list takes long to check: it is counted first.
  if (isObject(content) && Array.isArray(content.batch) && content.batch.length > MOST_EVENTS)
    throw new Refusal("too-many-events");
  const { success, data: body } = envelope.safeParse(content);
  if (!success) throw new Refusal("batch-invalid");
  const source = readSource(c.req.raw, body, options.keys);
  const { key, isServer } = source;
  const received = options.now();
  const claims = await readClaims(c.req.raw, body, source, received);
  const shares = getShares(source, claims, findAddress(c, options));
  const wait = await limit.takeAll(shares, body.batch.length);
  for (const [name, value] of describeShares(shares, limit)) c.header(name, value);
  if (wait > 0) throw new Refusal("rate-exceeded", wait);
  const around = {
    writeKey: key.writeKey,
    isServer,
    isTrusted: isServer || key.isOpen,
    claims,
    received,
    createId: randomUUID,
  };
  try {
    const reply = await ingest(body, around, { store: options.store, turns, until });
    options.onRejected(reply.rejected);
    return reply;
  } catch (error) {
    // What is to come again with a fresh token is not counted twice.
    if (error instanceof TokenError) limit.giveAll(shares, body.batch.length);
    throw error;
  }
}

/** Who sends without a token is told apart by address, where somebody has said how that is known. */
function findAddress({ env }: Context<Env>, { proxies }: ApiOptions): string | undefined {
  return proxies === undefined || !env?.incoming ? undefined : getAddress(env.incoming, proxies);
}

/** A server needs no token, and a key that nothing is signed for takes none. */
async function readClaims(
  request: Request,
  { token = getBearer(request) }: Envelope,
  { key: { verify }, isServer }: Source,
  now: number,
): Promise<Claims | undefined> {
  if (isServer || verify === undefined || !token) return undefined;
  if (typeof token !== "string") throw new TokenError("token-invalid");
  return verify(token, { now, grace: GRACE });
}

/** A batch, or what pipelines hand on in its place: a list of events, or one that says what it is. */
function toBatch({ type, content }: Body): unknown {
  if (Array.isArray(content)) {
    if (content.length > MOST_EVENTS) throw new Refusal("too-many-events");
    return type === CLOUD_EVENTS ? fromCloudEvents(content) : { batch: content };
  }
  const isEvent = isObject(content) && !Object.hasOwn(content, "batch") && isType(content.type);
  return isEvent ? asBatch(content, content.type as string) : fromPosthogBatch(content);
}

/** What PostHog's libraries call otherwise. */
function fromPosthogBatch(content: unknown): unknown {
  if (!isObject(content) || typeof content.api_key !== "string" || content.writeKey !== undefined)
    return content;
  return { ...content, writeKey: content.api_key, sentAt: content.sent_at };
}

/** A single event says beside itself what a batch says around its events. */
function asBatch(content: unknown, type: string): unknown {
  if (!isObject(content)) throw new Refusal("event-invalid");
  const { writeKey, token, ...event } = content;
  return { writeKey, token, batch: [{ ...event, type }] };
}
