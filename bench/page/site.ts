/** The pages, the files in them, and stubs of the servers that some of them want. */
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import type { Duplex } from "node:stream";
import { CONFIGS } from "./configs.ts";
import { answerFlows, createPage, openSocket } from "./documents.ts";
import { buildPage, installPeers, readPeerFile } from "./peers.ts";
import { NOTHING, SUBJECTS, type Subject } from "./subjects.ts";

export interface Site {
  /** The page of a subject: `start`, with nothing to show, or `work`, with many elements. */
  url(subject: Subject, kind: "start" | "work"): string;
  /** What was asked for under `/lib/` and as a config since the last call, each once. */
  takeLoaded(): Map<string, Buffer>;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

/** An isolated page reads its clock to 5 µs, others to 100. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

export async function startSite(): Promise<Site> {
  installPeers();
  const files = new Map<string, Buffer>();
  for (const { page, css } of SUBJECTS) {
    if (page !== "milepost" && !files.has(`/lib/${page}/main.js`))
      for (const [name, content] of await buildPage(page)) files.set(`/lib/${page}/${name}`, content);
    if (css) files.set(`/lib/${page}/style.css`, readPeerFile(css));
  }
  let loaded = new Map<string, Buffer>();

  const read = (path: string): Buffer => {
    const own = /^\/lib\/milepost\/([\w.-]+)$/.exec(path);
    const content = own ? readFileSync(`dist/${own[1]}`) : files.get(path);
    if (!content) throw new Error(`${path}: found no such file, expected one of the bench's`);
    return content;
  };
  const send = (response: ServerResponse, type: string, body: string | Buffer): void =>
    void response.writeHead(200, { "content-type": type, ...ISOLATED }).end(body);

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://localhost");
    if (pathname === "/page") {
      const subject = [NOTHING, ...SUBJECTS][Number(searchParams.get("n"))]!;
      return send(response, "text/html", createPage(subject, searchParams.get("for")!));
    }
    if (pathname.startsWith("/own/"))
      return send(
        response,
        "text/javascript",
        readFileSync(`bench/page/pages/${pathname.slice("/own/".length)}`),
      );
    if (pathname.startsWith("/lib/") || pathname.startsWith("/config/")) {
      const content = CONFIGS[pathname.slice("/config/".length)] ?? read(pathname);
      loaded.set(pathname, Buffer.from(content));
      return send(response, TYPES[extname(pathname)]!, content);
    }
    if (pathname.startsWith("/dead/")) return void response.writeHead(503).end();
    if (pathname === "/v2/sdk/blocks")
      return void answerFlows(request, response).catch(() => response.destroy());
    request.resume();
    if (pathname.endsWith(".js")) return send(response, "text/javascript", "");
    send(response, "application/json", '{"blocks":[]}');
  });
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request, socket) => {
    sockets.add(socket);
    openSocket(request, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: (subject, kind) =>
      `http://localhost:${(server.address() as AddressInfo).port}/page?n=${[NOTHING, ...SUBJECTS].indexOf(subject)}&for=${kind}`,
    takeLoaded() {
      const taken = loaded;
      loaded = new Map();
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        // Those are no connections of the server's any more, and it would wait for them.
        for (const socket of sockets) socket.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
