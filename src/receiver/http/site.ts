import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { getAsset } from "./assets.ts";

const PAGE = fileURLToPath(new URL("../page", import.meta.url));
const isSource = import.meta.url.endsWith(".ts");
/** The SDK's own files, as pages load them. */
const SDK = fileURLToPath(new URL(isSource ? "../../../dist" : "../../..", import.meta.url)).replace(
  /[/\\]$/,
  "",
);
/** The line of the page that loads them. */
const GUIDANCE = /^ *<script[^>]* src="\/page\/milepost\/.*<\/script>\n/m;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // A drawing becomes a picture by way of a blob of the page's own.
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

export interface SiteOptions {
  /** Whether Milepost guides who opens the page for the first time. Nothing of that leaves their browser. @default false */
  readonly guidance?: boolean | undefined;
}

/** The page at `/` and its parts under `/page/`. Who comes by a link is not guided: they are to read one thing. */
export function createSite({ guidance = false }: SiteOptions = {}): Hono {
  const site = new Hono();
  site.use(async (c, next) => {
    await next();
    c.header("content-security-policy", POLICY);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
  });
  site.get("/page/main.js", () => getScript());
  site.get("/", async (c) => {
    const page = await getAsset(PAGE, "index.html");
    if (guidance && c.req.query("link") === undefined && existsSync(join(SDK, "milepost.js"))) return page;
    return new Response((await page.text()).replace(GUIDANCE, ""), page);
  });
  site.get("/page/milepost/:file{milepost[\\w.-]*\\.js}", (c) => getAsset(SDK, c.req.param("file")));
  site.get("/page/:file", (c) => getAsset(PAGE, c.req.param("file")));
  return site;
}

let bundled: Promise<string> | undefined;

/** The page's script: as it was built, or bundled once from the source where there is no build. */
async function getScript(): Promise<Response> {
  if (existsSync(join(PAGE, "main.js"))) return getAsset(PAGE, "main.js");
  bundled ??= bundle();
  return new Response(await bundled, {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
  });
}

async function bundle(): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(PAGE, "main.tsx")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsxFactory: "h",
    jsxFragment: "Fragment",
  });
  return outputFiles[0]!.text;
}
