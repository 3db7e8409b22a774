import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startInvoices } from "../../examples/invoices/server.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { findBarriers, openWatched, scrollsSideways, type Watched } from "./pages.ts";

/** Nothing listens there: the product must not need its collector. */
const COLLECTOR = "http://localhost:9";
/** With no Milepost in this folder its script is missing, and the product has to work all the same. */
const NO_DIST = tmpdir();

let product: Running;
let browser: Browser;
let context: BrowserContext;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  product = await startInvoices({ port: 0, receiverUrl: COLLECTOR, dist: NO_DIST });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
});
beforeEach(async () => {
  context = await browser.newContext({ baseURL: product.url });
  watched = await openWatched(context, /\/milepost\/milepost\.js$/);
  page = watched.page;
});
afterEach(async () => {
  await context.close();
});

async function signUp(): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Your name").fill("Ana Lima");
  await page.getByLabel("Work email").fill("ana@studio-lima.example");
  await page.getByLabel("Company").fill("Studio Lima");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL("/invoices");
}

async function writeInvoice(total: string, button: "Send" | "Save draft"): Promise<void> {
  await page.goto("/invoices/new");
  await page.getByLabel("Customer").fill("Bakery Morgenrot");
  await page.locator("#total").fill(total);
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(/\/invoices\/\d+$/);
}

/** The calls that wait for Milepost on this page: the method, then what is worth comparing. */
const getCalls = () =>
  page.evaluate(() => (globalThis as unknown as { milepost: unknown[][] }).milepost as unknown[][]);
const getTracked = async () =>
  (await getCalls()).filter(([method]) => method === "track").map(([, event]) => event);

