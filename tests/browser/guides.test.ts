import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { type Site, startSite } from "../helpers/site.ts";
import { createVisitor, type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

let browser: Browser;
let visitor: BrowserContext;
let site: Site;

const base = acme();
const help = { type: "help", title: "Help", launcher: "bottom-end" };
const wordy = { ...base.guides.tip, body: "One more thing to say about it. ".repeat(80) };

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  site = await startSite({ config: acme({ guides: { ...base.guides, help, tip: wordy } }), pages });
});
afterEach(async () => {
  await visitor.close();
  await site.close();
});

/** A tab on which the checklist and the tooltip are wanted at once. */
async function openBusyTab(size: "desk" | "phone"): Promise<Page> {
  visitor = await createVisitor(browser, size);
  const { page, track } = await openTab(visitor, site);
  await track("List Wanted");
  await track("Workspace Created");
  await page.getByRole("region", { name: "Start here" }).waitFor();
  return page;
}

describe("several guides at once", () => {
  test("help is named by its own title, with the checklist beside it", async () => {
    const page = await openBusyTab("desk");
    await page.getByRole("region", { name: "Get paid in three steps" }).waitFor();
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    await page.getByRole("button", { name: "Get paid faster" }).click();
    await page.getByRole("dialog", { name: "Get paid faster" }).waitFor();
  });
});

describe("on a phone", () => {
  const PILL = { name: "Get paid in three steps · 1 of 3" };
  /** The sheets that are seen, by their titles. */
  const sheets = (page: Page): Promise<Array<string | null>> =>
    page
      .locator("milepost-root .sheet:visible:not([inert])")
      .evaluateAll((all) => all.map((one) => one.querySelector("h2")!.textContent));

  test("one sheet is shown, on half of the screen at most, and all else keeps off it and its target", async () => {
    const page = await openBusyTab("phone");
    await page.getByRole("button", PILL).waitFor();
    expect(await sheets(page)).toEqual(["Start here"]);
    const [sheet, pill, target] = await Promise.all(
      [page.locator(".sheet"), page.getByRole("button", PILL), page.locator("#new")].map((one) =>
        one.boundingBox(),
      ),
    );
    expect(sheet!.height).toBeLessThanOrEqual(422);
    expect(sheet!.y + sheet!.height).toBe(844);
    expect(pill!.y + pill!.height).toBeLessThanOrEqual(sheet!.y);
    expect(target!.y + target!.height).toBeLessThanOrEqual(pill!.y);
    expect(await page.getByRole("button", { name: "Help" }).count()).toBe(0);
  });

  test("the checklist is opened over the tooltip by hand, and gives the place back", async () => {
    const page = await openBusyTab("phone");
    await page.getByRole("button", PILL).click();
    await page.getByRole("region", { name: "Get paid in three steps" }).waitFor();
    expect(await sheets(page)).toEqual(["Get paid in three steps"]);
    await page.getByRole("button", { name: "Minimise" }).click();
    await page.getByRole("region", { name: "Start here" }).waitFor();
    expect(await sheets(page)).toEqual(["Start here"]);
  });

  test("what is opened from the checklist takes its place", async () => {
    const page = await openBusyTab("phone");
    await page.getByRole("button", PILL).click();
    await page.evaluate(() => window.milepost.start("invoice-tour"));
    await page.getByRole("dialog", { name: "One" }).waitFor();
    expect(await sheets(page)).toEqual(["One"]);
    await page.getByRole("button", PILL).waitFor();
  });
});
