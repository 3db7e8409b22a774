import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGallery } from "../../examples/gallery/server.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { findBarriers, scrollsSideways, standScene } from "../examples/pages.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { findOverflow } from "../helpers/overflow.ts";

let browser: Browser;
let gallery: Running;
beforeAll(async () => {
  [browser, gallery] = await Promise.all([openBrowser(), startGallery(0)]);
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

/** What a screen reader has of each kind: roles, names, states, in the order in which they are met. */
const HEARD: Readonly<Record<string, string>> = {
  tooltip: `
- status: Start here. Hi Ana, this makes a new invoice. It is a draft until you press Send.
- region "Start here":
  - heading "Start here" [level=2]
  - paragraph:
    - text: Hi Ana, this makes a
    - strong: new invoice
    - text: . It is a draft until you press Send.
  - button "Got it"
  - button "More"
  - button "Close"`,
  "tooltip-why": `
- status: Start here. Hi Ana, this makes a new invoice. It is a draft until you press Send.
- region "Start here":
  - heading "Start here" [level=2]
  - paragraph:
    - text: Hi Ana, this makes a
    - strong: new invoice
    - text: . It is a draft until you press Send.
  - button "Got it"
  - button "More" [expanded]
  - heading "Why am I seeing this?" [level=3]
  - paragraph: "It helps with something that is still to come: “Send your first invoice”."
  - button "Pause tips"
  - button "Close"`,
  "tour-first": `
- status: A new invoice. Everything starts with this button.
- region "A new invoice":
  - heading "A new invoice" [level=2]
  - paragraph: Everything starts with this button.
  - text: 1 of 3
  - button "Next"
  - button "More"
  - button "Close"`,
  "hotspot-open": `
- status
- button "Late fees" [expanded]
- dialog "Late fees":
  - heading "Late fees" [level=2]
  - paragraph: What is 14 days late earns 2 % a month. You can change that.
  - button "Got it"
  - button "Close"`,
  "banner-lead": `
- status: "You send more than 20 invoices a month. Talk to us: We will write to you within a day."
- region "You send more than 20 invoices a month.":
  - heading "You send more than 20 invoices a month." [level=2]
  - button "Later"
  - button "Talk to us"
  - paragraph: "Talk to us: We will write to you within a day."
  - button "More"
  - button "Close"`,
  "modal-lead": `
- status
- dialog "Invoicing is a habit now. Bring the team.":
  - heading "Invoicing is a habit now. Bring the team." [level=2]
  - paragraph:
    - text: "Three weeks out of four: that is when teams start to"
    - strong: save real time
    - text: .
  - link "Upgrade now":
    - /url: "#upgrade"
  - button "Talk to us"
  - paragraph: "Talk to us: We will write to you within a day."
  - button "More"
  - button "Close"`,
  "survey-csat": `
- status: How satisfied are you with your invoices?
- region "How satisfied are you with your invoices?":
  - heading "How satisfied are you with your invoices?" [level=2]
  - radiogroup "How satisfied are you with your invoices?":
    - radio "1, Very dissatisfied"
    - radio "2"
    - radio "3"
    - radio "4" [checked]
    - radio "5, Very satisfied"
  - button "Send"
  - button "More"
  - button "Close"`,
  "survey-text": `
- status: What is missing?
- region "What is missing?":
  - heading "What is missing?" [level=2]
  - textbox "What is missing?"
  - button "Send" [disabled]
  - button "More"
  - button "Close"`,
  "checklist-half": `
- status
- region "Get paid in four steps":
  - heading "Get paid in four steps" [level=2]
  - button "Minimise"
  - button "Close"
  - progressbar "1 of 4 done"
  - paragraph: 1 of 4 done
  - list:
    - listitem: Create your workspace Done
    - listitem:
      - button "Send your first invoice" [expanded]
      - paragraph: About two minutes. It stays a draft until you send it.
      - button "Show me"
    - listitem:
      - button "Add your logo Optional"
    - listitem:
      - text: Get paid
      - paragraph: After “Send your first invoice”`,
  launcher: `
- button "Show me around"
- status`,
  "help-list": `
- status
- button "Help 1 new" [expanded]
- dialog "Help":
  - heading "Help" [level=2]
  - button "Close"
  - searchbox "Search help"
  - heading "For where you are" [level=3]
  - list:
    - listitem:
      - button "Send an invoice"
    - listitem:
      - button "Get paid faster"
  - heading "New since your visit" [level=3]
  - list:
    - listitem:
      - button "Recurring invoices New"
  - heading "More" [level=3]
  - list:
    - listitem:
      - button "Invite your team"
    - listitem:
      - button "Change your plan"
    - listitem:
      - link "Tax rates abroad (opens in a new tab)":
        - /url: https://example.com/tax
  - heading "Closed before" [level=3]
  - list:
    - listitem:
      - button "Where your money is"
  - button "Pause tips"`,
};
const KINDS = Object.keys(HEARD);

const openPage = async (options: BrowserContextOptions): Promise<Page> =>
  (await browser.newContext({ reducedMotion: "reduce", ...options })).newPage();

const stand = (page: Page, scene: string): Promise<void> => standScene(page, gallery.url, scene);

const listen = async (page: Page): Promise<string> => {
  const roots = await page.locator("milepost-root,milepost-slot").all();
  return (await Promise.all(roots.map((root) => root.ariaSnapshot()))).join("\n");
};

/** Boxes of ours whose edge or ring one cannot tell from what is around them, where the user's colours hold. */
const findUnmarked = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const roots = [...document.querySelectorAll("milepost-root,milepost-slot")].map((one) => one.shadowRoot!);
    const all = (selector: string) =>
      roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
    const bare = all(".surface,.tool,.button,.score,textarea,.search").filter((box) => {
      const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(box);
      return Number.parseFloat(borderTopWidth) === 0 || borderTopColor === backgroundColor;
    });
    const ringless = all("button,a,textarea,input:not([type=radio])").filter((control) => {
      control.focus({ focusVisible: true } as FocusOptions);
      const { outlineStyle, outlineWidth } = getComputedStyle(control);
      return !control.matches(":disabled") && (outlineStyle === "none" || outlineWidth === "0px");
    });
    return [
      ...bare.map((box) => `${box.className || box.localName} has no edge`),
      ...ringless.map((box) => `${box.className || box.localName} has no ring`),
    ];
  });

