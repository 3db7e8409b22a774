import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host & { first: unknown };

const config = acme({
  milestones: {
    workspace: { title: "Create your workspace", when: { event: "Workspace Created", count: 2 } },
    "first-invoice": { title: "Send", when: { event: "Invoice Sent" } },
    "first-payment": { title: "Get paid", when: { event: "Payment Received" } },
  },
});

const test = visitorTest.extend("open", ({ site, visitor }) => async (): Promise<Tab> => {
  await site.start({ config, pages });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  await tab.page.evaluate(async () => {
    await window.milepost.ready();
    window.first = window.milepost;
  });
  return tab;
});

/** As a tag manager does it. */
function addTag(address: string): Promise<unknown> {
  const tag = document.createElement("script");
  tag.src = "/dist/milepost.js";
  tag.dataset.config = address;
  document.head.append(tag);
  return new Promise((resolve) => tag.addEventListener("load", resolve));
}

describe("a second script tag in a page", () => {
  test("starts nothing, says so once, and hands its early calls over", async ({ open, site }) => {
    const { page, track, logged, thrown, leave } = await open();
    await page.evaluate(() => {
      Object.assign(window, { milepost: [["track", "Invoice Sent"]] });
    });
    await page.evaluate(addTag, "/milepost.json");
    await page.evaluate(addTag, "/milepost.json#");
    expect(await page.evaluate(() => window.milepost === window.first)).toBe(true);
    expect(logged).toEqual([
      "Milepost: found a second script tag for /milepost.json, expected one; it starts nothing",
    ]);
    // Twice would be the milestone.
    await track("Workspace Created");
    await leave();
    await until(() => site.rows.some(({ event }) => event === "Workspace Created"), "the event");
    expect(site.rows.filter(({ event }) => event === "Workspace Created")).toHaveLength(1);
    expect(site.rows.filter(({ event }) => event === "Invoice Sent")).toHaveLength(1);
    expect(site.told("Milestone Reached")).toEqual(["Milestone Reached: first-invoice"]);
    expect(thrown).toEqual([]);
  });

  test("for the same product at another address starts nothing either", async ({ open }) => {
    const { page, logged } = await open();
    await page.evaluate(addTag, "/milepost.json?v=2");
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([
      "Milepost: found a second script tag for the product acme, expected one; it starts nothing",
    ]);
    expect(await page.evaluate(() => window.milepost === window.first)).toBe(true);
  });

  test("starts where the first was destroyed", async ({ open }) => {
    const { page, see, track, logged } = await open();
    await page.evaluate(() => window.milepost.destroy());
    expect(await page.evaluate(() => Object.getOwnPropertySymbols(window).map(String))).not.toContain(
      "Symbol(milepost)",
    );
    await page.evaluate(addTag, "/milepost.json");
    await track("Workspace Created");
    await track("Workspace Created");
    await see("Start here").waitFor();
    expect(logged).toEqual([]);
  });
});
