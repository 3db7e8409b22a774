import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startInvoices } from "../../examples/invoices/server.ts";
import { getFreePort, type Running } from "../../src/receiver/http/listen.ts";
import { readProduct } from "../../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { openWatched } from "../examples/pages.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";

let browser: Browser;
let visitor: BrowserContext;
let collector: RunningReceiver;
let product: Running;

beforeAll(async () => {
  const port = await getFreePort(4300);
  const url = `http://localhost:${port}`;
  const { journey } = readProduct("examples/invoices/milepost.json");
  collector = await startReceiver({
    port: 0,
    origins: [url],
    product: url,
    journey: journey!,
    dataDir: EMPTY,
  });
  product = await startInvoices({ port, receiverUrl: collector.url });
  browser = await openBrowser();
  visitor = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: url });
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
  await collector?.close();
});

const see = (page: Page, text: string) => page.locator("milepost-root [part~=card]").getByText(text);

describe("the demo", () => {
  test("leads somebody from the workspace to the first payment, and Mission Control has the whole story", async () => {
    const { page, complaints } = await openWatched(visitor);
    await page.goto("/");
    await page.getByLabel("Your name").fill("Ana Lima");
    await page.getByLabel("Work email").fill("ana@studio-lima.example");
    await page.getByLabel("Company").fill("Studio Lima");
    await page.getByRole("button", { name: "Create workspace" }).click();
    await page.waitForURL("**/invoices");
    await see(page, "Get paid in three steps").waitFor();
    await see(page, "1 of 3 done").waitFor();

    // Twenty seconds later they are stuck.
    await see(page, "Your first invoice starts here").waitFor({ timeout: 50_000 });
    await see(page, "Hi Ana, all it takes is a customer, an amount and a date.").waitFor();
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: "Show me" }).last().click();
    await see(page, "Start here").waitFor();
    await page.locator("[data-tour=new-invoice]").first().click();
    await page.waitForURL("**/invoices/new");
    await see(page, "What is it worth?").waitFor();

    await page.getByLabel("Customer").fill("Bakery Morgenrot");
    await page.locator("#total").fill("480");
    await page.locator("#total").blur();
    await see(page, "Send it").waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.waitForURL(/\/invoices\/\d+$/);
    await see(page, "2 of 3 done").waitFor();
    expect(await see(page, "Send it").count()).toBe(0);

    await page.getByRole("button", { name: "Mark as paid" }).click();
    await see(page, "Get paid in three steps").waitFor({ state: "detached", timeout: 30_000 });
    expect(complaints).toEqual([]);
    await page.goto("about:blank");

    const control = await openWatched(visitor);
    await control.page.goto(collector.url);
    const stream = control.page.locator("body");
    for (const told of [
      "Milestone Reached",
      "Gap Opened",
      "Gap Bridged",
      "Guide Shown",
      "Payment Received",
    ]) {
      await stream.getByText(told).first().waitFor({ timeout: 30_000 });
    }
    expect(control.complaints).toEqual([]);
  }, 180_000);

  test("goes on where it was after a reload, and in another tab", async () => {
    const page = await visitor.newPage();
    await page.goto("/invoices");
    await page.waitForTimeout(500);
    expect(await see(page, "Your first invoice starts here").count()).toBe(0);
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Help" }).waitFor({ state: "detached" });
  });
});
