import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host & {
  readonly drawn: number;
  readonly said: string[];
  readonly lost: number[];
  readonly shifts: number[];
};

/** A page that draws all of itself anew each `every` milliseconds; after `pause` milliseconds in which it has nothing. */
const createApp = (every: number, pause = 0): string => `<div id="app"></div><p id="below">Below.</p><script>
window.drawn = 0;
const app = document.querySelector("#app");
const fill = () => {
  app.innerHTML = '<h1>Queue</h1><button data-t="new">New ' + window.drawn++ + '</button><div id="box"></div><button class="kept">Theirs</button>';
};
const draw = () => {
  if (!${pause}) return fill();
  app.innerHTML = "";
  setTimeout(fill, ${pause});
};
fill();
setInterval(draw, ${every});
</script>`;

const guides = {
  tip: {
    type: "tooltip",
    if: { event: "Tip Wanted" },
    target: "[data-t=new]",
    title: "Beside this",
    body: "Press it.",
  },
  spot: {
    type: "hotspot",
    if: { event: "Spot Wanted" },
    target: "[data-t=new]",
    title: "A dot",
    body: "Words.",
  },
  list: {
    type: "checklist",
    if: { event: "List Wanted" },
    target: "#box",
    title: "First week",
    items: [{ milestone: "workspace" }, { milestone: "first-invoice" }],
  },
};

const test = visitorTest.extend("open", ({ site, visitor }) => async (body: string): Promise<Tab> => {
  await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": body } });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  return tab;
});

/** What is read out from now on, each time that the text of the live region changes. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const root = document.querySelector("milepost-root");
    const hear = (shadow: ShadowRoot): void => {
      const region = shadow.querySelector(".region")!;
      new MutationObserver(() => region.textContent && said.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    };
    if (root) return hear(root.shadowRoot!);
    new MutationObserver((_, observer) => {
      const shadow = document.querySelector("milepost-root")?.shadowRoot;
      if (!shadow) return;
      observer.disconnect();
      hear(shadow);
    }).observe(document.body, { childList: true });
  });

/** Counts the frames of the next `ms` milliseconds in which `selector` is not seen in a root of ours. */
const countGaps = (page: Page, selector: string, ms: number): Promise<{ frames: number; gaps: number }> =>
  page.evaluate(
    async ([wanted, length]) => {
      let [frames, gaps] = [0, 0];
      const end = performance.now() + length;
      while (performance.now() < end) {
        await new Promise(requestAnimationFrame);
        const roots = [...document.querySelectorAll("milepost-root,milepost-slot")];
        const found = roots
          .flatMap((root) => [...root.shadowRoot!.querySelectorAll(wanted)])
          .filter((one) => !one.closest("[inert]") && one.checkVisibility({ visibilityProperty: true }));
        frames++;
        if (found.length === 0) gaps++;
      }
      return { frames, gaps };
    },
    [selector, ms] as const,
  );

/** Waits until the page was drawn so many times more. */
const redraw = async (page: Page, times = 5): Promise<void> => {
  const before = await page.evaluate(() => window.drawn);
  await page.waitForFunction((wanted) => window.drawn >= wanted, before + times);
};

