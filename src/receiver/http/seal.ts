import type { MiddlewareHandler } from "hono";

/** What is said to one is kept by nobody on the way, and is nothing but what it says it is. */
export const sealReplies: MiddlewareHandler = async (c, next) => {
  await next();
  c.header("x-content-type-options", "nosniff");
  if (isOfFigures(c.req.path)) return;
  if (!c.res.headers.get("cache-control")?.includes("no-store")) c.header("cache-control", "no-store");
};

/** A page of ours asks for these again and again, and most often nothing has changed. */
const isOfFigures = (path: string): boolean => /^\/v1\/figures(\/|$)/.test(path);

/** No foreign page includes a script or an image from here, or keeps a hand on a window of ours. Pages send to `/v1`. */
export const sealSite: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.path.startsWith("/v1/") && !isOfFigures(c.req.path)) return;
  c.header("cross-origin-resource-policy", "same-origin");
  c.header("cross-origin-opener-policy", "same-origin");
};
