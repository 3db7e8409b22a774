import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host;

const OUTCOMES = ["Milestone Reached", "Gap Opened", "Gap Bridged", "Guide Shown"];

test.override("siteOptions", { config: acme(), pages });

describe("the way of one user", () => {
  test("a gap opens, a tooltip stands at its target, the milestone takes it away, the endpoint has it all", async ({
    visitor,
    site,
  }) => {
    const { page, see, track, thrown, logged } = await openTab(visitor, site);
    await page.evaluate(() => window.milepost.identify("ana", { firstName: "Ana" }));
    await track("Workspace Created");
    const tip = see("Start here");
    await tip.waitFor();
    expect(await see("Hi Ana, this makes a new invoice.").isVisible()).toBe(true);

    await track("Invoice Sent", { total: 40 });
    await tip.waitFor({ state: "detached" });
    await until(() => site.told("Gap Bridged").length > 0, "the report of the bridged gap");
    expect(site.told(...OUTCOMES)).toEqual([
      "Milestone Reached: workspace",
      "Gap Opened: no-first-invoice",
      "Guide Shown: tip",
      "Milestone Reached: first-invoice",
      "Gap Bridged: no-first-invoice",
    ]);
    expect(
      site.rows.every(({ messageId, userId, anonymousId }) => messageId && (userId || anonymousId)),
    ).toBe(true);
    expect({ thrown, logged }).toEqual({ thrown: [], logged: [] });
  });

  test("a text takes in what is learnt of the user while it stands there", async ({ visitor, site }) => {
    const { page, see, track } = await openTab(visitor, site);
    await track("Workspace Created");
    await see("Hi there, this makes a new invoice.").waitFor();
    await page.evaluate(() => window.milepost.identify("ana", { firstName: "Ana" }));
    await see("Hi Ana, this makes a new invoice.").waitFor();
  });

  test("the tooltip comes within two frames of its gap's opening, beside its target and inside the window", async ({
    visitor,
    site,
  }) => {
    const { page, see, track } = await openTab(visitor, site);
    // A first showing has brought the chunk in.
    await track("Workspace Created");
    await see("Start here").waitFor();
    await page.evaluate(() => window.milepost.reset());
    await see("Start here").waitFor({ state: "detached" });

    const countFrames = (): Promise<number> =>
      page.evaluate(async () => {
        let count = 0;
        // Just after somebody has come, the page may have more to say of who that is.
        await new Promise((resolve) => setTimeout(resolve, 1_100));
        const opened = new Promise<void>((resolve) => window.milepost.once("gap", () => resolve()));
        void window.milepost.track("Workspace Created");
        await opened;
        const find = () =>
          document.querySelector("milepost-root")?.shadowRoot?.querySelector("[part~=card] [part~=title]");
        while (!find() && count < 60) {
          await new Promise(requestAnimationFrame);
          count++;
        }
        return count;
      });
    // A machine that is busy with something else may be late: of eight times, the best one counts.
    const frames = [await countFrames()];
    while (frames.at(-1)! > 2 && frames.length < 8) {
      await page.evaluate(() => window.milepost.reset());
      await see("Start here").waitFor({ state: "detached" });
      frames.push(await countFrames());
    }
    expect(Math.min(...frames)).toBeLessThanOrEqual(2);

    const card = (await page.locator("[part~=card]").boundingBox())!;
    const target = (await page.locator("#new").boundingBox())!;
    const apart = Math.max(card.y - (target.y + target.height), target.y - (card.y + card.height));
    expect(apart).toBeGreaterThanOrEqual(0);
    expect(apart).toBeLessThan(40);
    expect(card.x).toBeGreaterThanOrEqual(0);
    expect(card.x + card.width).toBeLessThanOrEqual(1280);
  });

  // A machine that is busy with something else may be late: of three times, the best one counts.
  test("a guide leaves within a frame of its milestone, and a second tab follows within a second", {
    retry: 2,
  }, async ({ visitor, site }) => {
    const one = await openTab(visitor, site);
    await one.track("Workspace Created");
    await one.see("Start here").waitFor();
    const two = await openTab(visitor, site);
    await two.see("Start here").waitFor();

    const frames = await two.page.evaluate(async () => {
      let count = 0;
      const reached = new Promise<void>((resolve) => window.milepost.once("milestone", () => resolve()));
      void window.milepost.track("Invoice Sent", { total: 1 });
      await reached;
      // A picture of it fades for 100 ms, out of reach.
      const card = "[part~=card]:not([inert], [inert] *)";
      while (document.querySelector("milepost-root")?.shadowRoot?.querySelector(card) && count < 60) {
        await new Promise(requestAnimationFrame);
        count++;
      }
      return count;
    });
    await one.see("Start here").waitFor({ state: "detached", timeout: 1_000 });
    expect(frames).toBeLessThanOrEqual(1);
  });

  test("everything is reported once over a reload and two tabs, and the guide goes on where it was", async ({
    visitor,
    site,
  }) => {
    const one = await openTab(visitor, site);
    await one.track("Workspace Created");
    await one.see("Start here").waitFor();
    await one.page.reload();
    await one.see("Start here").waitFor();
    const two = await openTab(visitor, site);
    await two.see("Start here").waitFor();
    await Promise.all([one, two].map(({ track }) => track("Invoice Sent", { total: 1 })));
    await Promise.all([one, two].map(({ leave }) => leave()));
    await until(() => site.told("Invoice Sent").length > 1, "both events");
    expect(site.told(...OUTCOMES).sort()).toEqual([
      "Gap Bridged: no-first-invoice",
      "Gap Opened: no-first-invoice",
      "Guide Shown: tip",
      "Milestone Reached: first-invoice",
      "Milestone Reached: workspace",
    ]);
  });

  test("what was dismissed in one tab is gone in the other, and stays away", async ({ visitor, site }) => {
    const one = await openTab(visitor, site);
    const two = await openTab(visitor, site);
    await one.track("Workspace Created");
    await Promise.all([one, two].map(({ see }) => see("Start here").waitFor()));
    await one.page.waitForTimeout(400);
    await one.page.getByRole("button", { name: "Close" }).click();
    await two.see("Start here").waitFor({ state: "detached" });
    await two.page.reload();
    await two.page.waitForTimeout(500);
    expect(await two.see("Start here").count()).toBe(0);
  });

  test("early calls are taken in order, with the identity of their moment", async ({ visitor, site }) => {
    const page = await visitor.newPage();
    await page.addInitScript(() => {
      const queue = [
        ["track", "Looked Around"],
        ["identify", "ana", {}],
        ["track", "Workspace Created"],
      ];
      Object.assign(window, { milepost: queue });
    });
    await page.goto(site.url);
    await page.locator("[part~=card]").waitFor();
    await until(() => site.told("Workspace Created").length > 0, "the early event");
    const find = (name: string) => site.rows.find(({ event }) => event === name)!;
    expect(find("Looked Around").userId).toBeUndefined();
    expect(find("Workspace Created")).toMatchObject({
      userId: "ana",
      anonymousId: find("Looked Around").anonymousId,
    });
  });

  test("another user at the same browser starts anew, and the first one goes on where they were", async ({
    visitor,
    site,
  }) => {
    const { page, see, track, leave } = await openTab(visitor, site);
    await page.evaluate(() => window.milepost.identify("ana"));
    await track("Workspace Created");
    await see("Start here").waitFor();
    await page.evaluate(() => window.milepost.identify("bo"));
    await see("Start here").waitFor({ state: "detached" });
    await page.evaluate(() => window.milepost.identify("ana"));
    await see("Start here").waitFor();
    await leave();
    await until(() => site.told("Guide Shown").length > 0, "the report");
    expect(site.told("Guide Shown", "Gap Opened")).toEqual([
      "Gap Opened: no-first-invoice",
      "Guide Shown: tip",
    ]);
  });

  test("a tooltip leaves when the page navigates to where it does not belong, and comes back", async ({
    visitor,
    site,
  }) => {
    const { page, see, track, leave } = await openTab(visitor, site);
    await track("Workspace Created");
    await see("Start here").waitFor();
    await page.evaluate(() => history.pushState(null, "", "/elsewhere"));
    await see("Start here").waitFor({ state: "detached" });
    await page.evaluate(() => history.back());
    await see("Start here").waitFor();
    await leave();
    await until(() => site.told("Guide Shown").length > 0, "the report");
    expect(site.told("Guide Shown")).toHaveLength(1);
  });

  test("what happens in the moment in which a page is left is not lost", async ({ visitor, site }) => {
    const { page, see, thrown } = await openTab(visitor, site, "/invoices/new");
    await page.evaluate(() => window.milepost.ready());
    await page.evaluate(() => {
      void window.milepost.track("Workspace Created");
      location.assign("/");
    });
    await page.waitForURL(`${site.url}/`);
    await see("Start here").waitFor();
    await until(() => site.told("Milestone Reached").length > 0, "the report");
    expect(thrown).toEqual([]);
  });

  test("what the endpoint does not take waits for the next load", async ({ site, visitor }) => {
    site.setStatus(503);
    const one = await openTab(visitor, site);
    await one.track("Workspace Created");
    await one.page.waitForTimeout(700);
    await one.page.close();
    site.setStatus(undefined);
    await openTab(visitor, site);
    await until(() => site.told("Milestone Reached").length > 0, "the report of the first load", 15_000);
    expect(site.told("Milestone Reached")).toHaveLength(1);
  });
});

