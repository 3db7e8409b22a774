import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startHard } from "../../examples/hard/server.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { addStanding, type Standing, type StandingHost } from "../helpers/standing.ts";
import { createVisitor, type Host } from "../helpers/visitor.ts";

declare const window: Host & StandingHost;

let browser: Browser;
let hard: Running;
let visitor: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, hard] = await Promise.all([openBrowser(), startHard(0)]);
});
afterAll(async () => {
  await browser?.close();
  await hard?.close();
});

async function openPage(context: Promise<BrowserContext>): Promise<void> {
  visitor = await context;
  await visitor.addInitScript(addStanding);
  page = await visitor.newPage();
  await page.goto(hard.url);
  await page.waitForFunction(() => window.milepost && "start" in window.milepost);
}

/** Presses the button of a place, as somebody who looks at the page does. */
const show = (place: string): Promise<void> => page.locator(`[data-case=${place}]`).click();

/** All places, one after the other: what is wrong with some of them, by their names. */
async function showAll(): Promise<Record<string, unknown>> {
  const faults: Record<string, unknown> = {};
  for (const [, place, ...path] of [...PLACES, ...MORE]) {
    await show(place);
    const standing = await whenStanding(...path);
    if (standing.faults.length) faults[place] = standing;
    await tidyUp();
  }
  return faults;
}

/** Closes the guide, and what the place had opened. */
async function tidyUp(): Promise<void> {
  await page.evaluate(() => {
    window.milepost.end();
    document.querySelector("dialog")!.close();
    document.querySelector<HTMLElement>("#popover")!.hidePopover();
  });
  await page.locator("milepost-root .slot section").waitFor({ state: "detached" });
}

const card = () => page.locator("milepost-root .slot section[part~=card]");

const whenStanding = (...path: string[]): Promise<Standing> =>
  page.evaluate((way) => window.whenStanding(way), path);

/** What the page is asked to show, and the way to its target. */
const PLACES: ReadonlyArray<readonly [name: string, place: string, ...path: string[]]> = [
  ["plainly there", "normal", "#normal"],
  ["in a list that scrolls, under a head that sticks", "scrolled", "#pay-31"],
  ["within transformed parents", "turned", "#turned"],
  ["in a fixed header", "header", "header nav a:nth-child(2)"],
  ["in the window's top left corner", "top-left", "#top-left"],
  ["in its top right corner", "top-right", "#top-right"],
  ["in its bottom left corner", "bottom-left", "#bottom-left"],
  ["in its bottom right corner", "bottom-right", "#bottom-right"],
  ["in a shadow root within another", "shadow", "acme-panel", "acme-meter", "#upgrade"],
  ["in a frame, below its fold", "frame", "#frame", "#company"],
  ["late by 800 ms", "late", "#late"],
  ["in a dialog that was opened by showModal(), and is transformed", "dialog", "#invite"],
  ["removed, and added anew lower", "again", "p + #again"],
];

/** The same, of other kinds. */
const MORE: typeof PLACES = [
  ["in a zoomed parent", "zoomed", "#zoomed"],
  ["in a popover", "popover", "#column"],
  ["growing and moving", "growing", "#growing.grown"],
  ["one row of ten thousand, of which a dozen are there", "virtual", "[data-row='5000'] button"],
  ["the third of its kind, behind a hidden one and one beyond the edge", "twin", "#twin"],
  ["the second way to find it, at the page's end", "far", "#far"],
];

describe("on the page of hard places the guide is beside its target, in the window, on top, not over it, and at rest,", () => {
  beforeAll(() => openPage(createVisitor(browser)));
  afterEach(tidyUp);
  afterAll(() => visitor.close());

  test.each(PLACES)("where that is %s", async (_, place, ...path) => {
    await show(place);
    expect(await whenStanding(...path)).toMatchObject({ faults: [], isSheet: false });
  });

  test.each(MORE)("and where it is %s", async (_, place, ...path) => {
    await show(place);
    expect(await whenStanding(...path)).toMatchObject({ faults: [], isSheet: false });
  });

  test("or a sheet on half of the window at most, where there is no room", async () => {
    await show("large");
    expect(await whenStanding("main")).toMatchObject({ faults: [], isSheet: true });
  });
});

