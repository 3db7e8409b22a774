import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { getAsset } from "../../src/receiver/http/assets.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { bundle } from "./bundle.ts";

const EXAMPLES = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const SCRIPT = { "content-type": "text/javascript; charset=utf-8" };

/** The same small product, and its guides, in plain HTML and in three frameworks. */
export const EXAMPLE_NAMES = ["html", "react", "vue", "svelte"] as const;
export type ExampleName = (typeof EXAMPLE_NAMES)[number];

/** Serves one of them. @param port 0 takes any free port. */
export async function startExample(name: ExampleName, port: number): Promise<Running> {
  const folder = join(EXAMPLES, name);
  const entry = ["main.tsx", "main.ts"].map((file) => join(folder, file)).find((path) => existsSync(path));
  const scripts = entry ? await bundle(entry) : new Map<string, string>();
  const app = new Hono();
  app.get("/", () => getAsset(folder, "index.html"));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/:file{(milepost.json|tasks.css)}", (c) => getAsset(join(EXAMPLES, "tasks"), c.req.param("file")));
  app.get("/:file{.+\\.js}", (c) => {
    const script = scripts.get(c.req.param("file"));
    return script === undefined
      ? getAsset(DIST, c.req.param("file"))
      : new Response(script, { headers: SCRIPT });
  });
  return listen(app, port);
}

const DIST = resolve(EXAMPLES, "../dist");
