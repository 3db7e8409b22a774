import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** An event as the endpoint got it. */
export interface Row {
  readonly type: string;
  readonly event?: string;
  readonly messageId: string;
  readonly userId?: string;
  readonly anonymousId: string;
  readonly timestamp: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface SiteOptions {
  /** The config, or a text in its place. */
  readonly config: object | string | undefined;
  /** Pages by path; `/` where none is given for it. A page is the body's HTML. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Pages by path that are sent as they stand, without our tag. */
  readonly whole?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Scripts and config may be read from every origin, as a CDN sends them: a sandboxed frame has none of the page's. */
  readonly isPublic?: boolean;
  /** Attributes of the script tag beside `src`. */
  readonly attributes?: string;
  /** What stands behind the address of the config: `#sha384-...`. */
  readonly pinnedTo?: string;
  /** Attributes of the page itself; `lang="en"` by default. */
  readonly root?: string;
  /** Scripts of the page's own by their path, such as `/app.js`. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** File names in `dist` that are not there, by a part of their name. */
  readonly missing?: string;
}

export interface Site {
  readonly url: string;
  /** What a receiver would hold: each message id once, in order of arrival. */
  readonly rows: Row[];
  /** How often the endpoint was asked. */
  requests(): number;
  /** The endpoint answers with this from now on; `undefined` for 200. */
  setStatus(status: number | undefined): void;
  /** Names of the reports in the rows, with what each is about. */
  told(...only: string[]): string[];
  close(): Promise<void>;
}

const DIST = "dist";

/** A vendor's site with the built script in it, and an endpoint that keeps what arrives. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const rows: Row[] = [];
  let status: number | undefined;
  let asked = 0;
  const readers = options.isPublic ? { "access-control-allow-origin": "*" } : {};
  const server = createServer((request, response) => {
    const path = new URL(request.url!, "http://localhost").pathname;
    // A page that goes may break its request off.
    if (path === "/v1/batch") return void collect(request, response).catch(() => response.destroy());
    if (path.startsWith("/dist/")) return sendScript(path.slice("/dist/".length), response);
    if (path === "/milepost.json") return sendConfig(response);
    const script = options.scripts?.[path];
    if (script !== undefined)
      return void response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...options.headers });
    response.end(
      options.whole?.[path] ?? createPage(options, options.pages?.[path] ?? options.pages?.["/"] ?? ""),
    );
  });

  async function collect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked++;
    let body = "";
    for await (const chunk of request) body += chunk;
    // Other formats are looked at on their way.
    const { batch = [] } = JSON.parse(body) as { batch?: Row[] };
    for (const row of status === undefined ? batch : []) {
      if (!rows.some(({ messageId }) => messageId === row.messageId)) rows.push(row);
    }
    response.writeHead(status ?? 200).end("{}");
  }

  function sendScript(file: string, response: ServerResponse): void {
    if (options.missing && file.includes(options.missing)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/javascript", ...readers });
    response.end(readFileSync(join(DIST, file)));
  }

  function sendConfig(response: ServerResponse): void {
    const { config } = options;
    if (config === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/json", ...readers });
    response.end(typeof config === "string" ? config : JSON.stringify(config));
  }

  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    rows,
    requests: () => asked,
    setStatus: (next) => {
      status = next;
    },
    told: (...only) =>
      rows
        .filter(({ event }) => event && (only.length === 0 || only.includes(event)))
        .map(({ event, properties: p }) => `${event}: ${p.guide_id ?? p.gap_id ?? p.milestone_id ?? ""}`),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A site that can be spoken of before it is there. */
export interface LateSite extends Site {
  /** From then on the site is this one; one that was started before is closed. */
  start(options: SiteOptions): Promise<void>;
}

export function createLateSite(): LateSite {
  let running: Site | undefined;
  const get = (): Site => {
    if (!running) throw new Error("the site is not started");
    return running;
  };
  return {
    get url() {
      return get().url;
    },
    get rows() {
      return get().rows;
    },
    requests: () => get().requests(),
    setStatus: (status) => get().setStatus(status),
    told: (...only) => get().told(...only),
    async start(options) {
      await running?.close();
      running = await startSite(options);
    },
    close: async () => running?.close(),
  };
}

const createPage = (
  { root = `lang="en"`, attributes = "", pinnedTo = "" }: SiteOptions,
  body: string,
): string => `<!doctype html>
<html ${root}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Acme</title>
<script async src="/dist/milepost.js" data-config="/milepost.json${pinnedTo}" ${attributes}></script>
<body>${body}</body>
</html>`;
