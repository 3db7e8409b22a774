import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toProduct } from "../../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { findBarriers, openWatched } from "../examples/pages.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { createEvent, post } from "../receiver/receiver.ts";

const config = {
  version: 1,
  product: "acme",
  outcomes: { start: { title: "A start", owner: "o'neil@acme.example" } },
  milestones: { workspace: { title: "Workspace", outcome: "start", when: { event: "Workspace Created" } } },
  journeys: { start: { title: "Start", milestones: ["workspace"] } },
};

let browser: Browser;
let receiver: RunningReceiver;
beforeAll(async () => {
  receiver = await startReceiver({
    port: 0,
    origins: [],
    dataDir: EMPTY,
    ...toProduct(config),
    guidance: true,
  });
  await post(`${receiver.url}/v1/batch`, {
    writeKey: "acme",
    batch: [createEvent({ userId: "ana", event: "Workspace Created" })],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await receiver?.close();
});

test("Mission Control guides who first opens it by Milepost itself, under its strict policy, and reports nothing", async () => {
  const context = await browser.newContext({ baseURL: receiver.url });
  const { page, complaints } = await openWatched(context);
  const posted: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") posted.push(request.url());
  });
  await page.goto("/");
  const card = page.locator("milepost-root [part~=card]");
  await card.getByText("Your first look").waitFor();
  await card.getByText("Does what you do there help?").waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole("link", { name: "Gaps", exact: true }).click();
  await card.getByText("1 of 4 done").waitFor();
  await page.goto("/");
  await card.getByText("1 of 4 done").waitFor();
  await page.getByRole("link", { name: "Owners", exact: true }).click();
  await page.getByText("npx milepost receive --link 'o'\\''neil@acme.example'").waitFor();
  await page.getByRole("button", { name: "Copy the command for o'neil@acme.example" }).click();
  await card.getByText("3 of 4 done").waitFor();
  expect(posted).toEqual([]);
  const figures = (await (await fetch(`${receiver.url}/v1/figures`)).json()) as {
    readonly keys: readonly string[];
  };
  expect(figures.keys.filter((key) => key !== "acme")).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
