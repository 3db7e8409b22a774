import type { JSONWebKeySet } from "jose";
import { z } from "zod";

/** Bytes; a set has a few keys of some hundred each. */
const LARGEST = 262_144;
/** Milliseconds for all of it. */
const PATIENCE = 5_000;

const shape = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** What is at `url` now. It may not lead elsewhere, be large or take long. @throws where it is no key set. */
export async function fetchKeySet(url: string): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(PATIENCE);
  const headers = { accept: "application/json, application/jwk-set+json" };
  const reply = await fetch(url, { signal, headers, redirect: "manual" });
  if (reply.status !== 200) {
    await reply.body?.cancel();
    throw new Error(`answered with ${reply.status}`);
  }
  const parsed = shape.safeParse(JSON.parse(await readText(reply)));
  if (!parsed.success) throw new Error("answered with something else");
  return parsed.data;
}

async function readText({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop ends the request.
  for await (const piece of body ?? []) {
    size += piece.length;
    if (size > LARGEST) throw new Error(`answered with more than ${LARGEST} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
