import { html } from "hono/html";
import type { Page } from "./page.ts";

export const invoice: Page = {
  title: "Invoice",
  section: "invoices",
  script: "invoice",
  main: html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/invoices">Invoices</a></nav>
    <div id="invoice" hidden>
      <div class="head">
        <h1 id="title" tabindex="-1"></h1>
        <p class="buttons" id="actions"></p>
      </div>
      <p class="news" id="news" role="status"></p>
      <article class="card paper" aria-labelledby="title">
        <header>
          <p class="from" id="from"></p>
          <p id="state"></p>
        </header>
        <p class="amount" id="amount"></p>
        <dl class="facts" id="facts"></dl>
        <table class="lines-table">
          <thead><tr><th scope="col">What</th><th scope="col" class="sum">Amount</th></tr></thead>
          <tbody id="lines"></tbody>
          <tfoot><tr><th scope="row">Total</th><td class="sum" id="total"></td></tr></tfoot>
        </table>
      </article>
    </div>
    <section class="empty card" id="missing" hidden>
      <h1>This invoice is not here</h1>
      <p>It may have been written in another browser. <a href="/invoices">See all invoices</a></p>
    </section>`,
};