describe("on a small screen", () => {
  afterEach(() => visitor.close());

  test("a phone's sheet is in its window, and on none of the targets", async () => {
    await openPage(createVisitor(browser, "phone"));
    expect(await showAll()).toEqual({});
  });

  test("at 200 % zoom the guide stands as it should at all places", async () => {
    const size = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
    await openPage(browser.newContext({ ...size, reducedMotion: "reduce" }));
    expect(await showAll()).toEqual({});
  });

  test("on a tablet that is pinched to twice the size the guide stands in what is seen of the page", async () => {
    const viewport = { width: 820, height: 1180 };
    await openPage(browser.newContext({ viewport, isMobile: true, hasTouch: true, reducedMotion: "reduce" }));
    await show("normal");
    await whenStanding("#normal");
    const client = await visitor.newCDPSession(page);
    await client.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
    await page.waitForFunction(() => visualViewport!.width < 420);
    expect((await whenStanding("#normal")).faults).toEqual([]);
  });

  test("the sheet makes way for the target when a keyboard opens", async () => {
    await openPage(createVisitor(browser, "phone"));
    await show("normal");
    await whenStanding("#normal");
    await page.evaluate(() => {
      // Where the user has scrolled to, it can not be lifted any further.
      document.querySelector<HTMLElement>("#normal")!.style.cssText = "position:fixed;top:300px";
      Object.defineProperty(visualViewport, "height", { configurable: true, value: 440 });
      visualViewport!.dispatchEvent(new Event("resize"));
    });
    expect(await whenStanding("#normal")).toMatchObject({ faults: [], isSheet: true });
    const [sheet, target] = await Promise.all([card().boundingBox(), page.locator("#normal").boundingBox()]);
    expect(sheet!.y + sheet!.height).toBeLessThanOrEqual(target!.y);
  });
});

