import type { CDPSession, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const BODY = `<main><h1>Acme</h1><p><button id="target">New invoice</button></p>
<p><label>Note <input id="note"></label> <textarea id="text"></textarea> <button id="other">Other</button></p>
<div id="rich" contenteditable>Text</div>
<iframe id="frame" srcdoc="<body contenteditable>Letter</body>"></iframe>
<dialog id="dialog"><form method="dialog"><button id="ok">OK</button></form></dialog>
<div id="aria" role="dialog" aria-modal="true" hidden>Sure?</div>
<div id="menu" popover>Menu</div></main>`;

const tip = { type: "tooltip", if: { event: "Tip Wanted" }, target: "#target", title: "Start here" };

/** A touch is ended by the session that began it. */
let finger: CDPSession;

const BUSY: ReadonlyArray<
  readonly [what: string, because: string, begin: (page: Page) => unknown, end: (page: Page) => unknown]
> = [
  [
    "the user types",
    "the user is typing",
    async (page) => {
      await page.locator("#note").focus();
      await page.keyboard.type("Hel");
    },
    () => {},
  ],
  [
    "the user types in a rich text",
    "the user is typing",
    async (page) => {
      await page.locator("#rich").focus();
      await page.keyboard.type("Hel");
    },
    (page) => page.locator("#other").focus(),
  ],
  [
    "the user writes in a frame",
    "the user is typing",
    (page) => page.frameLocator("#frame").locator("body").focus(),
    (page) => page.locator("#other").focus(),
  ],
  [
    "the user dictates, and no key is pressed",
    "the user is typing",
    async (page) => {
      await page.locator("#text").focus();
      await page.waitForTimeout(1_200);
      await page.keyboard.insertText("It went well");
    },
    () => {},
  ],
  [
    "an input method waits for the user to choose",
    "the user is typing",
    async (page) => {
      await page.locator("#text").focus();
      const client = await page.context().newCDPSession(page);
      await client.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
      await page.waitForTimeout(3_500);
    },
    (page) => page.keyboard.insertText("日本"),
  ],
  [
    "the user drags, or selects text, and keeps the mouse down",
    "the user has just used a key or pressed something",
    async (page) => {
      await page.mouse.move(60, 40);
      await page.mouse.down();
      await page.mouse.move(120, 40);
      await page.waitForTimeout(1_500);
    },
    (page) => page.mouse.up(),
  ],
  [
    "a finger stays on the screen, as when it scrolls",
    "the user has just used a key or pressed something",
    async (page) => {
      finger = await page.context().newCDPSession(page);
      const touchPoints = [{ x: 300, y: 600 }];
      await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
      await page.waitForTimeout(1_500);
    },
    () => finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] }),
  ],
  [
    "nobody has touched the page for half an hour",
    "nobody has touched the page for half an hour",
    (page) =>
      page.evaluate(() => {
        const later = performance.now() + 31 * 60_000;
        const real = performance.now.bind(performance);
        performance.now = () => real() + later;
        Object.defineProperty(Event.prototype, "timeStamp", { get: () => performance.now() });
      }),
    (page) => page.mouse.move(400, 500),
  ],
  [
    "the user has just pressed something",
    "the user has just used a key or pressed something",
    (page) => page.locator("#other").click(),
    () => {},
  ],
  [
    "the user has just used a key",
    "the user has just used a key or pressed something",
    (page) => page.keyboard.press("Tab"),
    () => {},
  ],
  [
    "a dialog is open",
    "another dialog is open",
    (page) => page.evaluate(() => (document.querySelector("#dialog") as HTMLDialogElement).showModal()),
    (page) => page.evaluate(() => (document.querySelector("#dialog") as HTMLDialogElement).close()),
  ],
  [
    "a dialog made of other elements is open",
    "another dialog is open",
    (page) => page.evaluate(() => document.querySelector("#aria")!.removeAttribute("hidden")),
    (page) => page.evaluate(() => document.querySelector("#aria")!.setAttribute("hidden", "")),
  ],
  [
    "a menu is open over the page",
    "another dialog is open",
    (page) => page.evaluate(() => document.querySelector<HTMLElement>("#menu")!.showPopover()),
    (page) => page.evaluate(() => document.querySelector<HTMLElement>("#menu")!.hidePopover()),
  ],
  [
    "the page is in full screen",
    "the page is in full screen",
    async (page) => {
      await page.evaluate(() =>
        document
          .querySelector("#other")!
          .addEventListener("click", () => document.documentElement.requestFullscreen()),
      );
      await page.locator("#other").click();
      await page.waitForFunction(() => document.fullscreenElement);
    },
    (page) => page.evaluate(() => document.exitFullscreen()),
  ],
  ["the tab is hidden", "the tab is not seen", (page) => setSeen(page, false), (page) => setSeen(page, true)],
];

