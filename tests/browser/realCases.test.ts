/** Six things that product managers ask for, each from its JSON alone, in a browser whose clock is moved. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

/** A Monday morning. */
const MONDAY = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const pages = {
  "/": `<main><h1>Acme</h1><a href="/dashboards" id="dashboards">Dashboards</a></main>`,
  "/import/columns": `<main><h1>Columns</h1><div id="columns">Name</div></main>`,
};

let now = MONDAY;

const identify = ({ page }: Tab, user: string, traits: object = {}): Promise<void> =>
  page.evaluate(([id, given]) => window.milepost.identify(id, given as Record<string, unknown>), [
    user,
    traits,
  ] as const);
const group = ({ page }: Tab, account: string, traits: object = {}): Promise<void> =>
  page.evaluate(([id, given]) => window.milepost.group(id, given as Record<string, unknown>), [
    account,
    traits,
  ] as const);

/** The texts of the cards and panels on the screen. */
const look = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector("milepost-root")?.shadowRoot?.textContent ?? "");
const sees = (page: Page, text: string): Promise<void> =>
  until(async () => (await look(page)).includes(text), text);

/** Nothing of that text comes, also after whatever was still to be done. */
async function seesNo(page: Page, text: string): Promise<void> {
  // It answers after all that was said before, and once the clock knows when to wake.
  await why(page);
  await page.waitForTimeout(400);
  expect(await look(page)).not.toContain(text);
}

/** Why a guide is not there, in words. */
const why = (page: Page, guide?: string): Promise<string | undefined> =>
  page.evaluate(async (id) => (await window.milepost.explain(id))[0]?.text, guide);

const test = visitorTest
  .extend(
    "arrive",
    ({ site, visit }) =>
      async (name: string, path = "/", more: object = {}): Promise<Tab> => {
        const config = {
          ...JSON.parse(readFileSync(`tests/cases/real/${name}.milepost.json`, "utf8")),
          ...more,
        };
        await site.start({ config, pages });
        const visitor = await visit();
        now = MONDAY;
        await visitor.clock.install({ time: now });
        return openTab(visitor, site, path);
      },
  )
  /** Time goes by, and they come back with a new page. */
  .extend("comeBack", ({ site }) => async ({ page }: Tab, after: number, path = "/"): Promise<void> => {
    // Time flows on each page: a minute more is surely past the moment that is meant.
    now += after + MINUTE;
    await page.clock.setSystemTime(now);
    await page.goto(site.url + path);
    await page.evaluate(() => window.milepost.ready());
  })
  /** They go, come back and go: what was on its way when they went the first time is at the endpoint after the second. */
  .extend("goForGood", ({ comeBack }) => async (tab: Tab): Promise<void> => {
    await tab.leave();
    await comeBack(tab, 0);
    await tab.leave();
  })
  /** They have done what counts, and a day is missing until they are asked about it. */
  .extend("activate", ({ arrive, comeBack }) => async (): Promise<Tab> => {
    const tab = await arrive("nps");
    for (let i = 0; i < 3; i++) await tab.track("Invoice Sent");
    await comeBack(tab, 29 * DAY);
    await seesNo(tab.page, "How likely");
    return tab;
  });

describe("a workspace is set up", () => {
  test("by five steps that its people share, two of them for admins only", async ({
    arrive,
    comeBack,
    site,
  }) => {
    const tab = await arrive("activation");
    await identify(tab, "ana", { role: "admin" });
    await group(tab, "studio");
    await sees(tab.page, "Set up your workspace");
    await sees(tab.page, "0 of 5");
    await tab.track("Project Started");
    await sees(tab.page, "1 of 5");
    for (const email of ["bo@studio.example", "cy@studio.example"])
      await tab.track("Member Invited", { email });
    await sees(tab.page, "2 of 5");
    // A colleague at the same computer, who is no admin.
    await identify(tab, "bo", { role: "member" });
    await group(tab, "studio");
    await sees(tab.page, "1 of 3");
    await seesNo(tab.page, "Add a billing address");
    await tab.track("Task Finished");
    await tab.track("Comment Left");
    await sees(tab.page, "3 of 3");
    await identify(tab, "ana", { role: "admin" });
    await group(tab, "studio");
    await sees(tab.page, "4 of 5");
    await tab.track("Billing Address Added");
    // A batch has one person: each page load sends what is left of another.
    await comeBack(tab, HOUR);
    await until(() => site.told("Gap Bridged").length > 0, "the gap's end at the endpoint");
    await until(() => site.told("Milestone Reached").length >= 6, "the milestones at the endpoint");
    expect(site.told("Gap Bridged")).toEqual(["Gap Bridged: not-set-up"]);
    expect(site.told("Milestone Reached").sort()).toEqual(
      ["active", "billing", "comment", "invite", "project", "task"].map((id) => `Milestone Reached: ${id}`),
    );
  });
});

