import type { Page } from "playwright-core";
import { openBrowser } from "../helpers/chromium.ts";
import { type Engine, type EnginePage, SIZE } from "./engine.ts";

/** The machine's Chromium or Chrome, over its debugging port. */
export async function openChromium(): Promise<Engine> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: "reduce" });
  return {
    open: async () => toEnginePage(await context.newPage()),
    close: () => browser.close(),
  };
}

const toEnginePage = (page: Page): EnginePage => ({
  async goto(url) {
    await page.goto(url);
  },
  evaluate: (run: (given: never) => unknown, given?: unknown) => page.evaluate(run as () => never, given),
  press: (key) => page.keyboard.press(key),
  click: (x, y) => page.mouse.click(x, y),
  resize: (width, height) => page.setViewportSize({ width, height }),
  close: () => page.close(),
});
