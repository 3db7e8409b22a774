import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Database } from "../../src/receiver/database/database.ts";
import { openEmbedded } from "../../src/receiver/database/embedded.ts";
import { openPostgres } from "../../src/receiver/database/postgres.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import makeImage, { EMPTY } from "../helpers/emptyDatabase.ts";
import { createRun, type Run, type RunOptions } from "./run.ts";

const DOOR = fileURLToPath(new URL("page/door.ts", import.meta.url));

/** A site with the built script in it, and the real receiver behind an endpoint that fails as it is told to. */
export interface Stand {
  /** A site of its own, whose events are told from all others' by their write key. */
  begin(options?: RunOptions): Run;
  close(): Promise<void>;
}

/** @param databaseUrl Of a PostgreSQL; the embedded one in memory where it is left out. */
export async function startStand(databaseUrl?: string): Promise<Stand> {
  const built = await build({ entryPoints: [DOOR], bundle: true, format: "iife", write: false });
  const door = built.outputFiles[0]!.text;
  const runs: Run[] = [];

  const server = createServer((request, response) => {
    const { pathname, searchParams: asked } = new URL(request.url!, "http://localhost");
    const [, number, file] = /^\/run\/(\d+)\/(.*)$/.exec(pathname) ?? [];
    const run = runs[Number(number)];
    if (!run) return void response.writeHead(404).end();
    if (file?.startsWith("dist/")) return run.files.send(file.slice("dist/".length), response);
    if (file === "batch") return void take(run, request, response).catch(() => response.destroy());
    if (file === "milepost.json") return void response.end(JSON.stringify(run.config));
    if (file === "token") return void sign(run, asked, response);
    const script = file === "bare" ? "" : createScript(run, asked);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(createPage(door, script));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

  await makeImage();
  const database: Database = databaseUrl ? openPostgres(databaseUrl) : await openEmbedded(EMPTY);
  const collector = await startReceiver({ database, port: 0, origins: [origin] });
  /** Those that ask for proof, each with the one key that it knows. */
  const signed = new Map<Run, Promise<RunningReceiver>>();

  const startSigned = ({ writeKey }: Run, secret: string): Promise<RunningReceiver> =>
    startReceiver({
      // They share it, and the first of them closes it in the end.
      database: { ...database, close: async () => {} },
      port: 0,
      origins: [],
      keys: { [writeKey]: { origins: [origin], tokens: { secret } } },
    });

  async function take(run: Run, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const sent = JSON.parse(body);
    const fault = run.decide(sent);
    switch (fault.kind) {
      case "hang":
        return;
      case "reset":
        return void request.socket.resetAndDestroy();
      case "status": {
        const { status, retryAfter } = fault;
        const after = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
        return void response.writeHead(status, after).end();
      }
      case "pass":
      case "lost": {
        const { status, text } = await forward(run, request, body);
        if (status === 200) run.commit(sent, JSON.parse(text));
        if (fault.kind === "lost") return void request.socket.resetAndDestroy();
        return void response.writeHead(status, { "content-type": "application/json" }).end(text);
      }
      default:
        fault satisfies never;
    }
  }

  async function forward(
    run: Run,
    { headers }: IncomingMessage,
    body: string,
  ): Promise<{ status: number; text: string }> {
    const { "content-type": type = "", origin: from = "" } = headers;
    const { url } = await (signed.get(run) ?? collector);
    const reply = await fetch(`${url}/v1/batch`, {
      method: "POST",
      headers: { "content-type": type, origin: from },
      body,
    });
    return { status: reply.status, text: await reply.text() };
  }

  return {
    begin(options = {}) {
      const run = createRun({ ...options, number: runs.length, origin, database });
      runs.push(run);
      if (run.signing) signed.set(run, startSigned(run, run.signing.secret));
      return run;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const one of signed.values()) await (await one).close();
      await collector.close();
    },
  };
}

/** What the vendor's server does for its own page. */
async function sign({ signing }: Run, asked: URLSearchParams, response: ServerResponse): Promise<void> {
  response.end(await signing?.sign(asked.get("user") ?? ""));
}

/** The tag; where the page asks for tokens by itself, it begins by itself too. */
function createScript({ folder }: Run, asked: URLSearchParams): string {
  const config = asked.has("tokens") ? "" : `data-config="${folder}milepost.json"`;
  const who = ["user", "token"].map((name) =>
    asked.has(name) ? `data-${name}="${asked.get(name)!.replace(/[^\w.-]/g, "")}"` : "",
  );
  return `<script async src="${folder}dist/milepost.js" ${[config, ...who].join(" ")}></script>`;
}

const createPage = (door: string, script: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Chaos</title>
<link rel="icon" href="data:,">
<script>${door.replaceAll("</script", "<\\/script")}</script>
${script}
<body><main>Chaos</main></body>
</html>`;
