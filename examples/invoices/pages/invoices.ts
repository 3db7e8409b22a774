import { html } from "hono/html";
import type { Page } from "./page.ts";

export const invoices: Page = {
  title: "Invoices",
  section: "invoices",
  script: "invoices",
  main: html`<div class="head">
      <h1>Invoices</h1>
      <a class="button primary" href="/invoices/new" data-tour="new-invoice">New invoice</a>
    </div>
    <dl class="sums" id="sums" hidden></dl>
    <section class="empty card" id="empty" hidden>
      <h2>No invoices yet</h2>
      <p>The first one takes about two minutes: a customer, an amount, a due date.</p>
    </section>
    <table class="list card" id="list" hidden>
      <caption class="unseen">All invoices, the latest first</caption>
      <thead>
        <tr><th scope="col">Customer</th><th scope="col">Number</th><th scope="col">Due</th><th scope="col">State</th><th scope="col" class="sum">Amount</th></tr>
      </thead>
      <tbody id="rows"></tbody>
    </table>`,
};
