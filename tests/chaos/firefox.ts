import type { BrowserContext, Page } from "puppeteer-core";
import { launchFirefox } from "../engines/firefox.ts";
import { type Engine, type Profile, type Tab, toExpression } from "./engine.ts";

/** A tab that nobody looks at is given a timer each second; here all of them are at work. */
const PREFERENCES = {
  "dom.min_background_timeout_value": 4,
  "dom.timeout.enable_budget_timer_throttling": false,
};

/** The machine's Firefox as an engine. Its processes are not killed. */
export async function openFirefox(): Promise<Engine> {
  const browser = await launchFirefox(PREFERENCES);
  return {
    openProfile: async () => createProfile(await browser.createBrowserContext()),
    close: () => browser.close(),
  };
}

const createProfile = (context: BrowserContext): Profile => ({
  async open(url) {
    const tab = createTab(await context.newPage());
    await tab.go(url);
    return tab;
  },
  close: () => context.close(),
});

const createTab = (page: Page): Tab => ({
  call: (method, ...given) => page.evaluate(toExpression(method, given)) as Promise<never>,
  go: async (url) => void (await page.goto(url, { timeout: 60_000 })),
  close: () => page.close(),
});
