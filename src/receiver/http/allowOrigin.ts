import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { Keys } from "../keys/keys.ts";
import { Refusal } from "../lib/refusal.ts";

/**
 * Lets pages of the origins that any key has on its list read replies, each by its exact name and without credentials.
 * A preflight names no key; whether the origin is on the list of the one that is used is asked when the request comes.
 */
export const allowOrigin = (keys: Keys): MiddlewareHandler =>
  cors({
    origin: (origin) => (keys.knows(origin) ? origin : null),
    allowMethods: ["GET", "POST"],
    // Segment's library in a page counts its tries.
    allowHeaders: ["authorization", "content-type", "x-retry-count"],
    exposeHeaders: ["Retry-After", "RateLimit", "RateLimit-Policy"],
    maxAge: 600,
  });

/** A simple request goes out before any preflight, so a foreign page is stopped here and not by its browser. */
export function refuseForeign(keys: Keys): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (origin !== undefined && !keys.knows(origin)) throw new Refusal("origin-unknown");
    await next();
  };
}
