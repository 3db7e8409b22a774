import fc from "fast-check";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHAPTERS, SCENES } from "../../examples/gallery/scenes/all.ts";
import { startGallery } from "../../examples/gallery/server.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { getCode, getRows, readDocument } from "../docs/document.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { createVisitor } from "../helpers/visitor.ts";
import { getContrast, readColors } from "./colors.ts";
import { findBarriers, openWatched, scrollsSideways, standScene } from "./pages.ts";

let browser: Browser;
let gallery: Running;
beforeAll(async () => {
  [browser, gallery] = await Promise.all([openBrowser(), startGallery(0)]);
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

const stand = (page: Page, scene: string, looks: Record<string, string> = {}): Promise<void> =>
  standScene(page, gallery.url, scene, looks);

/** A page of its own, closed after `use`, at which nothing may be complained about. */
async function withPage(
  use: (page: Page) => Promise<void>,
  open: () => Promise<BrowserContext> = () => createVisitor(browser),
): Promise<void> {
  const context = await open();
  const { page, complaints } = await openWatched(context);
  try {
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

describe("the gallery", () => {
  it("leads to every scene by a link, and to each look of it", () =>
    withPage(async (page) => {
      await page.goto(gallery.url);
      const frame = page.frameLocator("iframe");
      expect(await page.locator("nav a").count()).toBe(SCENES.length);
      await page.getByRole("link", { name: "Half done, one waits" }).click();
      await page.getByRole("link", { name: "rtl" }).click();
      await page.getByRole("link", { name: "warm" }).click();
      await page.getByRole("link", { name: "dark" }).click();
      await frame.locator("html[data-stands=checklist-half][dir=rtl][data-mode=dark]").waitFor();
      await frame.getByText("1 of 4 done").waitFor();
      expect(await findBarriers(page)).toEqual([]);
    }));

  it("answers presses as a product would", () =>
    withPage(async (page) => {
      await stand(page, "tour-first");
      await page.waitForTimeout(350);
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("2 of 3").waitFor();
      await page.getByRole("button", { name: "Close" }).click();
      await page.getByText("2 of 3").waitFor({ state: "detached" });
    }));
});

/** The parts that docs/theming.md names. */
const named = getRows(readDocument("docs/theming.md"), "part").flatMap(([parts]) => getCode(parts!));
const met = new Set<string>();

/** `npm run test:looks` has each scene in both looks; else each is in one of them. */
const isWhole = process.env.npm_lifecycle_event === "test:looks";

describe.each([
  ["desk", "light", "ltr", 0],
  ["phone", "dark", "rtl", 1],
] as const)("on a %s, %s, %s", (size, mode, dir, turn) => {
  it.each(CHAPTERS)(
    "$title has no barriers in any state",
    ({ scenes }) =>
      withPage(
        async (page) => {
          for (const { name } of scenes.filter((_, i) => isWhole || i % 2 === turn)) {
            await stand(page, name, { mode, dir });
            expect(await findBarriers(page), name).toEqual([]);
            expect(await scrollsSideways(page), name).toBe(false);
            for (const part of await readParts(page)) met.add(part);
          }
        },
        () => createVisitor(browser, size),
      ),
    60_000,
  );
});

describe("the parts in docs/theming.md", () => {
  it("are those that the scenes show, and no other", () => {
    expect([...met].toSorted()).toEqual(named.toSorted());
  });
});

const readParts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("milepost-root,milepost-slot")]
      .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("[part]") ?? [])])
      .flatMap((element) => [...element.part]),
  );

/** Between them these have all tokens of a theme; `npm run test:looks` has the others too. */
const TYPICAL = ["checklist-half", "help-list"];
const OTHERS = ["modal-lead", "survey-first", "tooltip-why"];

describe("a theme", () => {
  const table = ["calm", "sharp", "warm"].flatMap((theme) => [
    { theme, mode: "light" },
    { theme, mode: "dark" },
  ]);

  it.each(table)("$theme, $mode, has no barriers", ({ theme, mode }) =>
    withPage(async (page) => {
      for (const scene of isWhole ? [...TYPICAL, ...OTHERS] : TYPICAL) {
        await stand(page, scene, { theme, mode });
        expect(await findBarriers(page), scene).toEqual([]);
      }
    }),
  );
});

describe("an accent", () => {
  it.each(["light", "dark"])("of any colour makes a theme in which all is legible, %s", (mode) =>
    withPage(async (page) => {
      const channel = fc.integer({ min: 0, max: 255 });
      const accents = fc.sample(fc.tuple(channel, channel, channel), isWhole ? 50 : 15);
      await stand(page, "help-list", { mode });
      for (const accent of accents) {
        const name = `rgb(${accent})`;
        await page.evaluate(
          (color) => document.documentElement.style.setProperty("--milepost-accent", color),
          name,
        );
        const [onAccent, button, accentText, card] = await readColors(page, [
          [".launcher", "color"],
          [".launcher", "background-color"],
          [".new", "color"],
          [".help", "background-color"],
        ]);
        expect(button, name).toEqual(accent);
        expect(getContrast(onAccent!, button!), `on ${name}`).toBeGreaterThanOrEqual(4.5);
        expect(getContrast(accentText!, card!), `${name} as a text`).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
});

describe("what moves", () => {
  const read = (page: Page, selector: string, property: string): Promise<string> =>
    page
      .locator(`milepost-root ${selector}`)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const calm = () => browser.newContext({ reducedMotion: "reduce" });
  const lively = () => browser.newContext({ reducedMotion: "no-preference" });

  it("takes 160 ms to come, 200 to tick, 300 to slide", () =>
    withPage(async (page) => {
      await stand(page, "checklist-tick");
      expect(await read(page, ".surface", "animation-duration")).toMatch(/^0.16s/);
      expect(await read(page, ".fresh .tick path", "animation-duration")).toBe("0.2s");
      expect(await read(page, ".progress span", "transition-duration")).toBe("0.3s");
    }, lively));

  it("only fades, for 80 ms, where less motion is wanted", () =>
    withPage(async (page) => {
      await stand(page, "checklist-tick");
      expect(await read(page, ".surface", "animation-duration")).toMatch(/^0.08s/);
      expect(await read(page, ".fresh .tick path", "animation-name")).toBe("none");
      expect(await read(page, ".progress span", "transition-duration")).toBe("0s");
      await stand(page, "hotspot");
      const pulse = (dot: Element): string => getComputedStyle(dot, "::before").animationName;
      expect(await page.locator("milepost-root .dot").evaluate(pulse)).toBe("none");
    }, calm));
});

describe("in print", () => {
  it("there is nothing of ours", () =>
    withPage(async (page) => {
      for (const scene of ["modal", "checklist-slot", "help-list"]) {
        await stand(page, scene);
        await page.emulateMedia({ media: "print" });
        expect(
          await page.locator("milepost-root .surface:visible, milepost-slot .surface:visible").count(),
        ).toBe(0);
        await page.emulateMedia({ media: "screen" });
        expect(
          await page.locator("milepost-root .surface:visible, milepost-slot .surface:visible").count(),
        ).toBe(1);
      }
    }));
});