describe("Acme Invoices, without Milepost", () => {
  it("is served under a policy that allows no inline script, style or markup from text", async () => {
    const reply = await fetch(`${product.url}/invoices`);
    expect(reply.headers.get("content-security-policy")).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' http://localhost:9; " +
        "img-src 'self' https:; require-trusted-types-for 'script'; trusted-types milepost",
    );
    expect(await reply.text()).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
  });

  it("makes a workspace, and says who is there before it says what happened", async () => {
    await signUp();
    const calls = await getCalls();
    expect(calls.map(([method]) => method)).toEqual(["identify", "group", "track"]);
    expect(calls[0]?.[2]).toMatchObject({ name: "Ana Lima", firstName: "Ana", role: "admin" });
    expect(calls[2]).toEqual(["track", "Workspace Created", { company: "Studio Lima" }]);
    expect(watched.complaints).toEqual([]);
  });

  it("tells each event on one page only", async () => {
    await signUp();
    await page.reload();
    expect(await getTracked()).toEqual([]);
  });

  it("sends an invoice and takes the payment", async () => {
    await signUp();
    await page.getByRole("link", { name: "New invoice" }).click();
    await writeInvoice("40", "Send");
    expect(await getTracked()).toEqual(["Invoice Created", "Invoice Sent"]);
    expect((await getCalls()).at(-1)?.[2]).toEqual({ invoiceId: "1001", total: 40, currency: "EUR" });
    await page.getByRole("button", { name: "Mark as paid" }).click();
    await page.getByText("The payment is recorded.").waitFor();
    expect((await getCalls()).at(-1)).toEqual([
      "track",
      "Payment Received",
      { invoiceId: "1001", total: 40, currency: "EUR" },
    ]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Invoice 1001");
    await page.goto("/invoices");
    await page.getByRole("row", { name: "Bakery Morgenrot 1001" }).getByText("Paid").waitFor();
    expect(watched.complaints).toEqual([]);
  });

  it("asks for an amount before it sends, and not before it saves a draft", async () => {
    await signUp();
    await page.goto("/invoices/new");
    await page.getByLabel("Customer").fill("Bakery Morgenrot");
    await page.getByRole("button", { name: "Send" }).click();
    expect(await page.locator("#total:focus").count()).toBe(1);
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.waitForURL("/invoices/1001");
    expect(await getTracked()).toEqual(["Invoice Created"]);
  });

  it("goes on with a draft, and sends it under its number", async () => {
    await signUp();
    await writeInvoice("120", "Save draft");
    await page.getByRole("link", { name: "Edit" }).click();
    await page.locator("#total").fill("125");
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForURL("/invoices/1001");
    expect(await getTracked()).toEqual(["Invoice Sent"]);
    expect(await page.locator("#amount").textContent()).toBe("€125.00");
  });

  it("adds the lines up to the amount", async () => {
    await signUp();
    await page.goto("/invoices/new");
    await page.getByLabel("Amount of this line").fill("0.1");
    await page.getByRole("button", { name: "Add a line" }).click();
    await page.getByLabel("Amount of this line").last().fill("0.2");
    await page.getByLabel("Customer").focus();
    expect(await page.locator("#total").inputValue()).toBe("0.30");
  });

  it("moves between reports without leaving the page, and back", async () => {
    await signUp();
    await page.goto("/reports");
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await page.getByRole("link", { name: "Open", exact: true }).click();
    await page.getByText("Nothing is open").waitFor();
    expect(new URL(page.url()).pathname).toBe("/reports/open");
    await page.goBack();
    await page.getByText("Nothing is paid yet").waitFor();
    expect(new URL(page.url()).pathname).toBe("/reports/paid");
    expect(await page.evaluate(() => "stayed" in globalThis)).toBe(true);
  });

  it("tells who joins the team, each by an id of their own", async () => {
    await signUp();
    await page.goto("/team");
    for (const name of ["Ben Okoro", "Chiara Rossi"]) {
      await page.getByLabel("Name").fill(name);
      await page.getByLabel("Email").fill("somebody@studio-lima.example");
      await page.getByRole("button", { name: "Invite" }).click();
      await page.getByText(`${name} has joined.`).waitFor();
    }
    const joined = (await getCalls()).filter(([, event]) => event === "Member Joined");
    expect(
      new Set(joined.map(([, , properties]) => (properties as { memberId: string }).memberId)).size,
    ).toBe(2);
    expect(watched.complaints).toEqual([]);
  });

  it("starts over without a trace, and has Milepost forget who it was", async () => {
    await signUp();
    await page.goto("/settings");
    await page.getByRole("button", { name: "Start over" }).click();
    await page.waitForURL("/");
    await page.getByRole("heading", { name: "Create your workspace" }).waitFor();
    expect(await getCalls()).toEqual([["reset"]]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  it("sends those without a workspace to the start", async () => {
    await page.goto("/team");
    await page.waitForURL("/");
  });

  it("answers an address that it does not know", async () => {
    expect((await page.goto("/nowhere"))?.status()).toBe(404);
    await page.getByRole("link", { name: "Go to your invoices" }).waitFor();
  });
});

const PAGES = [
  "/",
  "/invoices",
  "/invoices/new",
  "/invoices/1001",
  "/reports/paid",
  "/reports/open",
  "/team",
  "/settings",
  "/nowhere",
];

describe("each page", () => {
  it("has no barrier that axe finds, light or dark, and fits a phone", async () => {
    await signUp();
    await writeInvoice("2400.50", "Send");
    for (const path of PAGES) {
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.goto(path);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect([path, colorScheme, await findBarriers(page)]).toEqual([path, colorScheme, []]);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect([path, await scrollsSideways(page)]).toEqual([path, false]);
    }
  });
});

describe("the product's milepost.json", () => {
  const read = async () =>
    JSON.parse(await readFile(new URL("../../examples/invoices/milepost.json", import.meta.url), "utf8"));

  it("is a plan from its first to its last part", async () => {
    const { plan, leftOut } = parse(await read());
    expect(leftOut).toEqual([]);
    expect(plan.guides.map(({ type }) => type)).toEqual([
      "checklist",
      "survey",
      "banner",
      "tooltip",
      "tour",
      "hotspot",
      "tooltip",
      "help",
    ]);
  });

  it("speaks German wherever somebody is guided", async () => {
    const { guides } = await read();
    const texts: unknown[] = [];
    JSON.stringify(guides, (key, value) => {
      if (["title", "body", "label"].includes(key)) texts.push(value);
      return value;
    });
    for (const text of texts) expect(text).toMatchObject({ en: expect.any(String), de: expect.any(String) });
  });
});