describe("an import that was abandoned twice", () => {
  test("is met by a tip, two days later by an article, and two days after that by the offer of a call", async ({
    arrive,
    comeBack,
    goForGood,
    site,
  }) => {
    const tab = await arrive("import", "/import/columns");
    const { page, track } = tab;
    await track("Import Begun");
    await track("Import Abandoned");
    await seesNo(page, "Columns match by name");
    await track("Import Abandoned");
    await sees(page, "Columns match by name");
    const openHelp = async (): Promise<string> => {
      await page.getByRole("button", { name: "Help" }).click();
      await sees(page, "Export your contacts");
      const text = await look(page);
      await page.keyboard.press("Escape");
      return text;
    };
    const leads = (text: string): boolean =>
      text.indexOf("Import contacts, step by step") < text.indexOf("Export your contacts");
    expect(leads(await openHelp())).toBe(false);
    await comeBack(tab, 2 * DAY);
    expect(leads(await openHelp())).toBe(true);
    await seesNo(page, "Shall we import them together?");
    await comeBack(tab, 2 * DAY, "/import/columns");
    await sees(page, "Shall we import them together?");
    await page.getByRole("button", { name: "Book a call" }).click();
    await sees(page, "We will write to you within a day.");
    await page.keyboard.press("Escape");
    await goForGood(tab);
    await until(() => site.told("Lead Raised").length > 0, "the lead at the endpoint");
    expect(site.rows.find(({ event }) => event === "Lead Raised")?.properties.lead).toBe("full-serve");
  });

  test("is left alone once it has come to its end", async ({ arrive, comeBack }) => {
    const tab = await arrive("import", "/import/columns");
    for (const event of ["Import Begun", "Import Abandoned", "Import Abandoned"]) await tab.track(event);
    await sees(tab.page, "Columns match by name");
    await tab.track("Import Finished");
    await seesNo(tab.page, "Columns match by name");
    await comeBack(tab, 5 * DAY, "/import/columns");
    await seesNo(tab.page, "Shall we import them together?");
    expect(await why(tab.page, "offer-a-call")).toMatch(
      /not shown, the gap stuck-in-import was crossed 5 d ago$/,
    );
  });
});

describe("a trial that ends in five days", () => {
  test.for([
    ["solo", "Your trial ends in 5 days", "9 €"],
    ["team", "Your team's trial ends in 5 days", "29 €"],
  ] as const)("is said in the words of the plan: %s", async ([plan, title, price], { arrive }) => {
    const tab = await arrive("trial");
    await group(tab, "studio", { plan, trialEndsAt: new Date(MONDAY + 5 * DAY + HOUR).toISOString() });
    await seesNo(tab.page, "trial ends");
    await tab.page.clock.fastForward(HOUR);
    await seesNo(tab.page, "trial ends");
    // Nobody has touched the page for an hour, until now.
    await tab.page.mouse.move(400, 500);
    await sees(tab.page, title);
    await sees(tab.page, price);
    await tab.track("Subscription Started");
    await seesNo(tab.page, "trial ends");
  });

  test("is not said on a weekend, and again on the Monday after", async ({ arrive, comeBack }) => {
    const tab = await arrive("trial");
    await comeBack(tab, 5 * DAY);
    await group(tab, "studio", { plan: "solo", trialEndsAt: new Date(MONDAY + 9 * DAY).toISOString() });
    await seesNo(tab.page, "trial ends");
    expect(await why(tab.page, "trial-solo")).toMatch(
      /^trial-solo: not shown, its condition does not hold: now.weekday: /,
    );
    await comeBack(tab, DAY);
    await seesNo(tab.page, "trial ends");
    expect(await why(tab.page, "trial-solo")).toMatch(
      /^trial-solo: not shown, its condition does not hold: now.weekday: /,
    );
    await comeBack(tab, DAY);
    await sees(tab.page, "Your trial ends");
  });
});

