import { fromJson } from "../domain/json.ts";
import type { Transport } from "../ports.ts";

/** In characters; the receiver's are ASCII. */
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
        signal: leaving ? null : AbortSignal.timeout(timeoutMs),
      });
      const retryAfter = reply.headers.get("retry-after");
      return {
        status: reply.status,
        ...(retryAfter !== null && { retryAfter }),
        body: await readJson(reply),
      };
    },
  };
}

/** A body that breaks off rejects: what it would have said of the events is not known. */
async function readJson(reply: Response): Promise<unknown> {
  const text = await reply.text();
  try {
    return text.length > LONGEST_REPLY ? undefined : fromJson(text);
  } catch {
    return undefined;
  }
}