describe("a tour", () => {
  test("goes over pages by click, input and event, and is completed with its last step", async ({
    visitor,
    site,
  }) => {
    const { page, see, leave } = await openTab(visitor, site);
    await page.evaluate(() => window.milepost.start("invoice-tour"));
    await see("Press it.").waitFor();
    await page.locator("#new").click();
    await page.waitForURL("**/invoices/new");
    await see("Fill it in.").waitFor();
    await page.reload();
    await see("Fill it in.").waitFor();
    await page.locator("#total").fill("40");
    await page.locator("#total").blur();
    await see("Send it.").waitFor();
    await page.evaluate(() => window.milepost.track("Invoice Sent", { total: 40 }));
    await see("Send it.").waitFor({ state: "detached", timeout: 30_000 });
    await leave();
    await until(() => site.told("Guide Completed").length > 0, "the report of the completed tour");
    expect(site.told("Guide Shown", "Guide Completed")).toEqual([
      "Guide Shown: invoice-tour",
      "Guide Completed: invoice-tour",
    ]);
  });
});

describe("a checklist", () => {
  test("ticks itself off, opens a tour from an item, and leaves in a done state with its last", async ({
    visitor,
    site,
  }) => {
    const { page, see, track } = await openTab(visitor, site);
    await track("Workspace Created");
    await track("List Wanted");
    await see("Get paid in three steps").waitFor();
    await see("1 of 3 done").waitFor();
    await page.getByRole("button", { name: "Show me" }).click();
    await see("Press it.").waitFor();
    await track("Invoice Sent", { total: 3 });
    await see("2 of 3 done").waitFor();
    await track("Payment Received");
    await see("Get paid in three steps").waitFor({ state: "detached", timeout: 30_000 });
  });
});

describe("help", () => {
  test("a hotspot opens its article, and Esc closes one layer at a time", async ({ visitor, site }) => {
    const { page, see, leave } = await openTab(visitor, site, "/spot");
    await page.locator("milepost-root button").first().click();
    await see("Send a reminder after a week.").waitFor();
    expect(await page.getByRole("link", { name: "a week" }).getAttribute("href")).toBe(
      "https://acme.example/why",
    );
    await page.keyboard.press("Escape");
    await see("Send a reminder after a week.").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.locator("[part~=help]:not([inert])").waitFor({ state: "detached" });
    await leave();
    await until(() => site.told("Doc Viewed").length > 0, "the report of the article");
  });
});