describe("in forced colours", () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage({ viewport: { width: 1280, height: 800 }, forcedColors: "active" });
  });

  test.each(KINDS)(
    "%s has no barriers, an edge around each control, and a ring where the focus is",
    async (kind) => {
      await stand(page, kind);
      expect(await listen(page)).toBe(HEARD[kind]!.trim());
      expect(await findBarriers(page)).toEqual([]);
      expect(await findUnmarked(page)).toEqual([]);
    },
  );
});

describe("at 400 % of 1280 by 1024", () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage({ viewport: { width: 320, height: 256 } });
  });

  test.each(KINDS)("%s fits the width, and each of its controls can be brought to sight", async (kind) => {
    await stand(page, kind);
    expect(await findOverflow(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    // What opened by itself takes no presses at first.
    await expect.poll(() => findOutOfReach(page), { timeout: 20_000 }).toEqual([]);
  });
});

/** Controls that stay covered or cut off when the focus comes to them, and those that are smaller than 24 by 24. */
const findOutOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const roots = [...document.querySelectorAll("milepost-root,milepost-slot")].map((one) => one.shadowRoot!);
    const controls = roots.flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>(".surface :is(button,.button,textarea,label)"),
    ]);
    return controls.flatMap((control) => {
      if (!control.checkVisibility({ visibilityProperty: true })) return [];
      control.scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = control.getBoundingClientRect();
      const name = control.ariaLabel ?? control.textContent;
      const root = control.getRootNode() as ShadowRoot;
      const hit = root.elementFromPoint(x + width / 2, y + height / 2);
      const faults = [];
      if (!hit || !(control.contains(hit) || hit.contains(control))) faults.push(`${name} cannot be reached`);
      // A target that is narrower may have that much room around its middle.
      if (height < 24 || width < 18) faults.push(`${name} is ${Math.round(width)} by ${Math.round(height)}`);
      return faults;
    });
  });