describe("a new feature", () => {
  /** Whose arm is whose is always the same: the first of these is held out, the second is not. */
  const NAMES = ["user-0", "user-1"];

  test("is announced once to those who used the old one three times in a month, and half of them are held out", async ({
    arrive,
    comeBack,
    goForGood,
    site,
  }) => {
    const arms: string[] = [];
    for (const name of NAMES) {
      const tab = await arrive("feature");
      await identify(tab, name);
      await tab.track("Report Opened");
      await tab.track("Report Opened");
      await seesNo(tab.page, "All your reports on one page");
      await comeBack(tab, 31 * DAY);
      await tab.track("Report Opened");
      await seesNo(tab.page, "All your reports on one page");
      const arm = tab.page.evaluate(
        () => new Promise<string>((resolve) => window.milepost.on("guide", ({ event }) => resolve(event))),
      );
      await tab.track("Report Opened");
      await tab.track("Report Opened");
      const told = await arm;
      const text = "All your reports on one page";
      await (told === "Guide Shown" ? sees : seesNo)(tab.page, text);
      // Once: it does not come back.
      await comeBack(tab, 2 * DAY);
      await seesNo(tab.page, "All your reports on one page");
      await goForGood(tab);
      await until(() => site.told("Guide Shown", "Guide Held Out").length > 0, `the arm of ${name}`);
      expect(site.told("Guide Shown", "Guide Held Out")).toEqual([`${told}: dashboards-are-here`]);
      arms.push(told);
      await tab.page.context().close();
    }
    expect(arms).toEqual(["Guide Held Out", "Guide Shown"]);
  });
});

describe("thirty days after activation", () => {
  const answer = async ({ page }: Tab, score: string): Promise<void> => {
    await sees(page, "How likely are you to recommend Acme?");
    await press(page.getByRole("radio", { name: new RegExp(`^${score}\\b`) }));
  };
  /** What is pressed is the label: the box itself is drawn by it. */
  const press = (box: Locator): Promise<void> => box.locator("xpath=ancestor::label").click();
  const send = ({ page }: Tab): Promise<void> => page.getByRole("button", { name: "Send" }).click();

  test("a promoter is asked for the story, and may refer a friend", async ({
    activate,
    comeBack,
    goForGood,
    site,
  }) => {
    const tab = await activate();
    await comeBack(tab, DAY);
    await answer(tab, "10");
    await send(tab);
    await sees(tab.page, "What has changed for you?");
    await tab.page.getByRole("textbox").fill("We are paid on time.");
    await sees(tab.page, "Refer a friend");
    await send(tab);
    await goForGood(tab);
    await until(() => site.told("Story Told").length > 0, "the story at the endpoint");
    const { properties } = site.rows.find(({ event }) => event === "Survey Answered")!;
    expect(properties).toMatchObject({ answer: 10, question_kind: "nps" });
    expect(site.told("Lead Raised")).toEqual([]);
  });

  test("a detractor is handed to an account manager, if they say yes to that", async ({
    activate,
    comeBack,
    goForGood,
    site,
  }) => {
    const tab = await activate();
    await comeBack(tab, DAY);
    await answer(tab, "3");
    await press(tab.page.getByRole("checkbox"));
    await send(tab);
    await goForGood(tab);
    await until(() => site.told("Lead Raised").length > 0, "the lead at the endpoint");
    expect(site.rows.find(({ event }) => event === "Lead Raised")?.properties.lead).toBe("full-serve");
  });

  test("nobody is asked within seven days of another survey", async ({ activate, comeBack }) => {
    const tab = await activate();
    await tab.track("Export Finished");
    await sees(tab.page, "How easy was the export?");
    await tab.page.getByRole("button", { name: "Close" }).first().click();
    await comeBack(tab, DAY);
    await seesNo(tab.page, "How likely");
    expect(await why(tab.page, "nps")).toMatch(/not shown, too soon after the last interruption/);
    await comeBack(tab, 5 * DAY);
    await seesNo(tab.page, "How likely");
    expect(await why(tab.page, "nps")).toMatch(/not shown, too soon after the last interruption/);
    await comeBack(tab, DAY);
    await sees(tab.page, "How likely are you to recommend Acme?");
  });
});

describe("back after 21 silent days", () => {
  test("they hear what has changed since, and nothing else", async ({ arrive, comeBack }) => {
    const tab = await arrive("return");
    await identify(tab, "ana", { firstName: "Ana" });
    await tab.track("Invoice Sent");
    await comeBack(tab, 20 * DAY);
    await seesNo(tab.page, "Good to see you");
    await comeBack(tab, 21 * DAY);
    await sees(tab.page, "Good to see you, Ana");
    await tab.page.getByRole("button", { name: "See what changed" }).click();
    await sees(tab.page, "Reminders go out by themselves");
    await seesNo(tab.page, "Press Send");
  });
});
