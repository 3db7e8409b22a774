import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Keys } from "../keys/keys.ts";
import { readAudience } from "../keys/readAudience.ts";
import type { Asked, Progress } from "../progress/createProgress.ts";
import { Refusal } from "./refusal.ts";
import { findKey, getBearer, readServer } from "./source.ts";

/** Milliseconds in which a burst of events becomes one message. */
const GATHER = 200;
/** Milliseconds after which something is said, so that nobody on the way takes the stream for dead. */
const HEARTBEAT = 25_000;
const MOST_STREAMS = 1_000;

export interface ProgressOptions {
  readonly keys: Keys;
  readonly progress: Progress;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Somebody who asks, and until when they may. */
interface Reader {
  readonly asked: Asked;
  /** Epoch milliseconds. */
  readonly until: number;
}

export interface ProgressRoutes {
  readonly routes: Hono;
  /** Ends all streams. */
  readonly close: () => void;
}

/** `GET /progress`: where a user stands, once or, to who accepts server-sent events, each time that it changes. */
export function createProgressRoutes(options: ProgressOptions): ProgressRoutes {
  const ends = new Set<() => void>();
  const routes = new Hono();
  routes.get("/progress", async (c) => {
    const reader = await readReader(c.req.raw, options);
    c.header("cache-control", "private, no-store");
    c.header("milepost-basis", reader.asked.verified ? "verified" : "unverified");
    if (!c.req.header("accept")?.includes("text/event-stream"))
      return c.json(await options.progress.read(reader.asked));
    if (ends.size >= MOST_STREAMS) throw new Refusal("streams-exceeded", 60);
    return stream(c, reader, options, ends);
  });
  return {
    routes,
    close() {
      for (const end of ends) end();
    },
  };
}

/** It ends with the token, which is never taken for a moment longer; who comes again brings a fresh one. */
function stream(
  c: Context,
  { asked, until }: Reader,
  { progress, now }: ProgressOptions,
  ends: Set<() => void>,
): Response {
  return streamSSE(c, async (out) => {
    let last = "";
    let timer: NodeJS.Timeout | undefined;
    const send = async (): Promise<void> => {
      timer = undefined;
      const data = JSON.stringify(await progress.read(asked));
      if (data === last) return;
      last = data;
      await out.writeSSE({ event: "progress", data });
    };
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    ends.add(end);
    out.onAbort(end);
    const stop = progress.onNews(asked, () => {
      timer ??= setTimeout(() => send().catch(end), GATHER);
    });
    const heart = setInterval(() => out.write(": \n\n").catch(end), HEARTBEAT);
    const expiry = Number.isFinite(until) ? setTimeout(end, until - now()) : undefined;
    try {
      await send();
      await ended;
    } finally {
      stop();
      clearInterval(heart);
      clearTimeout(expiry);
      clearTimeout(timer);
      ends.delete(end);
    }
  });
}

/** A user by their token, for themselves; a server by its secret, for anybody. */
async function readReader(request: Request, { keys, now }: ProgressOptions): Promise<Reader> {
  const token = getBearer(request);
  if (token === undefined && !request.headers.has("authorization")) throw new Refusal("token-missing");
  return token === undefined ? readForServer(request, keys) : readForUser(request, token, keys, now());
}

async function readForUser(request: Request, token: string, keys: Keys, now: number): Promise<Reader> {
  const audience = readAudience(token);
  const key = findKey(audience.find((one) => keys.get(one)) ?? audience[0], keys);
  const origin = request.headers.get("origin");
  if (origin !== null && !key.origins.includes(origin)) throw new Refusal("origin-unknown");
  if (key.verify === undefined) throw new Refusal("token-invalid");
  const { user, accounts, expires } = await key.verify(token, { now });
  if (key.plan === undefined) throw new Refusal("plan-missing");
  const { writeKey, plan } = key;
  return { asked: { writeKey, plan, user, accounts, verified: true }, until: expires };
}

function readForServer(request: Request, keys: Keys): Reader {
  const { writeKey, plan, verify } = readServer(request, keys);
  const { searchParams } = new URL(request.url);
  const user = searchParams.get("userId");
  if (!user) throw new Refusal("user-missing");
  if (plan === undefined) throw new Refusal("plan-missing");
  const accounts = searchParams.getAll("groupId");
  const asked = { writeKey, plan, user, accounts, verified: verify !== undefined };
  return { asked, until: Number.POSITIVE_INFINITY };
}