describe("a page that does not hold still", () => {
  beforeEach(() => openPage(createVisitor(browser)));
  afterEach(() => visitor.close());

  test("keeps its guide on one side, wherever at an edge its target is scrolled to", async () => {
    await show("normal");
    await whenStanding("#normal");
    const turns = await page.evaluate(async () => {
      const find = () =>
        document.querySelector("milepost-root")!.shadowRoot!.querySelector<HTMLElement>(".card")!;
      const sides = [find().dataset.side];
      document.body.style.paddingTop = "900px";
      const { top } = document.querySelector("#normal")!.getBoundingClientRect();
      const edge = top + scrollY - innerHeight + 190;
      // Down to where there is no room below it, and to and fro there.
      for (const step of [0, -10, -20, -15, -20, -15, -60, -55, -60, -55, -20, 0]) {
        scrollTo({ top: edge + step, behavior: "instant" });
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
        if (find().dataset.side !== sides.at(-1)) sides.push(find().dataset.side);
      }
      return sides;
    });
    expect(turns).toEqual(["bottom", "top"]);
  });

  test("is scrolled until the target is clear of a header that covers it", async () => {
    await page.evaluate(() => {
      const { top } = document.querySelector("#normal")!.getBoundingClientRect();
      scrollTo({ top: top + scrollY - 10, behavior: "instant" });
      window.milepost.start("normal");
    });
    expect(await whenStanding("#normal")).toMatchObject({ faults: [] });
    expect((await page.locator("#normal").boundingBox())!.y).toBeGreaterThan(56);
  });

  test("has no guide before a smooth scroll has come to rest", async () => {
    await visitor.close();
    await openPage(browser.newContext({ viewport: { width: 1280, height: 800 } }));
    const moved = await page.evaluate(async () => {
      const target = document.querySelector("#far")!;
      const from = scrollY;
      window.milepost.start("far");
      const find = () => document.querySelector("milepost-root")?.shadowRoot?.querySelector("[part~=card]");
      while (!find()) await new Promise(requestAnimationFrame);
      const { top } = target.getBoundingClientRect();
      for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
      return { scrolled: scrollY > from, after: target.getBoundingClientRect().top - top };
    });
    expect(moved).toEqual({ scrolled: true, after: 0 });
    expect(await whenStanding("#far")).toMatchObject({ faults: [] });
  });

  test("loses its guide with a row that is scrolled out of a list of many, and has it again with the row", async () => {
    await show("virtual");
    await whenStanding("[data-row='5000'] button");
    const list = page.locator("#virtual");
    const at = await list.evaluate((box) => {
      const before = box.scrollTop;
      box.scrollTo({ top: 0, behavior: "instant" });
      return before;
    });
    await card().waitFor({ state: "detached" });
    expect(await list.evaluate((box) => box.scrollTop)).toBe(0);
    await list.evaluate((box, top) => box.scrollTo({ top, behavior: "instant" }), at);
    expect(await whenStanding("[data-row='5000'] button")).toMatchObject({ faults: [] });
  });

  test("hides its guide while the target is scrolled away, and scrolls nothing back", async () => {
    await show("normal");
    await whenStanding("#normal");
    await page.evaluate(() => scrollTo({ top: 1500, behavior: "instant" }));
    await page.mouse.move(5, 400);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.evaluate(() => scrollBy({ top: 40, behavior: "instant" }));
    await card().waitFor({ state: "hidden" });
    expect(await page.evaluate(() => scrollY)).toBe(1540);
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    expect(await whenStanding("#normal")).toMatchObject({ faults: [] });
  });

  test("gets its guide back where its framework has made the target anew, below the fold", async () => {
    await show("normal");
    await whenStanding("#normal");
    await page.evaluate(() => {
      document.querySelector("#normal")!.remove();
      const again = Object.assign(document.createElement("button"), {
        id: "normal",
        textContent: "New invoice",
      });
      document.querySelector(".end")!.append(again);
    });
    expect(await whenStanding("#normal")).toMatchObject({ faults: [] });
  });

  test("never hears that a guide was shown whose target is there and cannot be seen, but that it is missing", async () => {
    await visitor.close();
    await openPage(
      createVisitor(browser).then(async (context) => {
        await context.clock.install();
        return context;
      }),
    );
    const heard = page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const names: string[] = [];
          window.milepost.on("report", ({ event }) => {
            names.push(event ?? "");
            if (event === "Guide Target Missing") resolve(names);
          });
          document.querySelector("#twin")!.remove();
          window.milepost.start("twin");
        }),
    );
    const why = () => page.evaluate(async () => (await window.milepost.explain("twin"))[0]!.text);
    await expect.poll(why).toContain("its target is there and cannot be seen");
    await page.clock.fastForward(5_000);
    expect(await heard).toEqual(["Guide Target Missing"]);
  });
});

describe("a page's own styles", () => {
  beforeAll(() => openPage(createVisitor(browser)));
  afterEach(async () => {
    await tidyUp();
    await page.evaluate(() => document.adoptedStyleSheets.pop());
  });
  afterAll(() => visitor.close());

  test.each([
    ["for every popover", "[popover]{padding:40px;margin:auto;border:9px solid;background:red;inset:0}"],
    ["for every element", "*{position:relative;transform:translateX(20px);margin:8px;transition:all 1s}"],
    ["that zoom all of it", "body{zoom:1.35}"],
    ["with the highest z-index there is", "header{z-index:2147483647;height:500px}"],
    ["that turn all of it", "body{transform:scale(0.9) translateY(30px);filter:blur(0.2px)}"],
  ])("%s move or cover no guide", async (_, css) => {
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets.push(sheet);
      window.milepost.start("top-right");
    }, css);
    expect(await whenStanding("#top-right")).toMatchObject({ faults: [] });
    const box = await page.locator("milepost-root").boundingBox();
    expect([box!.width, box!.height]).toEqual([0, 0]);
  });
});

