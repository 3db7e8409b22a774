import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Keys } from "../../keys/keys.ts";
import { createRateLimit, type RateOptions } from "../../lib/rateLimit.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Progress } from "../../progress/createProgress.ts";
import { readId } from "../ids.ts";
import { createPlaces } from "../places.ts";
import { type Reader, streamProgress } from "../progressStream.ts";
import { readUser } from "../readUser.ts";
import { getBearer, readServer } from "../source.ts";

/** Streams that are open at a time, and those of one user: so many tabs and devices they may have. */
const MOST_STREAMS = 1_000;
const MOST_STREAMS_OF_ONE = 10;
/** How often a user may ask, and begin a stream. */
const ASKING: RateOptions = { perSecond: 2, burst: 20 };
/** How often the servers of a key may ask, for all of its users. */
const SERVERS_ASKING: RateOptions = { perSecond: 50, burst: 200 };

export interface ProgressOptions {
  readonly keys: Keys;
  readonly progress: Progress;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds after which a reader that does not take what it is sent is gone. @default 30,000 */
  readonly patience?: number;
}

export interface ProgressRoutes {
  readonly routes: Hono<{ Bindings: HttpBindings }>;
  /** Ends all streams. */
  readonly close: () => void;
}

/** `GET /progress`: where a user stands, once or, to who accepts server-sent events, each time that it changes. */
export function createProgressRoutes(options: ProgressOptions): ProgressRoutes {
  const { progress, now } = options;
  const ends = new Set<() => void>();
  const places = createPlaces(MOST_STREAMS, MOST_STREAMS_OF_ONE);
  const limit = createRateLimit(now);
  const ask = ({ asked: { writeKey, user }, isServer }: Reader): void => {
    const wait = isServer
      ? limit.take(JSON.stringify([writeKey]), 1, SERVERS_ASKING)
      : limit.take(JSON.stringify([writeKey, user]), 1, ASKING);
    if (wait > 0) throw new Refusal("rate-exceeded", wait);
  };

  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.get("/progress", async (c) => {
    const reader = await readReader(c.req.raw, options);
    const { asked, isServer } = reader;
    const isStream = c.req.header("accept")?.includes("text/event-stream");
    const leave = isStream ? places.take(JSON.stringify([isServer, asked.writeKey, asked.user])) : undefined;
    try {
      ask(reader);
    } catch (error) {
      leave?.();
      throw error;
    }
    c.header("cache-control", "private, no-store");
    c.header("milepost-basis", asked.verified ? "verified" : "unverified");
    if (leave !== undefined)
      return streamProgress(c, reader, { progress, now, patience: options.patience, ends }, leave);
    return c.json(await progress.read(asked));
  });
  return {
    routes,
    close() {
      for (const end of ends) end();
    },
  };
}

/** A user by their token, for themselves; a server by its secret, for anybody. */
async function readReader(request: Request, { keys, now }: ProgressOptions): Promise<Reader> {
  const token = getBearer(request);
  if (token === undefined && !request.headers.has("authorization")) throw new Refusal("token-missing");
  return token === undefined ? readForServer(request, keys) : readForUser(request, token, keys, now());
}

async function readForUser(request: Request, token: string, keys: Keys, now: number): Promise<Reader> {
  const { key, claims } = await readUser(request, token, keys, now);
  if (key.plan === undefined) throw new Refusal("plan-missing");
  const { writeKey, plan } = key;
  const { user, accounts, expires } = claims;
  return { asked: { writeKey, plan, user, accounts, verified: true }, isServer: false, until: expires };
}

function readForServer(request: Request, keys: Keys): Reader {
  const { writeKey, plan, verify } = readServer(request, keys).key;
  const { searchParams } = new URL(request.url);
  const user = searchParams.get("userId");
  if (!user) throw new Refusal("user-missing");
  if (plan === undefined) throw new Refusal("plan-missing");
  const accounts = searchParams.getAll("groupId").map(readId);
  const asked = { writeKey, plan, user: readId(user), accounts, verified: verify !== undefined };
  return { asked, isServer: true, until: Number.POSITIVE_INFINITY };
}
