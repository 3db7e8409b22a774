import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { FLAGS, getBrowserPath, openBrowser } from "../helpers/chromium.ts";
import { type Engine, type Mortal, type Profile, type Tab, toExpression } from "./engine.ts";
import { sleep } from "./pace.ts";

/** Some pages never had a process, and none of theirs says that it has gone. */
const LONGEST_DEATH_MS = 5_000;

/** The machine's Chromium as an engine. */
export async function openChromium(): Promise<Engine> {
  const browser = await openBrowser();
  return {
    openProfile: async () => createProfile(await browser.newContext()),
    openMortal,
    close: () => browser.close(),
  };
}

function createProfile(context: BrowserContext): Profile {
  const pages = new Map<Tab, Page>();
  return {
    async open(url) {
      const page = await context.newPage();
      const tab = createTab(page);
      pages.set(tab, page);
      await tab.go(url);
      return tab;
    },
    close: () => context.close(),
    async limitStorage(tab, origin, quotaSize) {
      const session = await context.newCDPSession(pages.get(tab)!);
      await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
    },
  };
}

const createTab = (page: Page): Tab => ({
  call: (method, ...given) => page.evaluate(toExpression(method, given)),
  go: async (url) => void (await page.goto(url, { timeout: 60_000 })),
  close: () => page.close(),
});

/** On a profile folder of its own, so that what is stored outlives the browser. */
async function openMortal(told: (numbers: readonly number[]) => void): Promise<Mortal> {
  const folder = mkdtempSync(join(tmpdir(), "milepost-profile-"));
  const launch = async (): Promise<BrowserContext> => {
    const options = { executablePath: getBrowserPath(), args: [...FLAGS] };
    const context = await chromium.launchPersistentContext(folder, options);
    await context.exposeBinding("told", (_, numbers: number[]) => told(numbers));
    return context;
  };
  let context = await launch();
  return {
    open: (url) => createProfile(context).open(url),
    async kill(what) {
      const whole = what === "browser";
      const pages = context.pages();
      const whenGone = whole
        ? [new Promise((resolve) => context.once("close", resolve))]
        : pages.map((page) => new Promise((resolve) => page.once("crash", resolve)));
      // One that has ended by itself cannot be asked, and is as good as killed.
      const isThere = await killProcesses(context.browser()!, whole ? "browser" : "renderer");
      await Promise.race([Promise.all(whenGone), sleep(isThere ? LONGEST_DEATH_MS : 0)]);
      if (whole || !isThere) {
        await context.close().catch(() => {});
        context = await launch();
      } else await Promise.all(pages.map((page) => page.close()));
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Those of this browser alone, as it names them itself. Resolves to whether there is such a browser. */
async function killProcesses(browser: Browser, type: string): Promise<boolean> {
  try {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    for (const one of processInfo) if (one.type === type) process.kill(one.id, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}
