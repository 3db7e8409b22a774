import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Turns } from "../progress/turns.ts";
import { checkJson } from "./checkJson.ts";
import { Refusal } from "./refusal.ts";

/** Bytes of a body, both as it comes and unpacked. */
export const LARGEST_BODY = 1_048_576;

/** Each CloudEvent of a batch stands alone, so the batch is an array. */
export const CLOUD_EVENTS = "application/cloudevents-batch+json";
/** The first is what needs no preflight; a Segment library sends the second. */
const CONTENT_TYPES = ["text/plain", "application/json", CLOUD_EVENTS];

const unpack = promisify(gunzip);

/** Bytes of a body that takes its time: others get on in between. */
const HEAVY = 65_536;

export interface Body {
  readonly type: string;
  readonly content: unknown;
  /** Whose turns its reader has to wait for, where it is a heavy one. */
  readonly turns: Turns | undefined;
}

/** The JSON of a request whose bytes are counted already. @throws {Refusal} */
export async function readBody(request: Request, all: Turns): Promise<Body> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() || "text/plain";
  if (!CONTENT_TYPES.includes(type)) throw new Refusal("content-type-unknown");
  const bytes = await inflate(request);
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

/** Counts what comes out, and stops at the limit: a bomb is as large here as a body may be, and no larger. */
async function inflate(request: Request): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() || "identity";
  const packed = new Uint8Array(await request.arrayBuffer());
  if (encoding === "identity") return packed;
  if (encoding !== "gzip") throw new Refusal("encoding-unknown");
  return unpack(packed, { maxOutputLength: LARGEST_BODY }).catch((error: unknown) => {
    const isBomb = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new Refusal(isBomb ? "body-too-large" : "encoding-invalid");
  });
}
