import { html } from "hono/html";
import type { Page } from "./page.ts";

export const team: Page = {
  title: "Team",
  section: "team",
  script: "team",
  main: html`<div class="head"><h1>Team</h1></div>
    <ul class="card people" id="people"></ul>
    <form class="card sheet" id="invite" hidden>
      <h2>Invite a teammate</h2>
      <fieldset class="triple">
        <legend class="unseen">Who</legend>
        <p class="field">
          <label for="name">Name</label>
          <input id="name" name="name" autocomplete="off" required maxlength="80" />
        </p>
        <p class="field">
          <label for="email">Email</label>
          <input id="email" name="email" type="email" autocomplete="off" required maxlength="120" />
        </p>
        <p class="field">
          <label for="role">Role</label>
          <select id="role" name="role">
            <option value="member">Member</option>
            <option value="accountant">Accountant</option>
            <option value="admin">Admin</option>
          </select>
        </p>
      </fieldset>
      <p class="buttons"><button class="button primary">Invite</button></p>
      <p class="hint">In this demo nobody is written to: whoever you invite joins at once.</p>
      <p class="news" id="news" role="status"></p>
    </form>`,
};
