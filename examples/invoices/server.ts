import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { getAsset } from "../../src/receiver/http/assets.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { invoice } from "./pages/invoice.ts";
import { invoices } from "./pages/invoices.ts";
import { newInvoice } from "./pages/newInvoice.ts";
import { notFound } from "./pages/notFound.ts";
import type { Page } from "./pages/page.ts";
import { reports } from "./pages/reports.ts";
import { settings } from "./pages/settings.ts";
import { drawPage } from "./pages/shell.ts";
import { start } from "./pages/start.ts";
import { team } from "./pages/team.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url)).replace(/[/\\]$/, "");
const DIST = resolve(HERE, "../../dist");

/** The first that matches answers, as the router has it. */
const PAGES: ReadonlyArray<readonly [path: string, page: Page]> = [
  ["/", start],
  ["/invoices", invoices],
  ["/invoices/new", newInvoice],
  ["/invoices/:id", invoice],
  ["/reports", reports],
  ["/reports/paid", reports],
  ["/reports/open", reports],
  ["/team", team],
  ["/settings", settings],
];

export interface InvoicesOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address of the collector that Milepost reports to. */
  readonly receiverUrl: string;
  /** Folder with the built `milepost.js`. @default the repository's `dist` */
  readonly dist?: string;
}

/** The product: its pages, the files they need, and Milepost's build under `/milepost/`. */
export function startInvoices({ port, receiverUrl, dist = DIST }: InvoicesOptions): Promise<Running> {
  const app = new Hono();
  const shell = { endpoint: `${receiverUrl}/v1/batch` };
  const policy = getPolicy(new URL(receiverUrl).origin);
  app.use(async (c, next) => {
    await next();
    c.header("content-security-policy", policy);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "same-origin");
  });
  app.use(etag());
  for (const [path, page] of PAGES) app.get(path, (c) => c.html(drawPage(page, shell)));
  app.get("/milepost.json", () => getAsset(HERE, "milepost.json"));
  app.get("/milepost/:file{.+}", (c) => getAsset(dist, c.req.param("file")));
  app.get("/app/:file", (c) => getAsset(resolve(HERE, "browser"), c.req.param("file")));
  app.get("/assets/:file", (c) => getAsset(resolve(HERE, "assets"), c.req.param("file")));
  app.notFound((c) => c.html(drawPage(notFound, shell), 404));
  return listen(app, port);
}

/** As strict as a policy gets: no inline script or style, and no text turned into markup. */
function getPolicy(collector: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${collector}`,
    "img-src 'self' https:",
    "require-trusted-types-for 'script'",
    "trusted-types milepost",
  ].join("; ");
}
