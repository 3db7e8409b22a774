import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const tip = { type: "tooltip", if: { event: "Tip Wanted" }, target: "#target", title: "This one is overdue" };
const rows = Array.from({ length: 30 }, (_, i) => `<div style="height:48px">Invoice ${i + 1}</div>`).join("");

/** A shell as many products have it: it hides what is parked beside it, and one pane of it scrolls. */
const SHELL = `<style>html,body{margin:0;height:100%;overflow:hidden}</style>
<div id="shell" style="position:relative;height:100vh;overflow:hidden;display:flex;flex-direction:column">
  <header id="head" style="height:56px;flex:none">Acme</header>
  <div id="pane" style="flex:1;overflow:auto;min-height:0">${rows}<button id="target">Invoice 31</button>${rows}</div>
  <div style="position:absolute;left:0;right:0;top:100%;height:360px">Filters, closed</div>
  <div style="position:absolute;top:0;left:100%;width:400px;height:100%">Details, closed</div>
</div>`;

const test = visitorTest.extend("open", ({ site, visit }) => async (body: string, isSmooth = false) => {
  await site.start({ config: acme({ gaps: {}, guides: { tip } }), pages: { "/": body } });
  const visitor = await (isSmooth ? visit({ viewport: { width: 1280, height: 800 } }) : visit());
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  return {
    ...tab,
    card: tab.see("This one is overdue"),
    /** How far each of these is scrolled. */
    scrolled: (...selectors: string[]) =>
      tab.page.evaluate(
        (all) =>
          all.map((selector) => {
            const { scrollLeft, scrollTop } = document.querySelector(selector)!;
            return Math.round(scrollLeft + scrollTop);
          }),
        selectors,
      ),
  };
});

describe("only what a user could scroll is scrolled to a target:", () => {
  test.for([false, true])(
    "the pane, and not the shell around it (smoothly: %s)",
    async (isSmooth, { open }) => {
      const { page, track, card, scrolled } = await open(SHELL, isSmooth);
      // The browser's own way moves all of them.
      await page.evaluate(() =>
        document.querySelector("#target")!.scrollIntoView({ block: "start", behavior: "instant" }),
      );
      await page.evaluate(() => {
        for (const box of document.querySelectorAll("*"))
          box.scrollTo({ top: 0, left: 0, behavior: "instant" });
      });
      await track("Tip Wanted");
      await card.waitFor();
      const [pane, ...others] = await scrolled("#pane", "#shell", "html", "body");
      expect(pane).toBeGreaterThan(300);
      expect(others).toEqual([0, 0, 0]);
      expect((await page.locator("#head").boundingBox())!.y).toBe(0);
    },
  );

  test("the shell stays where it is, though the browser's own way would move it", async ({ open }) => {
    const { page, scrolled } = await open(SHELL);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("#pane")!.style.overflow = "visible";
      document.querySelector("#target")!.scrollIntoView({ block: "center" });
    });
    expect((await scrolled("#shell"))[0]).toBeGreaterThan(0);
  });

  test("a target that no user could scroll to is waited for, and nothing moves", async ({ open }) => {
    const { page, track, card, scrolled } = await open(
      SHELL.replace("flex:1;overflow:auto;min-height:0", "flex:none"),
    );
    await track("Tip Wanted");
    await expect
      .poll(() => page.evaluate(async () => (await window.milepost.explain("tip"))[0]!.text))
      .toContain("its target is there and cannot be seen: found button#target");
    expect(await card.count()).toBe(0);
    expect(await scrolled("#shell", "html", "body")).toEqual([0, 0, 0]);
  });

  test("a list within a page that scrolls, both of them, also across", async ({ open }) => {
    const { track, card, scrolled, page } = await open(
      `<main style="height:3000px;padding-top:1500px"><div id="list" style="height:200px;width:300px;overflow:auto"><div style="height:900px;width:2000px"></div><button id="target" style="margin-left:1200px">Pay</button></div></main>`,
    );
    await track("Tip Wanted");
    await card.waitFor();
    const [list, root] = await scrolled("#list", "html");
    expect(list).toBeGreaterThan(1500);
    expect(root).toBeGreaterThan(900);
    const box = await page.locator("#target").boundingBox();
    expect(box!.y).toBeGreaterThan(0);
    expect(box!.y).toBeLessThan(800);
  });
});
