import type { Locator, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types milepost",
].join("; ");

const wanted = { if: { milestone: "workspace", is: "reached" } };
const guides = {
  news: {
    type: "banner",
    title: "Good to see you",
    actions: [{ label: "Later", snooze: "3d" }],
  },
  nps: {
    type: "survey",
    question: [
      { kind: "nps", ask: "How likely are you to recommend Acme?" },
      { kind: "text", ask: "Why?" },
    ],
    then: [{ atMost: 6, lead: "full-serve" }],
  },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
  around: { type: "launcher", on: "/place", target: "#place", title: "Show me around", guide: "walk" },
  walk: { type: "tour", steps: [{ target: "h1", title: "Here you are", spotlight: true }] },
  tip: { type: "tooltip", if: { event: "Tip Wanted" }, target: "#new", title: "Start here" },
  offer: {
    type: "modal",
    ...wanted,
    title: "Bring the team",
    body: "Teams save time.",
    actions: [{ label: "Talk to us", lead: "full-serve", thanks: "We will write to you within a day." }],
  },
};
let violations: string[];
beforeEach(async () => {
  violations = [];
});
/** Whatever a test did, the page's policy was kept. */
afterEach(async () => {
  expect(violations).toEqual([]);
});

const start = (page: Page, guide: string): Promise<void> =>
  page.evaluate((id) => window.milepost.start(id), guide);

