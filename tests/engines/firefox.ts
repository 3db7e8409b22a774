import { type Browser, type KeyInput, launch, type Page } from "puppeteer-core";
import { type Engine, type EnginePage, SIZE } from "./engine.ts";
import { getProgram } from "./programs.ts";

/** Debian's Firefox, or the one that FIREFOX_PATH names, over WebDriver BiDi. */
export async function openFirefox(): Promise<Engine> {
  const browser = await launchFirefox();
  return {
    open: async () => toEnginePage(await browser.newPage()),
    close: () => browser.close(),
  };
}

export const launchFirefox = (preferences: Readonly<Record<string, unknown>> = {}): Promise<Browser> =>
  launch({
    browser: "firefox",
    executablePath: getProgram("firefox"),
    headless: true,
    defaultViewport: SIZE,
    extraPrefsFirefox: { "ui.prefersReducedMotion": 1, ...preferences },
  });

const toEnginePage = (page: Page): EnginePage => ({
  async goto(url) {
    await page.goto(url);
    // Keys go to the page that is in front.
    await page.bringToFront();
  },
  evaluate: (run: (given: never) => unknown, given?: unknown) =>
    page.evaluate(run as () => never, given as never),
  async press(key) {
    const [last, shift] = key.split("+").toReversed();
    if (shift) await page.keyboard.down("Shift");
    await page.keyboard.press(last as KeyInput);
    if (shift) await page.keyboard.up("Shift");
  },
  click: (x, y) => page.mouse.click(x, y),
  resize: (width, height) => page.setViewport({ width, height }),
  close: () => page.close(),
});
