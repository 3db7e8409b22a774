import { build } from "esbuild";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { Milepost } from "../../src/sdk/milepost.ts";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab } from "../helpers/visitor.ts";

declare const window: Host & {
  readonly go: (path: string) => void;
  readonly sdk: { createMilepost(): Milepost };
  readonly other: Milepost;
};

/** A single-page app: what stands in `main` is drawn by a router of the page's own. */
const APP = `<main></main><script>
const draw = () => {
  const main = document.querySelector("main");
  const isHome = location.pathname === "/";
  const heading = Object.assign(document.createElement("h1"), { textContent: isHome ? "Home" : "Elsewhere" });
  const button = Object.assign(document.createElement("button"), { id: isHome ? "new" : "back", textContent: "Go" });
  main.replaceChildren(heading, button);
};
window.go = (path) => { history.pushState(null, "", path); draw(); };
window.addEventListener("popstate", draw);
draw();
</script>`;

const guides = {
  tip: { type: "tooltip", if: { event: "Tip Wanted" }, target: "#new", title: "Start here" },
  list: {
    type: "checklist",
    if: { event: "List Wanted" },
    title: "In one step",
    items: [{ milestone: "first-invoice" }],
  },
  tour: {
    type: "tour",
    steps: [
      { target: "h1", title: "One" },
      { target: "#new", title: "Two" },
      { target: "h1", title: "Three" },
    ],
  },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
};
const config = acme({ gaps: {}, guides });

const start = (page: Page, guide: string): Promise<void> =>
  page.evaluate((id) => window.milepost.start(id), guide);

const test = visitorTest.extend("open", ({ site, visitor }) => async (attributes = ""): Promise<Tab> => {
  await site.start({ config, pages: { "/": APP }, attributes });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  return tab;
});

describe("a tour in a single-page app", () => {
  test("leaves with its target, and goes on at the same step when the user comes back", async ({ open }) => {
    const { page, see, thrown } = await open();
    await start(page, "tour");
    await see("One").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await see("Two").waitFor();
    await page.evaluate(() => window.go("/elsewhere"));
    await see("Two").waitFor({ state: "detached" });
    expect(await page.locator("milepost-root [part~=ring]").count()).toBe(0);
    await page.goBack();
    await see("Two").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await see("Three").waitFor();
    expect(thrown).toEqual([]);
  });

  test("goes on after five seconds without its target, and after a reload", async ({ open }) => {
    const { page, see } = await open();
    await start(page, "tour");
    await see("One").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await see("Two").waitFor();
    await page.evaluate(() => window.go("/elsewhere"));
    await page.waitForTimeout(5_500);
    await page.evaluate(() => window.go("/"));
    await see("Two").waitFor();
    await page.reload();
    await see("Two").waitFor();
  });
});

describe("two instances on a page", () => {
  test("do not meet: one goes, and the other one's guides, presses and progress stay", async ({ open }) => {
    const { page, see, track, thrown } = await open();
    const { outputFiles } = await build({
      entryPoints: ["src/sdk/index.ts"],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "sdk",
      jsxFactory: "h",
      jsxFragment: "Fragment",
      target: "es2022",
      loader: { ".css": "text" },
    });
    await page.addScriptTag({ content: outputFiles[0]!.text });
    const otherTip = { ...guides.tip, target: "h1", title: "The other" };
    await page.evaluate(
      async (given) => {
        const other = window.sdk.createMilepost();
        Object.assign(window, { other });
        other.init({ config: given });
        await other.ready();
      },
      { ...config, product: "other", guides: { tip: otherTip } },
    );
    await track("Tip Wanted");
    await see("Start here").waitFor();
    await page.evaluate(() => window.other.track("Tip Wanted"));
    await see("The other").waitFor();
    await page.evaluate(() => window.other.destroy());
    await see("The other").waitFor({ state: "detached" });
    expect(await page.locator("milepost-root").count()).toBe(1);
    await page.keyboard.press("Escape");
    await see("Start here").waitFor({ state: "detached" });
    await track("Invoice Sent", { total: 1 });
    expect(await page.evaluate(() => window.milepost.progress()?.milestones["first-invoice"])).toBeTruthy();
    expect(thrown).toEqual([]);
  });
});

describe("the page's own word", () => {
  test("pause takes all guides away, and resume brings them back", async ({ open }) => {
    const { page, see, track } = await open();
    await track("Tip Wanted");
    await track("List Wanted");
    await see("Start here").waitFor();
    await page.evaluate(() => window.milepost.pause());
    await see("Start here").waitFor({ state: "detached" });
    await see("In one step").waitFor({ state: "detached" });
    const [why] = await page.evaluate(() => window.milepost.explain("tip"));
    expect(why!.text).toBe("tip: not shown, the page has paused all guides");
    await page.evaluate(() => window.milepost.resume());
    await see("Start here").waitFor();
    await see("In one step").waitFor();
  });

  test.for([
    ["auto", [1, 1]],
    ["asked", [0, 1]],
    ["off", [0, 0]],
  ] as const)("data-guides=%s lets through what it says", async ([mode, expected], { open }) => {
    const { page, see, track } = await open(`data-guides="${mode}"`);
    await track("Tip Wanted");
    await page.waitForTimeout(500);
    const byItself = await see("Start here").count();
    await start(page, "tour");
    await page.waitForTimeout(500);
    expect([byItself, await see("One").count()]).toEqual(expected);
  });
});
