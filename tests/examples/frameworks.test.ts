import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLE_NAMES, startExample } from "../../examples/http/startExample.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { createVisitor } from "../helpers/visitor.ts";
import { findBarriers, openWatched, scrollsSideways, type Watched } from "./pages.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe.each(EXAMPLE_NAMES)("the product in %s", (name) => {
  let product: Running;
  let context: BrowserContext;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    product = await startExample(name, 0);
  });
  afterAll(() => product?.close());
  beforeEach(async () => {
    context = await createVisitor(browser);
    watched = await openWatched(context);
    page = watched.page;
    await page.goto(product.url);
  });
  afterEach(async () => {
    await context.close();
    expect(watched.complaints).toEqual([]);
  });

  const guide = (title: string) => page.getByRole("region", { name: title });
  const roots = () => page.locator("milepost-root").count();
  const button = (label: string) => page.getByRole("button", { name: label, exact: true });

  async function addTask(): Promise<void> {
    await page.getByLabel("Task", { exact: true }).fill("Call the bank");
    await button("Add").click();
    await page.getByRole("checkbox", { name: "Call the bank" }).waitFor();
  }

  it("shows a tooltip that leaves and a checklist that ticks itself off, as the milestones are reached", async () => {
    await guide("Start here").waitFor();
    await guide("Your first day").getByText("0 of 2 done").waitFor();
    expect(await roots()).toBe(1);
    await addTask();
    await guide("Start here").waitFor({ state: "detached" });
    await guide("Your first day").getByText("1 of 2 done").waitFor();
    await page.getByRole("checkbox").check();
    await page.getByText("You know your way around.").waitFor();
  });

  it("leaves nothing of it in the page after a sign-out, and goes on where it was at the next sign-in", async () => {
    await guide("Start here").waitFor();
    await addTask();
    await guide("Start here").waitFor({ state: "detached" });
    await button("Sign out").click();
    await button("Sign in").waitFor();
    await expect.poll(roots).toBe(0);
    await button("Sign in").click();
    await guide("Your first day").getByText("1 of 2 done").waitFor();
    expect(await guide("Start here").count()).toBe(0);
    expect(await roots()).toBe(1);
  });

  it("has no barriers, and fits a phone", async () => {
    await guide("Your first day").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 780 });
    expect(await scrollsSideways(page)).toBe(false);
  });
});