/** No headless browser hides a tab. */
const setSeen = (page: Page, isSeen: boolean): Promise<unknown> =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    isSeen ? "visible" : "hidden",
  );

const test = visitorTest.extend("open", ({ visitor, site }) => async () => {
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  // What explains is there from the beginning.
  await tab.page.evaluate(() => window.milepost.explain("tip"));
  const why = async (): Promise<string> =>
    (await tab.page.evaluate(() => window.milepost.explain("tip")))[0]!.text;
  const card = tab.see("Start here");
  return {
    ...tab,
    card,
    /** It is wanted now, and does not come for this. */
    async expectBusy(because: string) {
      const [found, text] = await tab.page.evaluate(async () => {
        await window.milepost.track("Tip Wanted");
        const find = () => document.querySelector("milepost-root")?.shadowRoot?.querySelector("[part~=card]");
        let [why] = await window.milepost.explain("tip");
        // Until what shows guides has loaded, nothing waits for a moment.
        for (let i = 0; i < 20 && (i === 0 || (why?.text.includes("not there yet") && !find())); i++) {
          await new Promise((resolve) => setTimeout(resolve, 200));
          [why] = await window.milepost.explain("tip");
        }
        return [find(), why!.text];
      });
      expect(text).toBe(`tip: not shown, it waits for a good moment: ${because}`);
      expect(found ?? undefined).toBe(undefined);
    },
    async expectIt() {
      await card.waitFor();
      await expect.poll(why).toMatch(/^tip: shown/);
    },
  };
});
test.override("siteOptions", { config: acme({ gaps: {}, guides: { tip } }), pages: { "/": BODY } });

describe("nothing opens by itself, but says why and comes once that has ended,", () => {
  test.for(BUSY)("while %s", async ([_, because, begin, end], { open }) => {
    const { page, expectBusy, expectIt } = await open();
    await begin(page);
    await expectBusy(because);
    await end(page);
    await expectIt();
  });

  test("for as long as the user goes on, and a second longer", async ({ open }) => {
    const { page, card, track } = await open();
    await page.evaluate(() => {
      document.addEventListener("pointerup", ({ timeStamp }) => Object.assign(window, { last: timeStamp }));
      const look = () => {
        const found = document.querySelector("milepost-root")?.shadowRoot?.querySelector("[part~=card]");
        if (found) Object.assign(window, { came: performance.now() });
        else requestAnimationFrame(look);
      };
      look();
    });
    await page.mouse.click(5, 5);
    await track("Tip Wanted");
    for (let i = 0; i < 4; i++) {
      await page.waitForTimeout(300);
      await page.mouse.click(5, 5);
    }
    await card.waitFor();
    expect(await page.evaluate("came - last")).toBeGreaterThan(990);
  });
});

describe("what is on the screen", () => {
  test("stays while the user types", async ({ open }) => {
    const { page, track, card } = await open();
    await track("Tip Wanted");
    await card.waitFor();
    await page.locator("#note").focus();
    await page.keyboard.type("Hello there");
    expect(await card.count()).toBe(1);
  });
});

