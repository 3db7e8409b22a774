import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Hono } from "hono";
import { IN_MEMORY } from "../../src/receiver/database/embedded.ts";
import { getAsset } from "../../src/receiver/http/assets.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { toProduct } from "../../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { installPackages } from "../http/installPackages.ts";
import { createEndpoint } from "./byHand/endpoint.ts";
import { signToken } from "./milepost/token.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url)).replace(/[/\\]$/, "");
const DIST = resolve(HERE, "../../dist");
const SECRET = "sk-acme-0123456789";
const TOKEN_SECRET = "it stands on the vendor's server alone";

/** One gap of one product, bridged in two ways. */
export const WAYS = ["milepost", "byHand"] as const;
export type Way = (typeof WAYS)[number];

/** As strict as a page's policy gets without a word of ours in it. */
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

export interface StoredEvent {
  readonly event: string | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

export interface Comparison extends Running {
  /** From now on whatever is sent is answered with 503, or is not. */
  setDown(isDown: boolean): void;
  /** What the receiver has stored of a user. */
  getEvents(user: string): Promise<StoredEvent[]>;
}

interface Options {
  /** @default 0, any free one */
  readonly port?: number;
  /** The share of users to whom nothing is shown. @default 0 */
  readonly holdout?: number;
  /** The receiver's database. @default an embedded one in memory */
  readonly dataDir?: string;
}

/** The product with one of the two in it, a receiver behind it, and a session by cookie: `session=ana@studio`. */
export async function startCompare(way: Way, options: Options = {}): Promise<Comparison> {
  const { port = 0, holdout = 0, dataDir = IN_MEMORY } = options;
  const config = JSON.parse(await readFile(join(HERE, "milepost/milepost.json"), "utf8"));
  config.gaps["works-alone"].holdout = holdout;
  const endpoint = createEndpoint(readSession, holdout);
  const scripts = way === "byHand" ? await bundleByHand() : new Map<string, string>();
  let receiver: RunningReceiver | undefined;
  let isDown = false;

  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header("content-security-policy", POLICY);
  });
  app.all("/collect/*", async (c) => (isDown ? c.body(null, 503) : passOn(c.req.raw, receiver!.url)));
  const plan = way === "milepost" ? compile(config) : "";
  app.get("/plan.json", (c) => c.body(plan, 200, { "content-type": "application/json" }));
  app.route("/", endpoint);
  for (const [path, name] of [
    ["/", "index.html"],
    ["/team", "team.html"],
  ] as const)
    app.get(path, async (c) => c.html(await createPage(way, name, c.req.raw)));
  app.get("/:file", async (c) => {
    const file = c.req.param("file");
    const own = scripts.get(file);
    const type = file.endsWith(".css") ? "text/css" : "text/javascript";
    if (own !== undefined) return c.body(own, 200, { "content-type": type });
    if (file.startsWith("product.")) return getAsset(join(HERE, "product"), file);
    return file.startsWith("milepost") ? getAsset(DIST, file) : getAsset(join(HERE, way), file);
  });

  const running = await listen(app, port);
  const { url } = running;
  const keys = { acme: { origins: [url], secret: SECRET, tokens: { secret: TOKEN_SECRET } } };
  receiver = await startReceiver({ port: 0, origins: [], keys, dataDir, ...toProduct(config) });
  return {
    url,
    setDown(is) {
      isDown = is;
    },
    async getEvents(user) {
      const authorization = `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}`;
      const reply = await fetch(`${receiver!.url}/v1/users/${user}`, { headers: { authorization } });
      return ((await reply.json()) as { records?: StoredEvent[] }).records ?? [];
    },
    async close() {
      await running.close();
      await receiver!.close();
    },
  };
}

function readSession(request: Request): { user: string; account: string } {
  const [user = "ana", account = "studio"] =
    /session=([^;]*)/.exec(request.headers.get("cookie") ?? "")?.[1]?.split("@") ?? [];
  return { user, account };
}

async function createPage(way: Way, name: string, request: Request): Promise<string> {
  const { user, account } = readSession(request);
  const [page, head] = await Promise.all(
    [`product/${name}`, `${way}/head.html`].map((path) => readFile(join(HERE, path), "utf8")),
  );
  const words = { user, account, token: await signToken(TOKEN_SECRET, user, account) };
  return page!
    .replace("{{head}}", head!)
    .replace(/\{\{(user|account|token)\}\}/g, (_, word: keyof typeof words) => words[word]);
}

/** To the receiver, as a proxy in front of it would. */
async function passOn(request: Request, to: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of ["host", "connection", "content-length"]) headers.delete(name);
  const body = request.method === "POST" ? await request.arrayBuffer() : null;
  const address = to + pathname.slice("/collect".length) + search;
  const reply = await fetch(address, { method: request.method, headers, body }).catch(() => undefined);
  // The receiver has gone.
  if (!reply) return new Response(null, { status: 502 });
  const passed = new Headers(reply.headers);
  // It is unpacked by now.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) passed.delete(name);
  return new Response(reply.body && readOn(reply.body), { status: reply.status, headers: passed });
}

/** The plan, as `npx milepost compile` makes it. */
function compile(config: object): string {
  const folder = mkdtempSync(join(tmpdir(), "milepost-compare-"));
  const [file, output] = [join(folder, "milepost.json"), join(folder, "plan.json")];
  writeFileSync(file, JSON.stringify(config));
  execFileSync(process.execPath, [join(DIST, "cli.js"), "compile", file, "-o", output], { stdio: "pipe" });
  const plan = readFileSync(output, "utf8");
  rmSync(folder, { recursive: true });
  return plan;
}

/** A stream that breaks off has ended, for whoever is behind a proxy. */
function readOn(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const part = await reader.read().catch(() => undefined);
      if (part?.value) controller.enqueue(part.value);
      else controller.close();
    },
    cancel: () => reader.cancel().catch(() => {}),
  });
}

/** Its script and its styles, as a vendor would build them. */
async function bundleByHand(): Promise<Map<string, string>> {
  const wanted = await readFile(join(HERE, "package.json"), "utf8");
  const packages = join(installPackages("compare", wanted), "node_modules");
  const { outputFiles } = await build({
    entryPoints: [join(HERE, "byHand/onboarding.js")],
    nodePaths: [packages],
    bundle: true,
    minify: true,
    legalComments: "none",
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
    logLevel: "error",
  });
  return new Map([
    ["onboarding.js", outputFiles[0]!.text],
    ["driver.css", await readFile(join(packages, "driver.js/dist/driver.css"), "utf8")],
  ]);
}
