import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Database } from "../../examples/collector/database/database.ts";
import { IN_MEMORY, openEmbedded } from "../../examples/collector/database/embedded.ts";
import { openPostgres } from "../../examples/collector/database/postgres.ts";
import { startCollector } from "../../examples/collector/server.ts";
import { createRun, type Run, type RunOptions } from "./run.ts";

const DIST = "dist";
const DOOR = fileURLToPath(new URL("page/door.ts", import.meta.url));

/** A site with the built script in it, and the real receiver behind an endpoint that fails as it is told to. */
export interface Stand {
  /** A site of its own, whose events are told from all others' by their write key. */
  begin(options?: RunOptions): Run;
  /** The receiver itself, without the faults. */
  readonly receiver: string;
  close(): Promise<void>;
}

/** @param databaseUrl Of a PostgreSQL; the embedded one in memory where it is left out. */
export async function startStand(databaseUrl?: string): Promise<Stand> {
  const built = await build({ entryPoints: [DOOR], bundle: true, format: "iife", write: false });
  const door = built.outputFiles[0]!.text;
  const runs: Run[] = [];

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    const [, number, file] = /^\/run\/(\d+)\/(.*)$/.exec(pathname) ?? [];
    const run = runs[Number(number)];
    if (pathname.startsWith("/dist/")) return sendScript(pathname.slice("/dist/".length), response);
    if (!run) return void response.writeHead(404).end();
    if (file === "batch") return void take(run, request, response).catch(() => response.destroy());
    if (file === "milepost.json") return void response.end(JSON.stringify(run.config));
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end(createPage(door, run, file === "bare"));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

  const database: Database = databaseUrl ? openPostgres(databaseUrl) : await openEmbedded(IN_MEMORY);
  const collector = await startCollector({ database, port: 0, origins: [origin] });

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
        const { status, text } = await forward(request, body);
        if (status === 200) run.commit(sent, JSON.parse(text));
        if (fault.kind === "lost") return void request.socket.resetAndDestroy();
        return void response.writeHead(status, { "content-type": "application/json" }).end(text);
      }
      default:
        fault satisfies never;
    }
  }

  async function forward(
    { headers }: IncomingMessage,
    body: string,
  ): Promise<{ status: number; text: string }> {
    const { "content-type": type = "", origin: from = "" } = headers;
    const reply = await fetch(`${collector.url}/v1/batch`, {
      method: "POST",
      headers: { "content-type": type, origin: from },
      body,
    });
    return { status: reply.status, text: await reply.text() };
  }

  return {
    receiver: collector.url,
    begin(options = {}) {
      const run = createRun({ ...options, number: runs.length, origin, database });
      runs.push(run);
      return run;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await collector.close();
    },
  };
}

function sendScript(file: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(join(DIST, file)));
}

const createPage = (door: string, { folder, attributes }: Run, isBare: boolean): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Chaos</title>
<link rel="icon" href="data:,">
<script>${door.replaceAll("</script", "<\\/script")}</script>
${isBare ? "" : `<script async src="/dist/milepost.js" data-config="${folder}milepost.json" ${attributes}></script>`}
<body><main>Chaos</main></body>
</html>`;