describe.for([
  ["ten times a second", 100, 0],
  ["three times a second", 300, 0],
  ["now and then, with nothing there for a moment", 600, 150],
] as const)("a page that draws its target anew %s", ([_, every, pause]) => {
  test("keeps its card: seen in every frame, read out and shown once", async ({ open, site }) => {
    const { page, see, track, thrown, leave } = await open(createApp(every, pause));
    await listen(page);
    await track("Tip Wanted");
    await see("Beside this").waitFor();
    await redraw(page, 2);
    const { frames, gaps } = await countGaps(page, ".card", 1500);
    expect(frames).toBeGreaterThan(10);
    expect(gaps).toBe(0);
    expect(await page.evaluate(() => window.said)).toEqual(["Beside this. Press it."]);
    expect(thrown).toEqual([]);
    await leave();
    await until(() => site.told("Guide Shown").length > 0, "the report");
    expect(site.told("Guide Shown")).toEqual(["Guide Shown: tip"]);
  });

  test("lets its buttons be pressed, and leaves the focus where it is", async ({ open }) => {
    const { page, see, track } = await open(createApp(every, pause));
    // The control: what the page draws itself does not keep the focus.
    await page.locator(".kept").focus();
    await redraw(page, 2);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
    await track("Tip Wanted");
    await see("Beside this").waitFor();
    const button = page.locator("milepost-root").getByRole("button", { name: "Got it" });
    await button.focus();
    await redraw(page);
    expect(await button.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
    // Longer than from one drawing to the next.
    await button.hover();
    await page.mouse.down();
    await redraw(page, 2);
    await page.mouse.up();
    await see("Beside this").waitFor({ state: "detached" });
  });

  test("keeps what stands in it: the list is there in every frame, and its button keeps the focus", async ({
    open,
  }) => {
    const { page, track, thrown } = await open(createApp(every, pause));
    await track("List Wanted");
    const list = page.locator("milepost-slot").getByText("First week");
    await list.waitFor();
    if (!pause) {
      const { frames, gaps } = await countGaps(page, ".checklist", 1500);
      expect(frames).toBeGreaterThan(10);
      expect(gaps).toBe(0);
    }
    const fold = page.locator("milepost-slot").getByRole("button").first();
    await fold.focus();
    await redraw(page, 3);
    await list.waitFor();
    if (!pause)
      expect(await fold.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
    expect(await page.locator("milepost-slot").count()).toBe(1);
    expect(thrown).toEqual([]);
  });
});

describe("a target that is gone for more than a moment", () => {
  test("takes its card with it, and brings it back", async ({ open }) => {
    const { page, see, track } = await open(createApp(1e9));
    await track("Tip Wanted");
    await see("Beside this").waitFor();
    await page.evaluate(() => document.querySelector("[data-t=new]")!.remove());
    await see("Beside this").waitFor({ state: "detached" });
    await page.evaluate(() => {
      const again = Object.assign(document.createElement("button"), { textContent: "Again" });
      again.dataset.t = "new";
      document.querySelector("#app")!.append(again);
    });
    await see("Beside this").waitFor();
  });
});

describe("a dot and its open card", () => {
  test("stay open while their target is drawn anew", async ({ open }) => {
    const { page, see, track } = await open(createApp(150));
    await track("Spot Wanted");
    await page.locator("milepost-root [part=dot]").click();
    await see("Words.").waitFor();
    const { gaps } = await countGaps(page, ".card", 1000);
    expect(gaps).toBe(0);
  });
});

describe("a step of a tour that waits for a press on its target", () => {
  test("goes on with a press on what was drawn last", async ({ site, visitor }) => {
    const tour = {
      type: "tour",
      steps: [
        { target: "[data-t=new]", title: "Press", advance: { click: "target" } },
        { target: "h1", title: "Then" },
      ],
    };
    await site.start({ config: acme({ gaps: {}, guides: { tour } }), pages: { "/": createApp(700) } });
    const { page, see } = await openTab(visitor, site);
    await page.waitForFunction(() => "track" in window.milepost);
    await page.evaluate(() => window.milepost.start("tour"));
    await see("Press").waitFor();
    await redraw(page, 2);
    await page.evaluate(() => document.querySelector<HTMLElement>("[data-t=new]")!.click());
    await see("Then").waitFor();
  });
});

describe("a target in a frame that goes to another page", () => {
  const frame = `<h1>Acme</h1><iframe id="inner" src="/inner" width="500" height="300"></iframe>`;
  const inner = `<p>Inner.</p><button id="there" style="margin:40px">There</button><a href="/else">On</a>`;
  const within = { tip: { ...guides.tip, target: "#inner >>> #there" } };

  test("takes its card along at once, and has it again when it is back", async ({ site, visitor }) => {
    const pages = { "/": frame, "/inner": inner, "/else": "<p>Another page.</p>" };
    await site.start({ config: acme({ gaps: {}, guides: within }), pages });
    const { page, see, track, thrown } = await openTab(visitor, site);
    await page.waitForFunction(() => "track" in window.milepost);
    await track("Tip Wanted");
    await see("Beside this").waitFor();
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector<HTMLIFrameElement>("#inner")!;
      contentWindow!.location.href = "/else";
    });
    await page.frameLocator("#inner").getByText("Another page.").waitFor();
    await see("Beside this").waitFor({ state: "detached", timeout: 1_000 });
    expect(await page.locator("milepost-root [part~=ring]").count()).toBe(0);
    await page.evaluate(() =>
      document.querySelector<HTMLIFrameElement>("#inner")!.contentWindow!.history.back(),
    );
    await see("Beside this").waitFor();
    // From one page to another that has the same: the card goes over to that.
    await page.evaluate(() =>
      document.querySelector<HTMLIFrameElement>("#inner")!.contentWindow!.location.reload(),
    );
    await page.frameLocator("#inner").getByText("There").waitFor();
    await see("Beside this").waitFor();
    expect(thrown).toEqual([]);
  });
});