describe("a dialog that holds the target", () => {
  test("is no other dialog", async ({ open }) => {
    const { page, track, card } = await open();
    await page.evaluate(() => {
      document.querySelector("#target")!.remove();
      document.querySelector("#ok")!.id = "target";
      (document.querySelector("#dialog") as HTMLDialogElement).showModal();
    });
    await track("Tip Wanted");
    await card.waitFor();
  });
});

describe("a target that comes late", () => {
  test("is pointed at in a good moment only, and nothing scrolls before", async ({ open }) => {
    const { page, track, card, expectIt } = await open();
    await page.evaluate(() => {
      document.querySelector("#target")!.remove();
      document.body.style.minHeight = "4000px";
    });
    await track("Tip Wanted");
    await page.waitForTimeout(300);
    await page.locator("#note").focus();
    await page.keyboard.type("Hel");
    await page.evaluate(() => {
      const late = Object.assign(document.createElement("button"), { id: "target", textContent: "Late" });
      late.style.cssText = "position:absolute;top:3000px";
      document.body.append(late);
    });
    await page.waitForTimeout(400);
    expect(await card.count()).toBe(0);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await expectIt();
    await page.waitForFunction(() => scrollY > 1000);
  });
});

describe("the entrance", () => {
  test("is the same for those who are held out", async ({ site, open }) => {
    await site.close();
    const gaps = {
      gap: { to: "first-invoice", bridge: ["tip"], opens: { event: "Tip Wanted" }, holdout: 1 },
    };
    await site.start({
      config: acme({ gaps, guides: { tip: { ...tip, if: undefined } } }),
      pages: { "/": BODY },
    });
    const { page, track, leave } = await open();
    const heldOut = page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          window.milepost.on(
            "guide",
            ({ event }) => event === "Guide Held Out" && resolve(performance.now()),
          ),
        ),
    );
    await page.locator("#other").click();
    const pressed = await page.evaluate(() => performance.now());
    await track("Tip Wanted");
    expect((await heldOut) - pressed).toBeGreaterThan(900);
    expect(await page.locator("milepost-root [part~=card]").count()).toBe(0);
    await leave();
  });
});

describe("two tabs side by side", () => {
  const guides = {
    tip: { ...tip, on: "/" },
    news: { type: "banner", on: "/news", if: { event: "News Wanted" }, title: "News" },
  };
  test.override("siteOptions", { config: acme({ gaps: {}, guides }), pages: { "/": BODY } });

  // Within a second, unless the machine is busy with something else: of three times, the best one counts.
  test("show one interruption, and the other when the first one is closed", { retry: 2 }, async ({
    open,
    visitor,
    site,
  }) => {
    const one = await open();
    const two = await openTab(visitor, site, "/news");
    await two.page.waitForFunction(() => "track" in window.milepost);
    await one.track("Tip Wanted");
    await one.card.waitFor();
    await two.track("News Wanted");
    await two.page.waitForTimeout(500);
    expect(await two.see("News").count()).toBe(0);
    const [news] = await two.page.evaluate(() => window.milepost.explain("news"));
    expect(news!.text).toContain("another tab shows a guide");
    await one.page.getByRole("button", { name: "Close" }).click();
    await two.see("News").waitFor({ timeout: 1_000 });
  });

  test("let the other go on when the first is closed or hidden", async ({ open, visitor, site }) => {
    const one = await open();
    const two = await openTab(visitor, site, "/news");
    await two.page.waitForFunction(() => "track" in window.milepost);
    await one.track("Tip Wanted");
    await one.card.waitFor();
    await two.track("News Wanted");
    await setSeen(one.page, false);
    await two.see("News").waitFor();
    await setSeen(two.page, false);
    await setSeen(one.page, true);
    await two.page.close();
    expect(await one.card.count()).toBe(1);
  });
});
