import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { getAsset } from "../../src/receiver/http/assets.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { bundle } from "../http/bundle.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url)).replace(/[/\\]$/, "");
const DIST = resolve(FOLDER, "../../dist");
const { resolve: find } = createRequire(import.meta.url);

/** Published kits, whose styles the pages named after them wear. */
export const KITS: Readonly<Record<string, string>> = {
  bootstrap: find("bootstrap/dist/css/bootstrap.min.css"),
  bulma: find("bulma/css/bulma.min.css"),
  pico: find("@picocss/pico/css/pico.min.css"),
};

/** The strictest one that a page with scripts and sheets of its own can have; kits draw with `data:` images. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types";

/** A page of places that are hard to point at, and pages of three kits. @param port 0 takes any free port. */
export async function startHard(port: number): Promise<Running> {
  const scripts = new Map(
    (await Promise.all(["hard.ts", "kits.ts"].map((entry) => bundle(`${FOLDER}/${entry}`)))).flatMap(
      (files) => [...files],
    ),
  );
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header("content-security-policy", POLICY);
  });
  app.get("/", () => getAsset(FOLDER, "index.html"));
  app.get("/:page{(frame|bootstrap|bulma|pico)}", (c) => getAsset(FOLDER, `${c.req.param("page")}.html`));
  app.get("/milepost.json", () => getAsset(FOLDER, "milepost.json"));
  app.get("/kits/:kit", (c) => {
    const path = KITS[c.req.param("kit")];
    return path === undefined ? c.notFound() : getAsset(dirname(path), basename(path));
  });
  app.get("/:file{.+\\.css}", (c) => getAsset(FOLDER, c.req.param("file")));
  app.get("/:file{.+\\.js}", (c) => {
    const script = scripts.get(c.req.param("file"));
    return script === undefined
      ? getAsset(DIST, c.req.param("file"))
      : new Response(script, { headers: { "content-type": "text/javascript; charset=utf-8" } });
  });
  return listen(app, port);
}
