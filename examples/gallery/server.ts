import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { getAsset } from "../../src/receiver/http/assets.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { bundle } from "../http/bundle.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url)).replace(/[/\\]$/, "");
const THEMES = fileURLToPath(new URL("../../dist/themes", import.meta.url));

/** The strictest one that a page with scripts and sheets of its own can have. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; require-trusted-types-for 'script'; trusted-types";

/** Every kind of guide in every state, drawn by the built widgets. @param port 0 takes any free port. */
export async function startGallery(port: number): Promise<Running> {
  const scripts = new Map(
    (await Promise.all(["gallery.ts", "stand.ts"].map((entry) => bundle(`${FOLDER}/${entry}`)))).flatMap(
      (files) => [...files],
    ),
  );
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header("content-security-policy", POLICY);
  });
  app.get("/", () => getAsset(FOLDER, "index.html"));
  app.get("/stand", () => getAsset(FOLDER, "stand.html"));
  app.get("/themes/:file", (c) => getAsset(THEMES, c.req.param("file")));
  app.get("/:file{.+\\.css}", (c) => getAsset(FOLDER, c.req.param("file")));
  app.get("/:file{.+\\.js}", (c) => {
    const script = scripts.get(c.req.param("file"));
    return script === undefined
      ? c.notFound()
      : new Response(script, { headers: { "content-type": "text/javascript; charset=utf-8" } });
  });
  return listen(app, port);
}
