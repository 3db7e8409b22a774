import { html } from "hono/html";
import { logo } from "./icons.ts";
import type { Page } from "./page.ts";

export const start: Page = {
  title: "Create your workspace",
  script: "start",
  main: html`<main class="start" id="main">
    <div class="pitch">
      <p class="brand">${logo}<span>Acme Invoices</span></p>
      <h1>Send the invoice. See the day the money arrives.</h1>
      <p class="lead">For small studios and people on their own: write an invoice in two minutes, know at a glance what is open, and keep the books tidy on the way.</p>
      <div class="sample" aria-hidden="true">
        <p class="sample-top"><span>Invoice 1042</span><span class="state" data-state="paid">Paid</span></p>
        <p class="sample-sum">€1,240.00</p>
        <ul>
          <li><span>Shop window, spring</span><span>€840.00</span></li>
          <li><span>Two days on site</span><span>€400.00</span></li>
        </ul>
      </div>
    </div>
    <div class="card entry">
      <div id="back" hidden>
        <h2>Welcome back</h2>
        <p>You are signed in to <strong id="back-company"></strong> as <span id="back-person"></span>.</p>
        <a class="button primary wide" href="/invoices">Go to your invoices</a>
      </div>
      <form id="create" hidden>
        <h2>Create your workspace</h2>
        <p class="field">
          <label for="name">Your name</label>
          <input id="name" name="name" autocomplete="name" required maxlength="80" />
        </p>
        <p class="field">
          <label for="email">Work email</label>
          <input id="email" name="email" type="email" autocomplete="email" required maxlength="120" />
        </p>
        <p class="field">
          <label for="company-name">Company</label>
          <input id="company-name" name="company" autocomplete="organization" required maxlength="80" />
        </p>
        <button class="button primary wide">Create workspace</button>
        <p class="hint">This is a demo: what you type is kept in this browser and nowhere else, apart from the events that you can watch arrive.</p>
      </form>
    </div>
  </main>`,
};
