import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

const RETRY_AFTER_SECONDS = 5;

/** A whole request that is not taken; `code` says why. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
  ) {
    super(code);
  }
}

/** The reply to a request that failed. Nothing of it is stored, so whoever sent it may come again. */
export function replyTo(error: Error, c: Context): Response {
  // Its body may not have been read to the end, and the next request must not start in the middle of it.
  if (error instanceof Refusal) return c.json({ code: error.code }, error.status, { connection: "close" });
  console.error(error);
  return c.json({ code: "unavailable" }, 503, { "retry-after": String(RETRY_AFTER_SECONDS) });
}
