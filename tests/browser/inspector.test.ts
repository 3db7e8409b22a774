import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { findBarriers } from "../examples/pages.ts";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const POLICY = "default-src 'self'; require-trusted-types-for 'script'; trusted-types";
const CONFIG = acme({
  segments: [{ id: "team", when: { trait: "plan", is: "team" } }],
  gaps: {
    "no-first-invoice": { from: "workspace", to: "first-invoice", bridge: ["tip"] },
    later: { from: "workspace", to: "first-payment", opens: { after: "2d" }, bridge: ["remind"] },
    team: { to: "first-payment", for: { segment: "team" }, bridge: ["team-news"] },
  },
  guides: {
    tip: { type: "tooltip", target: "[data-tour=new-invoice]", title: "Start here" },
    remind: { type: "banner", title: "Get paid now" },
    "team-news": { type: "banner", title: "News for teams" },
    walk: {
      type: "tour",
      if: { event: "Walk Wanted" },
      steps: [{ target: "#new", title: "First" }, { title: "Then" }],
    },
    lost: { type: "tooltip", target: "#gone", title: "Nowhere", if: { event: "Lost Wanted" } },
  },
});

interface Inspected {
  readonly page: Page;
  readonly panel: Locator;
  readonly guide: (title: string) => Locator;
  readonly thrown: string[];
  go(tab: string): Promise<void>;
  press(name: string): Promise<void>;
}

const test = visitorTest.extend(
  "inspect",
  ({ site, visitor }) =>
    async (more: object = {}, path = "/"): Promise<Inspected> => {
      await site.start({
        config: { ...CONFIG, ...more },
        pages,
        headers: { "content-security-policy": POLICY },
      });
      const { page, track, see, thrown } = await openTab(visitor, site, path);
      const countLoads = () =>
        page.evaluate(
          () =>
            performance.getEntriesByType("resource").filter(({ name }) => name.includes("inspector")).length,
        );
      await track("Workspace Created");
      await see("Start here").waitFor();
      if (!path.includes("?")) {
        expect(await countLoads(), "files of the inspector before anybody asks for it").toBe(0);
        await page.evaluate(() => window.milepost.debug());
      }
      const panel = page.getByRole("region", { name: "Milepost inspector" });
      await panel.waitFor();
      expect(await countLoads()).toBe(1);
      return {
        page,
        panel,
        thrown,
        // Not in the live region, which says the same to screen readers.
        guide: (title) => page.locator("milepost-root :not(.region)").getByText(title).first(),
        go: (tab) => panel.getByRole("tab", { name: tab }).click(),
        press: (name) => panel.getByRole("button", { name, exact: true }).first().click(),
      };
    },
);

