import type { Reply } from "../ports.ts";
import type { readJson } from "./readJson.ts";

/** In bytes. */
const LONGEST = 262_144;
const PATIENCE_MS = 30_000;

/** Asks an address, with a token in the header; never in the address, which logs and caches keep. */
export const createGetJson =
  ({ fetch, readJson: read }: Pick<Window, "fetch"> & { readonly readJson: typeof readJson }) =>
  async (url: string, bearer: string): Promise<Reply> => {
    const reply = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: reply.status, body: await read(reply, LONGEST) };
  };
