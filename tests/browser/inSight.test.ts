import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

/** Each guide is wanted by an event of its own, and points at what has its name as `data-t`. */
const tip = (name: string, more: object = {}) => ({
  [name]: { type: "tooltip", if: { event: name }, target: `[data-t=${name}]`, title: "Start here", ...more },
});

const TWINS: ReadonlyArray<readonly [what: string, name: string, body: string]> = [
  [
    "folded to no height",
    "folded",
    `<nav style="max-height:0;overflow:hidden"><a href="#x" data-t="folded">Reports</a></nav>`,
  ],
  [
    "faded out",
    "faded",
    `<div style="opacity:0;pointer-events:none"><button data-t="faded">Reports</button></div>`,
  ],
  [
    "in a drawer beyond the right edge",
    "drawer",
    `<div style="position:fixed;top:0;right:0;width:300px;transform:translateX(100%)"><button data-t="drawer">Reports</button></div>`,
  ],
  [
    "on the next slide",
    "slide",
    `<div style="position:relative;width:400px;height:50px;overflow:hidden"><div style="position:absolute;left:100%"><button data-t="slide">Reports</button></div></div>`,
  ],
  [
    "cut to nothing",
    "cut",
    `<div style="position:absolute;clip-path:inset(50%);top:300px"><button data-t="cut">Reports</button></div>`,
  ],
  [
    "left to screen readers",
    "clipped",
    `<div style="position:absolute;clip:rect(0,0,0,0);top:300px"><button data-t="clipped">Reports</button></div>`,
  ],
  [
    "beyond the page's beginning",
    "above",
    `<div style="position:absolute;top:-300px"><button data-t="above">Reports</button></div>`,
  ],
  [
    "no larger than a dot",
    "dot",
    `<span data-t="dot" style="position:absolute;width:1px;height:1px"></span>`,
  ],
  [
    "under a layer of its own page",
    "under",
    `<div style="position:relative"><button data-t="under">Reports</button><div style="position:absolute;inset:-9px;background:white"></div></div>`,
  ],
];

const body = (twins: string, more: string): string =>
  `<main style="padding:60px;min-height:1400px">${twins}<p style="margin-top:200px">${more}</p></main>`;

const SPLASH = `<div id="splash" style="position:fixed;inset:0;z-index:9999;background:#123;color:white">Loading</div>`;

const test = visitorTest.extend(
  "open",
  ({ site, visitor }) =>
    async (guides: object, html: string, gaps = {}) => {
      await site.start({ config: acme({ gaps, guides }), pages: { "/": html } });
      const tab = await openTab(visitor, site);
      await tab.page.waitForFunction(() => "track" in window.milepost);
      await tab.page.evaluate(() =>
        window.milepost.on("report", ({ event }) =>
          Object.assign(window, { told: [...((window as never as { told?: unknown[] }).told ?? []), event] }),
        ),
      );
      const card = tab.page.locator("milepost-root .slot section[part~=card]");
      return {
        ...tab,
        card,
        /** What was reported so far. */
        told: () => tab.page.evaluate(() => (window as never as { told?: string[] }).told ?? []),
        why: (guide: string) =>
          tab.page.evaluate(async (id) => (await window.milepost.explain(id))[0]!.text, guide),
        /** Which of the elements the ring is around. */
        ringed: () =>
          tab.page.evaluate(() => {
            const ring = document.querySelector("milepost-root")!.shadowRoot!.querySelector(".ring")!;
            const { x, y, width, height } = ring.getBoundingClientRect();
            return [...document.querySelectorAll("[data-t]")].findIndex((one) => {
              const box = one.getBoundingClientRect();
              const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
              return middleX > x && middleX < x + width && middleY > y && middleY < y + height;
            });
          }),
      };
    },
);

describe("of two that it may mean, a guide stands beside the one that can be seen where the first is", () => {
  test.for(TWINS)("%s", async ([_, name, twin], { open }) => {
    const { track, card, ringed } = await open(
      tip(name),
      body(twin, `<button data-t="${name}">Reports</button>`),
    );
    await track(name);
    await card.waitFor();
    await expect.poll(ringed).toBe(1);
  });

  test("scrolled away in a list, which is no reason to pass it over", async ({ open }) => {
    const list = `<div id="list" style="height:100px;overflow:auto"><div style="height:600px"></div><button data-t="row">Pay</button></div>`;
    const { page, track, card, ringed } = await open(
      tip("row"),
      body(list, `<button data-t="row">Pay</button>`),
    );
    await track("row");
    await card.waitFor();
    await expect.poll(ringed).toBe(0);
    expect(await page.evaluate(() => document.querySelector("#list")!.scrollTop)).toBeGreaterThan(300);
  });
});

