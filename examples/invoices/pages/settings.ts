import { html } from "hono/html";
import type { Page } from "./page.ts";

export const settings: Page = {
  title: "Settings",
  section: "settings",
  script: "settings",
  main: html`<div class="head"><h1>Settings</h1></div>
    <form class="card sheet" id="settings" hidden>
      <fieldset class="pair">
        <legend>You</legend>
        <p class="field">
          <label for="name">Name</label>
          <input id="name" name="name" autocomplete="name" required maxlength="80" />
        </p>
        <p class="field">
          <label for="email">Email</label>
          <input id="email" name="email" type="email" autocomplete="email" required maxlength="120" />
        </p>
      </fieldset>
      <fieldset class="pair">
        <legend>Workspace</legend>
        <p class="field">
          <label for="company-name">Company</label>
          <input id="company-name" name="company" autocomplete="organization" required maxlength="80" />
        </p>
        <p class="field">
          <label for="currency">Currency</label>
          <select id="currency" name="currency">
            <option value="EUR">Euro</option>
            <option value="USD">US dollar</option>
            <option value="GBP">Pound sterling</option>
          </select>
        </p>
      </fieldset>
      <p class="buttons"><button class="button primary">Save</button><span class="news" id="news" role="status"></span></p>
    </form>
    <section class="over">
      <h2>This demo</h2>
      <p>Everything here is kept in this browser. <button class="link" type="button" id="start-over">Start over</button> forgets it and signs you out.</p>
    </section>`,
};