/** What has the focus, through the borders of shadow roots: its id, or how it is named. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let focus = document.activeElement;
    while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
    return focus?.id || focus?.localName || "";
  });

const boxOf = async (one: Locator) => (await one.boundingBox())!;

const test = visitorTest.extend(
  "open",
  ({ visit, site }) =>
    async (size: "desk" | "phone" = "desk", path = "/"): Promise<Tab> => {
      const visitor = await visit(size);
      const tab = await openTab(visitor, site, path);
      tab.page.on("console", (message) => {
        if (/Content Security Policy|Trusted/i.test(message.text())) violations.push(message.text());
      });
      await tab.page.waitForFunction(() => "track" in window.milepost);
      // From then on it hears what the user does.
      await tab.page.evaluate(() => window.milepost.ready());
      return tab;
    },
);
test.override("siteOptions", {
  config: acme({ gaps: {}, guides }),
  pages: { ...pages, "/place": `<main><h1>Place</h1><div id="place"></div><p>Text</p></main>` },
  headers: { "content-security-policy": CSP },
});

describe("a modal", () => {
  test("opens by itself on a fresh page; the page behind is out of reach, and gets its focus back", async ({
    open,
  }) => {
    const { page, track } = await open();
    await page.locator("#new").focus();
    await track("Workspace Created");
    const dialog = page.getByRole("dialog", { name: "Bring the team" });
    await dialog.waitFor();
    expect(await focused(page)).toBe("dialog");
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press("Tab");
      expect(await focused(page)).not.toBe("new");
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await focused(page)).toBe("new");
    await page.reload();
    await page.waitForTimeout(300);
    expect(await dialog.count()).toBe(0);
  });

  test("does not open in the midst of work, but with the next page", async ({ open }) => {
    const { page, track } = await open();
    await page.locator("h1").click();
    await track("Workspace Created");
    await page.waitForTimeout(300);
    const dialog = page.getByRole("dialog", { name: "Bring the team" });
    expect(await dialog.count()).toBe(0);
    await page.reload();
    await dialog.waitFor();
  });

  test("hands on who presses, says what was done, and stays until it is closed", async ({ open, site }) => {
    const { page, leave, see } = await open("phone");
    await start(page, "offer");
    await page.getByRole("button", { name: "Talk to us" }).click();
    await see("We will write to you within a day.").waitFor();
    const sheet = await boxOf(page.getByRole("dialog"));
    expect([sheet.x, sheet.width, sheet.y + sheet.height]).toEqual([0, 390, 844]);
    await page.getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await leave();
    await until(() => site.told("Guide Completed").length > 0, "its completion");
    expect(site.told("Lead Raised", "Guide Completed")).toEqual([
      "Lead Raised: offer",
      "Guide Completed: offer",
    ]);
  });
});

describe("a banner", () => {
  test("stands over the top edge, and moves nothing of the page", async ({ open }) => {
    const { page, see } = await open();
    const before = await boxOf(page.locator("#new"));
    await start(page, "news");
    await see("Good to see you").waitFor();
    const banner = await boxOf(page.locator("[part~=banner]"));
    expect(banner.y).toBe(16);
    expect(Math.abs(banner.x * 2 + banner.width - 1280)).toBeLessThanOrEqual(1);
    expect(await boxOf(page.locator("#new"))).toEqual(before);
  });

  test("makes way for the control that is in use", async ({ open }) => {
    const { page, see } = await open();
    await page.evaluate(() => {
      const field = document.createElement("input");
      document.body.prepend(field);
      document.body.style.textAlign = "center";
      field.id = "field";
    });
    await start(page, "news");
    await see("Good to see you").waitFor();
    await page.locator("#field").focus();
    expect((await boxOf(page.locator("[part~=banner]"))).y).toBeGreaterThan(600);
  });
});

describe("a survey", () => {
  test("goes by the arrow keys, and sends what was answered", async ({ open, site }) => {
    const { page, leave, see } = await open();
    await start(page, "nps");
    await page.getByRole("dialog", { name: "How likely are you to recommend Acme?" }).waitFor();
    await page.getByRole("radio", { name: "5" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("radio", { name: "6" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Next" }).click();
    await page.keyboard.type("Slow");
    await page.getByRole("checkbox", { name: "You may contact me about this" }).check();
    await page.getByRole("button", { name: "Send" }).click();
    await see("Thank you").waitFor();
    await leave();
    await until(() => site.told("Guide Completed").length > 0, "its completion");
    const rows = site.rows.filter(({ event }) => event === "Survey Answered" || event === "Lead Raised");
    expect(rows.map(({ event, properties: p }) => [event, p.question_kind, p.answer ?? p.lead])).toEqual([
      ["Survey Answered", "nps", 6],
      ["Survey Answered", "text", "Slow"],
      ["Lead Raised", undefined, "full-serve"],
    ]);
  });

  const PARTING: ReadonlyArray<readonly [how: string, part: (page: Page, url: string) => Promise<unknown>]> =
    [
      ["Esc", (page) => page.keyboard.press("Escape")],
      ["a reload", (page) => page.reload()],
      ["another page", (page, url) => page.goto(`${url}/invoices/new`)],
    ];
  test.for(PARTING)("keeps what is half written over %s", async ([_, part], { open, site }) => {
    const { page } = await open();
    await start(page, "nps");
    await page.getByRole("button", { name: "Skip" }).click();
    await page.keyboard.type("Half a th");
    await part(page, site.url);
    await page.waitForFunction(() => "track" in window.milepost);
    await start(page, "nps");
    await page.getByRole("textbox", { name: "Why?" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Why?" }).inputValue()).toBe("Half a th");
  });

  test("has rows for a thumb on a phone, within half of its screen", async ({ open }) => {
    const { page } = await open("phone");
    await start(page, "nps");
    const sheet = await boxOf(page.locator("[part~=survey]"));
    expect(sheet.height).toBeLessThanOrEqual(422);
    const scores = await page
      .locator("[part~=scale] label")
      .evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .map(({ width, height, right }) => ({ width, height, right })),
      );
    expect(scores).toHaveLength(11);
    for (const { width, height, right } of scores) {
      expect(height).toBe(44);
      expect(width).toBeGreaterThanOrEqual(24);
      expect(right).toBeLessThanOrEqual(390);
    }
  });
});

describe("a launcher", () => {
  test("stands in its element and opens its guide, which darkens all but its target", async ({ open }) => {
    const { page, see } = await open("desk", "/place");
    await page.locator("#place milepost-slot").getByRole("button", { name: "Show me around" }).click();
    await see("Here you are").waitFor();
    expect(await page.locator("[part~=ring]").evaluate((ring) => getComputedStyle(ring).boxShadow)).toMatch(
      /rgba\(16, 19, 26, 0\.45\d*\) 0px 0px 0px 2\d{3}px/,
    );
    await page.keyboard.press("Escape");
    await see("Here you are").waitFor({ state: "detached" });
  });
});

describe("help", () => {
  test("finds an article over a slip, asks whether it helped, and reports what it did not find", async ({
    open,
    site,
  }) => {
    const { page, leave } = await open();
    await page.getByRole("button", { name: "Help" }).click();
    const field = page.getByRole("searchbox", { name: "Search help" });
    await field.pressSequentially("fasetr");
    const before = await boxOf(field);
    await page.getByRole("button", { name: "Get paid faster" }).waitFor();
    await field.fill("quantum");
    await page.getByText("Nothing found for “quantum”.").waitFor();
    expect(await boxOf(field)).toEqual(before);
    await field.fill("paid");
    await page.getByRole("button", { name: "Get paid faster" }).click();
    await page.getByRole("button", { name: "Yes" }).click();
    await page.locator("article").getByText("Thank you").waitFor();
    // What is not stored yet when the page goes waits for the next one.
    await page.waitForTimeout(200);
    await leave();
    await until(() => site.told("Doc Rated").length > 0, "the rating");
    expect(site.rows.filter(({ event }) => event === "Doc Searched").at(-1)?.properties).toMatchObject({
      query: "paid",
      hits: 1,
    });
  });
});

describe("tips", () => {
  test("can be paused on one of them, for all tabs and pages, and turned on again in help", async ({
    open,
  }) => {
    const { page, track, see } = await open();
    await track("Tip Wanted");
    await see("Start here").waitFor();
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByText("It is meant to help at this point.").waitFor();
    await page.getByRole("button", { name: "Pause tips" }).click();
    await page.getByRole("button", { name: "Pause until I turn them on" }).click();
    await see("Start here").waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByText("Tips are paused.").waitFor();
    expect(await see("Start here").count()).toBe(0);
    await page.getByRole("button", { name: "Turn on again" }).click();
    await see("Start here").waitFor();
  });
});
