import { html } from "hono/html";
import type { Page } from "./page.ts";

export const reports: Page = {
  title: "Reports",
  section: "reports",
  script: "reports",
  main: html`<div class="head">
      <h1>Reports</h1>
      <nav class="tabs" aria-label="Reports">
        <a href="/reports/paid">Paid</a>
        <a href="/reports/open">Open</a>
      </nav>
    </div>
    <section class="card report" id="report" aria-live="polite"></section>`,
};
