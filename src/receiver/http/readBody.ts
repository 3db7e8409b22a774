import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { Refusal } from "../lib/refusal.ts";
import type { Turns } from "../lib/threadTurns.ts";
import type { Place } from "./bodyBudget.ts";
import { checkJson } from "./checkJson.ts";

/** Bytes of a body, both as it comes and unpacked. */
const LARGEST_BODY = 1_048_576;

/** Each CloudEvent of a batch stands alone, so the batch is an array. */
export const CLOUD_EVENTS = "application/cloudevents-batch+json";
/** The first is what needs no preflight; a Segment library sends the second. */
const CONTENT_TYPES = ["text/plain", "application/json", CLOUD_EVENTS];
/** What RudderStack's library for servers calls a body that it has packed. No form is packed. */
const PACKED_TYPES = ["application/x-www-form-urlencoded", "application/octet-stream"];

const unpack = promisify(gunzip);

/** Bytes of a body that takes its time: others get on in between. */
const HEAVY = 65_536;

export interface Body {
  readonly type: string;
  readonly content: unknown;
  /** Whose turns its reader has to wait for, where it is a heavy one. */
  readonly turns: Turns | undefined;
}

export interface ReadOptions {
  readonly place: Place;
  /** For what would keep the thread for long. */
  readonly turns: Turns;
  /** Sees the bytes before they are read as JSON, and may refuse them. */
  readonly look?: ((bytes: Uint8Array) => void) | undefined;
}

/**
 * The JSON of a request. Where it came by a connection, its bytes are read from there, without a detour.
 * @throws {Refusal}
 */
export async function readBody(
  { req: { raw: request }, env }: Context<{ Bindings: Partial<HttpBindings> }>,
  { place, turns: all, look }: ReadOptions,
): Promise<Body> {
  const { headers } = request;
  // What says that it is too large need not be read to know it.
  if (Number(headers.get("content-length")) > LARGEST_BODY) throw new Refusal("body-too-large");
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() || "text/plain";
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() || "identity";
  const isKnown = CONTENT_TYPES.includes(type) || (encoding === "gzip" && PACKED_TYPES.includes(type));
  if (!isKnown) throw new Refusal("content-type-unknown");
  // A connection that we have destroyed brings no answer to who is refused.
  const pieces = env?.incoming?.iterator({ destroyOnReturn: false }) ?? request.body ?? new Blob().stream();
  const bytes = await inflate(await readBytes(pieces, place), encoding, place);
  look?.(bytes);
  const turns = bytes.length > HEAVY ? all : undefined;
  await turns?.take();
  const fault = checkJson(bytes);
  if (fault) throw new Refusal(fault);
  try {
    return { type, content: JSON.parse(new TextDecoder().decode(bytes)), turns };
  } catch {
    throw new Refusal("json-invalid");
  }
}

/** Room is taken for what has come, and not for what somebody says will: those who only say so keep nobody out. */
async function readBytes(body: AsyncIterable<Uint8Array>, place: Place): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of body) {
      size += piece.length;
      if (size > LARGEST_BODY) throw new Refusal("body-too-large");
      place.take(piece.length);
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("body-incomplete");
  }
  place.settle();
  return Buffer.concat(pieces);
}

/** Counts what comes out, and stops at the limit: a bomb is as large here as a body may be, and no larger. */
async function inflate(packed: Uint8Array, encoding: string, place: Place): Promise<Uint8Array> {
  if (encoding === "identity") return packed;
  if (encoding !== "gzip") throw new Refusal("encoding-unknown");
  const bytes = await unpack(packed, { maxOutputLength: LARGEST_BODY }).catch((error: unknown) => {
    const isBomb = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new Refusal(isBomb ? "body-too-large" : "encoding-invalid");
  });
  place.take(bytes.length);
  return bytes;
}
