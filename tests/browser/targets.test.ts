import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startHard } from "../../examples/hard/server.ts";
import type { Running } from "../../examples/http/listen.ts";
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
  afterEach(async () => {
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      document.querySelector("dialog")!.close();
      document.querySelector<HTMLElement>("#popover")!.hidePopover();
    });
  });
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