describe("one that alone is meant", () => {
  test("and is folded away is waited for until it unfolds, and says what was found", async ({ open }) => {
    const folded = `<nav id="menu" style="max-height:0;overflow:hidden;transition:max-height .2s"><a href="#x" id="reports" data-t="folded">Reports</a></nav>`;
    const { page, track, card, why, told } = await open(tip("folded"), body(folded, ""));
    await track("folded");
    await expect.poll(() => why("folded")).toContain("is there and cannot be seen: found a#reports");
    expect(await card.count()).toBe(0);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("#menu")!.style.maxHeight = "80px";
    });
    await card.waitFor();
    expect(await told()).toContain("Guide Shown");
  });

  test("and is faded in by a script is pointed at once it can be seen", async ({ open }) => {
    const { page, track, card, why } = await open(
      tip("late"),
      body("", `<button id="late" data-t="late" style="opacity:0">Reports</button>`),
    );
    await track("late");
    await expect.poll(() => why("late")).toContain("missing on this page");
    expect(await card.count()).toBe(0);
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>("#late")!;
      button.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300, fill: "forwards" });
      button.dataset.seen = "";
    });
    await card.waitFor();
  });

  test("and lies under a link that is stretched over its card can be seen, and is pointed at", async ({
    open,
  }) => {
    const stretched = `<div style="position:relative"><h2 data-t="card">Invoice 17</h2><a href="#x" style="position:absolute;inset:0"></a></div>`;
    const { track, card } = await open(tip("card"), body(stretched, ""));
    await track("card");
    await card.waitFor();
  });

  test("in a layer that lets presses through to its overlay is pointed at", async ({ open }) => {
    const fixed = "position:fixed;inset:0";
    const layer = `<div style="${fixed};background:#0006"></div>
      <div style="${fixed};pointer-events:none"><div style="pointer-events:auto;margin:40px auto;width:300px;background:white">
      <button data-t="inside">Save</button></div></div>`;
    const { page, track, card } = await open(tip("inside"), body("", layer));
    // The control: five looks at the layer itself find what is behind it.
    expect(
      await page.evaluate(() => document.elementFromPoint(innerWidth / 2, 500)?.nextElementSibling),
    ).not.toBe(null);
    await track("inside");
    await card.waitFor();
  });

  test("and is a box to be ticked that is drawn by its label is pointed at there", async ({ open }) => {
    const box = `<label><input type="checkbox" id="box" style="position:absolute;width:1px;height:1px;clip:rect(0,0,0,0);overflow:hidden"><span data-t="box" style="display:inline-block;width:40px;height:22px;background:teal"></span> Remind them</label>`;
    const { track, card, ringed } = await open(tip("box", { target: "#box" }), body("", box));
    await track("box");
    await card.waitFor();
    await expect.poll(ringed).toBe(0);
  });
});

describe("a target under a loading screen", () => {
  test("is waited for, is not called missing, scrolls nothing, and is pointed at when the screen has gone", async ({
    open,
  }) => {
    const { page, track, card, why, told } = await open(
      { ...tip("new", { fallback: "instead" }), instead: { type: "modal", title: "Not found" } },
      `${body("", `<button data-t="new" style="margin-top:1500px">New</button>`)}${SPLASH}`,
    );
    await track("new");
    await expect.poll(() => why("new")).toBe("new: not shown, its target is covered by div#splash");
    await page.waitForTimeout(5_500);
    expect(await card.count()).toBe(0);
    expect(await told()).not.toContain("Guide Shown");
    expect(await told()).not.toContain("Guide Target Missing");
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.evaluate(() => document.querySelector("#splash")!.remove());
    await card.waitFor();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await expect.poll(() => why("new")).toBe("new: shown");
    expect(await told()).toContain("Guide Shown");
  });

  test("is pointed at when the screen fades and is left where it was", async ({ open }) => {
    const { page, track, card, why } = await open(
      tip("new"),
      `${body("", `<button data-t="new">New</button>`)}${SPLASH}`,
    );
    await track("new");
    await expect.poll(() => why("new")).toContain("covered by div#splash");
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("#splash")!.style.cssText +=
        ";transition:opacity .2s,visibility .2s;opacity:0;visibility:hidden";
    });
    await card.waitFor();
  });

  test("is not told to be shown to those who are held out either", async ({ open }) => {
    const gaps = { gap: { to: "first-invoice", bridge: ["new"], opens: { event: "Go" }, holdout: 1 } };
    const guides = { new: { type: "tooltip", target: "[data-t=new]", title: "Start here" } };
    const html = `${body("", `<button data-t="new">New</button>`)}${SPLASH}`;
    const { page, track, told } = await open(guides, html, gaps);
    await track("Go");
    await page.waitForTimeout(700);
    expect(await told()).not.toContain("Guide Held Out");
    await page.evaluate(() => document.querySelector("#splash")!.remove());
    await expect.poll(told).toContain("Guide Held Out");
  });
});

describe("a target under a consent banner at the window's end", () => {
  const BANNER = `<div class="consent" style="position:fixed;left:0;right:0;bottom:0;height:200px;background:#eee">We use cookies <button id="ok" onclick="this.parentElement.remove()">OK</button></div>`;

  test("is scrolled clear of it where the page scrolls", async ({ open }) => {
    const { track, card, page } = await open(
      tip("low"),
      `<main style="height:3000px"><button data-t="low" style="position:absolute;top:720px">Low</button></main>${BANNER}`,
    );
    await track("low");
    await card.waitFor();
    const box = await page.locator("[data-t=low]").boundingBox();
    expect(box!.y).toBeLessThan(600);
  });

  test("is waited for where nothing scrolls, and comes when the user has answered", async ({ open }) => {
    const { track, card, page, why } = await open(
      tip("low"),
      `<button data-t="low" style="position:fixed;bottom:20px;left:500px">Low</button>${BANNER}`,
    );
    await track("low");
    await expect.poll(() => why("low")).toBe("low: not shown, its target is covered by div.consent");
    expect(await card.count()).toBe(0);
    await page.locator("#ok").click();
    await card.waitFor();
  });
});
