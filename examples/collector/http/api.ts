import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { TYPES } from "../ingest/event.ts";
import { type IngestOptions, ingest } from "../ingest/ingest.ts";
import { envelope, MOST_EVENTS } from "../ingest/readBatch.ts";
import { getWriteKey } from "./writeKey.ts";

const LARGEST_BODY = 1_048_576;
/** What the SDK sends needs no preflight; a Segment library sends the other. */
const CONTENT_TYPES = ["text/plain", "application/json"];
const RETRY_AFTER_SECONDS = 5;

export interface ApiOptions extends IngestOptions {
  /** Origins whose pages may send; sources that are no pages name none and are not asked. */
  readonly origins: readonly string[];
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A refusal of the whole request. */
class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
  ) {
    super(code);
  }
}

/** The receiver's doors for events, under `/v1`. */
export function createApi(options: ApiOptions): Hono {
  const api = new Hono();
  api.use(
    cors({
      origin: [...options.origins],
      allowMethods: ["POST"],
      exposeHeaders: ["Retry-After"],
      maxAge: 600,
    }),
  );
  api.use(async (c, next) => {
    const origin = c.req.header("origin");
    if (origin !== undefined && !options.origins.includes(origin)) throw new Refusal(403, "origin-unknown");
    await next();
  });
  api.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: () => {
        throw new Refusal(413, "body-too-large");
      },
    }),
  );
  const take = async (request: Request, read: (body: unknown) => unknown) => {
    const body = envelope.safeParse(read(await readJson(request)));
    if (!body.success) throw new Refusal(400, "batch-invalid");
    if (body.data.batch.length > MOST_EVENTS) throw new Refusal(413, "too-many-events");
    const writeKey = body.data.writeKey ?? getWriteKey(request);
    if (writeKey === undefined) throw new Refusal(401, "write-key-missing");
    return ingest(body.data, { writeKey, received: options.now(), createId: randomUUID }, options);
  };
  api.post("/batch", async (c) => c.json(await take(c.req.raw, (body) => body)));
  for (const type of TYPES) {
    api.post(`/${type}`, async (c) => c.json(await take(c.req.raw, (body) => asBatch(body, type))));
  }
  api.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ code: error.code }, error.status);
    // Whatever it was, nothing of the request is stored; the sender keeps it and comes again.
    console.error(error);
    return c.json({ code: "unavailable" }, 503, { "Retry-After": String(RETRY_AFTER_SECONDS) });
  });
  return api;
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
