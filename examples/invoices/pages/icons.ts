import { html } from "hono/html";
import type { Markup, Page } from "./page.ts";

const PATHS: Readonly<Record<NonNullable<Page["section"]>, string>> = {
  invoices: "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
  reports: "M4 20h16M7 16v-5M12 16V6M17 16v-8",
  team: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 4.5a3.5 3.5 0 0 1 0 6.4M18 15c2 .7 3 2.5 3 5",
  settings:
    "M4 7h10M18 7h2M4 17h2M10 17h10M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
};

/** The sign of a section; its words stand beside it. */
export function drawIcon(section: NonNullable<Page["section"]>): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${PATHS[section]}" /></svg>`;
}

export const logo: Markup = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
  <rect class="logo-back" width="32" height="32" rx="9" />
  <path class="logo-line" d="M9 23 16 8l7 15M11.5 18h9" />
</svg>`;
