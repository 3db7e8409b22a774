import { html } from "hono/html";
import { drawIcon, logo } from "./icons.ts";
import type { Markup, Page } from "./page.ts";

const SECTIONS = [
  ["invoices", "Invoices"],
  ["reports", "Reports"],
  ["team", "Team"],
  ["settings", "Settings"],
] as const;

const STYLES = ["base", "frame", "forms", "list", "paper", "start"];

export interface ShellOptions {
  /** Where Milepost reports to. */
  readonly endpoint: string;
}

/** The whole document around a page. The one `milepost.js` line is all that the product's markup knows of Milepost. */
export function drawPage(page: Page, { endpoint }: ShellOptions): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · Acme Invoices</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css" />`)}
        <script async src="/milepost/milepost.js" data-config="/milepost.json" data-endpoint="${endpoint}" data-write-key="acme-invoices"></script>
        ${page.script === undefined ? "" : html`<script type="module" src="/app/${page.script}.ts"></script>`}
      </head>
      ${page.section === undefined ? html`<body class="outside">${page.main}</body>` : drawFrame(page)}
    </html>`;
}

function drawFrame(page: Page): Markup {
  return html`<body class="framed">
    <a class="skip" href="#main">Skip to content</a>
    <header class="side">
      <a class="brand" href="/invoices">${logo}<span>Acme Invoices</span></a>
      <nav aria-label="Main">
        <ul>
          ${SECTIONS.map(
            ([id, label]) =>
              html`<li>
                <a href="/${id}" data-tour="${id}" ${id === page.section ? html`aria-current="page"` : ""}>
                  ${drawIcon(id)}<span>${label}</span>
                </a>
              </li>`,
          )}
        </ul>
      </nav>
      <p class="whose"><strong id="company"></strong><span id="person"></span></p>
    </header>
    <main id="main" tabindex="-1">${page.main}</main>
  </body>`;
}