describe("the keys of somebody who types", () => {
  test("turn no guide and close none, arrows least of all", async () => {
    await openPage(createVisitor(browser));
    await show("dialog");
    await whenStanding("#invite");
    const field = page.getByLabel("Email");
    await field.fill("ana");
    for (const key of ["ArrowLeft", "ArrowRight", "Home", "End", "PageDown"]) await page.keyboard.press(key);
    await page.keyboard.type("@acme");
    expect(await field.inputValue()).toBe("ana@acme");
    expect(await whenStanding("#invite")).toMatchObject({ faults: [] });
    await visitor.close();
  });
});

describe("while nothing waits and nothing is shown", () => {
  interface Watched {
    /** What our scripts observe and listen to, by name. */
    readonly watched: Set<{ readonly name: string }>;
  }

  /** Runs before the page: takes note of each observer and listener that is begun by a script of ours. */
  function takeNote(): void {
    const watched: Watched["watched"] = new Set();
    Object.assign(window, { watched });
    const isOurs = (): boolean => /\/milepost[\w.-]*\.js/.test(new Error().stack ?? "");
    for (const name of ["MutationObserver", "IntersectionObserver", "ResizeObserver"] as const) {
      const { prototype } = globalThis[name] as { prototype: MutationObserver };
      const { observe, disconnect } = prototype;
      const notes = new WeakMap<object, { name: string }>();
      prototype.observe = function (...to) {
        if (isOurs() && !notes.has(this)) {
          const isDeep = to[1] && "subtree" in to[1];
          const note = { name: isDeep ? `deep ${name}` : name };
          notes.set(this, note);
          watched.add(note);
        }
        return observe.apply(this, to);
      };
      prototype.disconnect = function () {
        watched.delete(notes.get(this)!);
        notes.delete(this);
        return disconnect.apply(this);
      };
    }
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const heard: Array<{ readonly note: { name: string }; readonly by: readonly unknown[] }> = [];
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      if (/scroll|resize|wheel|transitionend|mutation/i.test(type) && isOurs()) {
        const note = { name: type };
        heard.push({ note, by: [this, type, listener] });
        watched.add(note);
        const signal = typeof options === "object" ? options?.signal : undefined;
        if (signal) addEventListener.call(signal, "abort", () => watched.delete(note));
      }
      addEventListener.call(this, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const by = [this, type, listener];
      for (const one of heard) if (one.by.every((part, i) => part === by[i])) watched.delete(one.note);
      removeEventListener.call(this, type, listener, options);
    };
  }

  const getWatched = (): Promise<string[]> =>
    page.evaluate(() => [...(window as unknown as Watched).watched].map(({ name }) => name).sort());

  test("no observer and no listener on scroll or change is there; one observer waits, and what was shown leaves none", async () => {
    await openPage(
      createVisitor(browser).then(async (context) => {
        await context.addInitScript(takeNote);
        return context;
      }),
    );
    await page.evaluate(() => window.milepost.ready());
    expect(await getWatched()).toEqual([]);
    await page.evaluate(() => window.milepost.start("late"));
    await page.waitForFunction(() => (window as unknown as Watched).watched.size > 0);
    expect((await getWatched()).filter((name) => name.startsWith("deep"))).toEqual(["deep MutationObserver"]);
    await tidyUp();
    await show("normal");
    await whenStanding("#normal");
    expect(await getWatched()).toContain("scroll");
    await tidyUp();
    await expect.poll(getWatched, { timeout: 20_000 }).toEqual([]);
    await visitor.close();
  });
});
