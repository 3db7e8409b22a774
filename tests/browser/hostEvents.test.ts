import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { bundleScript } from "../helpers/bundleScript.ts";
import { type Host, openTab, type Tab } from "../helpers/visitor.ts";

declare const window: Host & { heard: string[] };

/** What a page may listen for, all that a user does with keys, pointer, wheel, clipboard and focus. */
const TYPES =
  "keydown keyup keypress beforeinput input copy cut paste focusin focusout wheel click dblclick contextmenu pointerdown pointerup pointermove pointerover mousedown mouseup mousemove mouseover".split(
    " ",
  );

/** Notes what the page's own listeners hear, on three places, in the phase in which pages listen. */
const listen = (types: readonly string[]) => {
  window.heard = [];
  for (const place of [document.body, document, window])
    for (const type of types) place.addEventListener(type, () => window.heard.push(type));
};

const guides = {
  ask: { type: "survey", if: { page: "/" }, question: { kind: "text", ask: "What is missing?" } },
  help: { type: "help", title: "Help", launcher: "bottom-start" },
};
const docs = Array.from({ length: 40 }, (_, i) => ({ id: `d${i}`, title: `Article ${i}`, body: "Text." }));
const LONG = `<style>body{margin:0}section{height:900px}</style><input id="own"><section>One</section><section>Two</section><section>Three</section>`;

const test = visitorTest.extend("open", ({ site, visitor }) => async (script = ""): Promise<Tab> => {
  const body = `${LONG}<script src="/app.js"></script>`;
  await site.start({
    config: acme({ gaps: {}, guides, docs }),
    pages: { "/": body },
    scripts: { "/app.js": script },
  });
  const tab = await openTab(visitor, site);
  await tab.see("What is missing?").waitFor();
  return tab;
});

/** All that the page hears while somebody uses one field, button and panel. */
async function use(page: Page, field: ReturnType<Page["locator"]>): Promise<string[]> {
  await page.evaluate(() => {
    window.heard.length = 0;
  });
  await field.hover();
  await field.dblclick();
  await field.click({ button: "right" });
  await page.keyboard.type("jk 3");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+c");
  await page.keyboard.press("ControlOrMeta+v");
  await page.keyboard.press("ControlOrMeta+x");
  // The field hears of it in both cases, some time after the call.
  const wheel = await field.evaluateHandle((it) => ({
    heard: new Promise((done) => it.addEventListener("wheel", done, { once: true })),
  }));
  await page.mouse.wheel(0, 40);
  await wheel.evaluate(({ heard }) => heard.then(() => {}));
  await field.blur();
  return page.evaluate(() => [...new Set(window.heard)].sort());
}

describe("what somebody does in a guide", () => {
  test("is heard by none of the page's listeners, as in a field of the page it is", async ({ open }) => {
    const { page, thrown } = await open();
    await page.evaluate(listen, TYPES);
    const own = await use(page, page.locator("#own"));
    // The control: all of it comes to the page where it is done there.
    expect(own).toEqual([...TYPES].sort());
    const field = page.locator("milepost-root textarea");
    // The way there is the page's.
    await field.hover();
    expect(await use(page, field)).toEqual([]);
    await field.pressSequentially("More filters");
    expect(await field.inputValue()).toContain("More filters");
    expect(thrown).toEqual([]);
  });

  test("does not take from the page the end of a drag that has begun there", async ({ open }) => {
    const { page } = await open();
    await page.evaluate(listen, ["mousemove", "mouseup", "pointerup"]);
    const box = (await page.locator("milepost-root .survey").boundingBox())!;
    await page.mouse.move(300, 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 10, { steps: 3 });
    await page.evaluate(() => {
      window.heard.length = 0;
    });
    await page.mouse.move(box.x + 50, box.y + 12);
    await page.mouse.up();
    expect(await page.evaluate(() => new Set(window.heard).size)).toBe(3);
  });

  test("by Esc closes the guide, and where nothing of ours is to be closed the page has it", async ({
    open,
  }) => {
    const { page, see } = await open();
    await page.evaluate(() => {
      window.heard = [];
      // Some libraries close their dialogs on the way in.
      document.addEventListener("keydown", ({ key }) => window.heard.push(key), true);
    });
    await page.locator("milepost-root textarea").focus();
    await page.keyboard.press("Escape");
    await see("What is missing?").waitFor({ state: "detached" });
    expect(await page.evaluate(() => window.heard)).toEqual([]);
    await page.locator("milepost-root .launcher").focus();
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => window.heard)).toEqual(["Escape"]);
  });
});

describe("on a page with a library that scrolls smoothly", () => {
  test("a wheel over the help panel scrolls its list and not the page; over the page it scrolls that", async ({
    open,
  }) => {
    const script = await bundleScript(`import Lenis from "lenis"; new Lenis({ autoRaf: true });`);
    const { page } = await open(script);
    await page.locator("milepost-root .launcher").click();
    const list = page.locator("milepost-root .help .scroll");
    await list.hover();
    for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, 100);
    await expect.poll(() => list.evaluate((it) => it.scrollTop)).toBeGreaterThan(200);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    // At its end it does not hand the wheel on either.
    await list.evaluate((it) => it.scrollTo(0, it.scrollHeight));
    for (let turn = 0; turn < 3; turn++) await page.mouse.wheel(0, 100);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.mouse.move(900, 200);
    for (let turn = 0; turn < 3; turn++) await page.mouse.wheel(0, 100);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  });
});
