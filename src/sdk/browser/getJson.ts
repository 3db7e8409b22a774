import { fromJson } from "../domain/json.ts";
import type { Reply } from "../ports.ts";

/** In characters. */
const LONGEST = 262_144;
const PATIENCE_MS = 30_000;

/** Asks an address, with a token in the header; never in the address, which logs and caches keep. */
export const createGetJson =
  ({ fetch }: Pick<Window, "fetch">) =>
  async (url: string, bearer: string): Promise<Reply> => {
    const reply = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await reply.text();
    return { status: reply.status, body: text.length > LONGEST ? undefined : parse(text) };
  };

function parse(text: string): unknown {
  try {
    return fromJson(text);
  } catch {
    return undefined;
  }
}
