import type { Transport } from "../ports.ts";
import { readJson } from "./readJson.ts";

/** In bytes. */
const LONGEST_REPLY = 65_536;

/**
 * Posts by `fetch` as it is now: a page that wraps it later does not see the reports. A string goes out as
 * `text/plain;charset=UTF-8`, which needs no preflight.
 *
 * @param timeoutMs After that many milliseconds a reply is not waited for any longer.
 */
export function createFetchTransport({ fetch }: Pick<Window, "fetch">, timeoutMs = 30_000): Transport {
  return {
    async post(url, body, { leaving, type, bearer }) {
      const patience = new AbortController();
      // By `AbortSignal.timeout` Chromium keeps some 350 bytes of each request until then, whatever came of it.
      const timer = setTimeout(() => patience.abort(new DOMException("timeout", "TimeoutError")), timeoutMs);
      try {
        const reply = await fetch(url, {
          method: "POST",
          body,
          headers: {
            ...(type && { "content-type": type }),
            ...(bearer && { authorization: `Bearer ${bearer}` }),
          },
          credentials: "omit",
          // It would make a GET of the batch, whose answer says nothing, or take it to another host.
          redirect: "error",
          keepalive: leaving,
          signal: leaving ? null : patience.signal,
        });
        const retryAfter = reply.headers.get("retry-after");
        return {
          status: reply.status,
          ...(retryAfter !== null && { retryAfter }),
          body: await readJson(reply, LONGEST_REPLY),
        };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
