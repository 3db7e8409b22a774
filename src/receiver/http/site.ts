import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { getAsset } from "./assets.ts";

const PAGE = fileURLToPath(new URL("../page", import.meta.url));

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The page at `/` and its parts under `/page/`. */
export function createSite(): Hono {
  const site = new Hono();
  site.use(async (c, next) => {
    await next();
    c.header("content-security-policy", POLICY);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
  });
  site.get("/", () => getAsset(PAGE, "index.html"));
  site.get("/page/:file", (c) => getAsset(PAGE, c.req.param("file")));
  return site;
}
