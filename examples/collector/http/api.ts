import { randomUUID } from "node:crypto";
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { TYPES } from "../ingest/event.ts";
import { type IngestOptions, ingest, type Reply } from "../ingest/ingest.ts";
import { envelope, MOST_EVENTS } from "../ingest/readBatch.ts";
import { Refusal, replyTo } from "./refusal.ts";
import { getWriteKey } from "./writeKey.ts";

const LARGEST_BODY = 1_048_576;
/** What the SDK sends needs no preflight; a Segment library sends the other. */
const CONTENT_TYPES = ["text/plain", "application/json"];

export interface ApiOptions extends IngestOptions {
  /** Origins whose pages may send; sources that are no pages name none and are not asked. */
  readonly origins: readonly string[];
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The receiver's doors for events, to be mounted at `/v1`. */
export function createApi(options: ApiOptions): Hono {
  const api = new Hono();
  const origin = [...options.origins];
  api.use(cors({ origin, allowMethods: ["POST"], exposeHeaders: ["Retry-After"], maxAge: 600 }));
  api.use(refuseOthers(origin));
  api.use(bodyLimit({ maxSize: LARGEST_BODY, onError: refuseBody }));
  api.post("/batch", async (c) => c.json(await take(c.req.raw, await readJson(c.req.raw), options)));
  for (const type of TYPES) {
    api.post(`/${type}`, async (c) => {
      const batch = asBatch(await readJson(c.req.raw), type);
      return c.json(await take(c.req.raw, batch, options));
    });
  }
  api.onError(replyTo);
  return api;
}

async function take(request: Request, content: unknown, options: ApiOptions): Promise<Reply> {
  const body = envelope.safeParse(content);
  if (!body.success) throw new Refusal(400, "batch-invalid");
  if (body.data.batch.length > MOST_EVENTS) throw new Refusal(413, "too-many-events");
  const writeKey = body.data.writeKey ?? getWriteKey(request);
  if (writeKey === undefined) throw new Refusal(401, "write-key-missing");
  return ingest(body.data, { writeKey, received: options.now(), createId: randomUUID }, options);
}

/** A simple request goes out before any preflight, so a foreign page is stopped here and not by its browser. */
function refuseOthers(origins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (origin !== undefined && !origins.includes(origin)) throw new Refusal(403, "origin-unknown");
    await next();
  };
}

function refuseBody(): never {
  throw new Refusal(413, "body-too-large");
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "text/plain";
  if (!CONTENT_TYPES.includes(type)) throw new Refusal(415, "content-type-unknown");
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "json-invalid");
  }
}

/** A single event says beside itself what a batch says around its events. */
function asBatch(body: unknown, type: string): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Refusal(400, "event-invalid");
  const { writeKey, ...event } = body as Record<string, unknown>;
  return { writeKey, batch: [{ ...event, type }] };
}
