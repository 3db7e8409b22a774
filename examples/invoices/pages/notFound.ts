import { html } from "hono/html";
import type { Page } from "./page.ts";

export const notFound: Page = {
  title: "Not found",
  main: html`<main class="lost" id="main">
    <h1>There is no page here</h1>
    <p>The address may have a slip in it. <a href="/invoices">Go to your invoices</a></p>
  </main>`,
};
