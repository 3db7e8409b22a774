import { html } from "hono/html";
import type { Page } from "./page.ts";

export const newInvoice: Page = {
  title: "New invoice",
  section: "invoices",
  script: "newInvoice",
  main: html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/invoices">Invoices</a></nav>
    <div class="head"><h1 id="title">New invoice</h1></div>
    <form class="card sheet" id="invoice" hidden>
      <fieldset class="pair">
        <legend>Who is it for?</legend>
        <p class="field">
          <label for="customer">Customer</label>
          <input id="customer" name="customer" autocomplete="off" required maxlength="80" />
        </p>
        <p class="field">
          <label for="customer-email">Email <span class="optional">optional</span></label>
          <input id="customer-email" name="email" type="email" autocomplete="off" maxlength="120" />
        </p>
      </fieldset>
      <fieldset>
        <legend>What for?</legend>
        <p class="lines-head" aria-hidden="true"><span>Description</span><span>Amount</span></p>
        <ol class="lines" id="lines"></ol>
        <button class="button quiet" type="button" id="add-line">Add a line</button>
      </fieldset>
      <fieldset class="pair">
        <legend>How much, and until when?</legend>
        <p class="field">
          <label for="total">Amount <span class="optional" id="currency"></span></label>
          <input id="total" name="total" type="number" inputmode="decimal" min="0.01" max="10000000" step="0.01" required aria-describedby="total-hint" />
          <span class="hint" id="total-hint">The lines add up to it; or type it yourself.</span>
        </p>
        <p class="field">
          <label for="due">Due date</label>
          <input id="due" name="due" type="date" required />
        </p>
      </fieldset>
      <p class="buttons">
        <button class="button primary" name="intent" value="send" data-tour="send">Send</button>
        <button class="button" name="intent" value="draft" formnovalidate>Save draft</button>
      </p>
    </form>`,
};
