import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { KeySetMissing } from "../keys/keySet.ts";
import { TokenError } from "../keys/verifyToken.ts";
import type { ErrorLog } from "../lib/errorLog.ts";
import { REFUSALS, Refusal, type RefusalCode } from "../lib/refusal.ts";

const RETRY_AFTER_SECONDS = 5;

/** Replies to requests that failed. Nothing of them is stored, so whoever sent one may come again. */
export const createReplyTo =
  (log: ErrorLog) =>
  (error: Error, c: Context): Response =>
    replyTo(error, c, log);

function replyTo(error: Error, c: Context, log: ErrorLog): Response {
  const code = getCode(error);
  if (error instanceof HTTPException) return error.getResponse();
  if (code === undefined) {
    // Who asks for the keys has said so, once.
    const isKnown = error instanceof KeySetMissing;
    if (!isKnown) log(error);
    const seconds = isKnown ? error.retryAfter : RETRY_AFTER_SECONDS;
    return c.json({ code: "unavailable" }, 503, { "retry-after": String(seconds) });
  }
  const [status, reason] = REFUSALS[code];
  const { retryAfter } = error as Partial<Refusal>;
  return c.json({ code, reason }, status, {
    // Its body may not have been read to the end, and the next request must not start in the middle of it. Who is told
    // to come again has been read, or is read to its end by the server: a connection for each would cost more.
    ...(code !== "rate-exceeded" && { connection: "close" }),
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
  });
}

/** Why a request is refused; `undefined` where it is not the request's fault. */
export function getCode(error: Error | undefined): RefusalCode | undefined {
  return error instanceof Refusal || error instanceof TokenError ? error.code : undefined;
}