describe("the inspector", () => {
  test("says of each guide why it shows or not and what to do, as things happen, and leaves nothing behind", async ({
    inspect,
  }) => {
    const { page, panel, go, thrown } = await inspect();
    expect(await findBarriers(page)).toEqual([]);
    const row = (guide: string) => panel.getByRole("listitem").filter({ hasText: guide });
    await expect
      .poll(() => row("tip").first().textContent())
      .toContain("Shown, for the gap no-first-invoice");
    expect(await row("remind").textContent()).toContain("Look ahead in time");
    await page.evaluate(() => window.milepost.track("Lost Wanted"));
    // It comes after the one that stands, until that has gone.
    await page.evaluate(() => window.milepost.track("Invoice Sent", { total: 40 }));
    await expect
      .poll(() => row("lost").textContent(), { timeout: 15_000 })
      .toContain("Its target is not on this page: pick a new one.");
    await go("Live");
    await expect.poll(() => panel.textContent()).toContain("reached first-invoice");
    expect(await panel.textContent()).toContain("Lost Wanted");
    await expect.poll(() => panel.textContent(), { timeout: 15_000 }).toMatch(/Has left: [1-9]/);
    await go("Progress");
    expect(await panel.textContent()).toContain("its clock began");
    for (const tab of ["Live", "Progress", "Try", "Pick"]) {
      await go(tab);
      expect(await findBarriers(page)).toEqual([]);
    }
    // Each arrow goes on from what is meant, also where the config avoids no names.
    await panel.getByRole("button", { name: "Pick an element" }).press("Enter");
    for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    await panel.getByText("The best one").waitFor();
    expect(await panel.getByRole("listitem").first().textContent()).toContain("data-tour");
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("milepost-inspector").count()).toBe(0);
    expect(thrown).toEqual([]);
  });

  test("shows a guide, another time, a segment and a draft, of which nothing is stored or reported", async ({
    inspect,
  }) => {
    const { page, panel, guide, go, press } = await inspect();
    const getCopy = () =>
      page.evaluate(async () => {
        const told: string[] = [];
        for (const type of ["guide", "gap", "milestone", "lead"] as const)
          window.milepost.on(type, ({ event, properties }) => told.push(`${event} ${properties.guide_id}`));
        Object.assign(window, { told });
        return JSON.stringify(window.milepost.progress());
      });
    const before = await getCopy();

    await panel.getByRole("listitem").filter({ hasText: "remind" }).getByText("Show it").click();
    await guide("Get paid now").waitFor();
    await expect.poll(() => guide("Start here").count()).toBe(0);
    await panel.getByText("You see the guide remind").waitFor();
    await page.locator("milepost-root").getByRole("button", { name: "Close" }).click();
    await press("Back");
    await guide("Start here").waitFor();

    const walk = panel.getByRole("listitem").filter({ hasText: "Its 2 steps" });
    await walk.getByText("Its 2 steps").click();
    const second = walk.getByRole("group", { name: "Step 2" });
    await second.getByLabel("Title").fill("And then");
    expect(JSON.parse((await second.locator("pre").textContent())!)).toEqual([
      { op: "replace", path: "/guides/walk/steps/1/title", value: "And then" },
    ]);
    await second.getByText("Show it so").click();
    await guide("First").waitFor();
    await page.locator("milepost-root").getByRole("button", { name: "Next" }).click();
    await guide("And then").waitFor();
    await press("Back");
    await guide("Start here").waitFor();

    await go("Try");
    await press("What shows then?");
    const answer = (id: string) => panel.getByRole("listitem").filter({ hasText: id });
    await expect.poll(() => answer("remind").textContent()).not.toContain("is not open");
    expect(await answer("team-news").textContent()).toContain("not in the segment team");
    await panel.getByLabel("As if in the segment").selectOption("team");
    await press("What shows then?");
    await expect.poll(() => answer("team-news").textContent()).not.toContain("not in the segment team");

    const draft = {
      ...CONFIG,
      gaps: {},
      guides: { tip: { type: "banner", title: "A draft", status: "draft" } },
    };
    const paste = panel.getByLabel("Paste it, or drop its file here");
    await paste.fill(JSON.stringify({ ...draft, guides: { tip: { type: "baner" } } }));
    await press("Show the draft");
    await panel.getByText("guides.tip").waitFor();
    await paste.fill(
      JSON.stringify({ ...draft, guides: { tip: { ...draft.guides.tip, if: { page: "/" } } } }),
    );
    await press("Show the draft");
    await guide("A draft").waitFor();
    await page.locator("milepost-root").getByRole("button", { name: "Close" }).click();
    await panel.getByRole("button", { name: "Close the inspector" }).click();
    await guide("Start here").waitFor();

    expect(await page.evaluate(() => JSON.stringify(window.milepost.progress()))).toBe(before);
    expect(await page.evaluate(() => (window as never as { told: string[] }).told)).toEqual([]);
  });

  test("is opened by the address where the config lets it, points at an element by keys or pointer, and avoids names", async ({
    inspect,
  }) => {
    const debug = { open: true, avoid: ["data-tour"] };
    const { page, panel, go, press } = await inspect({ debug }, "/?milepost=debug");
    await go("Pick");
    await press("Pick an element");
    const address = page.url();
    await page.locator("#new").click();
    await panel.getByText("The best one").waitFor();
    expect(page.url()).toBe(address);
    const best = panel.getByRole("listitem").first();
    expect(await best.locator("pre").first().textContent()).toBe('"#new"');
    expect(await best.textContent()).toContain("finds it alone");

    // By keys alone: from the step of a tour to its target, and back to where one began.
    await panel.getByRole("tab", { name: "Pick" }).press("ArrowRight");
    await panel.getByText("Its 2 steps").press("Enter");
    await panel.getByRole("button", { name: "Pick the target of step 2" }).press("Enter");
    await expect.poll(() => page.evaluate(readFocus)).toBe("Pick");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await panel.locator(".outline").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    expect(await panel.locator(".outline + [role=status]").textContent()).toContain("New invoice");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    expect(await panel.getByRole("heading", { level: 3 }).last().textContent()).toContain("main");
    expect(await panel.getByText("ways to find it").textContent()).toContain("main");
    await expect.poll(() => page.evaluate(readFocus)).toBe("Pick an element");
    await best.getByText("The change of the config").click();
    const [change] = JSON.parse((await best.locator("pre").last().textContent())!);
    expect(change).toMatchObject({ op: "add", path: "/guides/walk/steps/1/target" });
  });

  test("opens by a bookmark and by the address, and by that only where the config lets it", async ({
    site,
    visitor,
  }) => {
    await site.start({
      config: { ...CONFIG, debug: { open: false } },
      pages: { "/": `<main><a id="mark" href="javascript:void milepost.debug()">Mark</a></main>` },
    });
    const { page, track } = await openTab(visitor, site, "/?milepost=debug");
    const panel = page.getByRole("region", { name: "Milepost inspector" });
    await track("Workspace Created");
    await page.evaluate(() => window.milepost.explain());
    expect(await panel.count()).toBe(0);
    // As a bookmark runs: in the page, by its address.
    await page.locator("#mark").click();
    await panel.waitFor();
    await panel.getByRole("tab", { name: "Try" }).click();
    const span = panel.getByLabel("How far ahead");
    await span.press("Escape");
    expect(await panel.count()).toBe(1);
    await panel.getByRole("tab", { name: "Try" }).press("Escape");
    await expect.poll(() => panel.count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("mark");
  });
});

/** Runs in the page: what the inspector's focus is on. */
function readFocus(): string {
  const root = document.querySelector("milepost-inspector")?.shadowRoot;
  return root?.activeElement?.textContent?.trim() ?? "";
}
