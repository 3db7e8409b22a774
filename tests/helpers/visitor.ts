import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { Milepost } from "../../src/sdk/milepost.ts";
import type { Site } from "./site.ts";

/** The page's window, as code that runs there sees it. */
export interface Host extends Window {
  readonly milepost: Milepost;
}
declare const window: Host;

/** A tab, with what its page threw and what Milepost warned of: not what it says to who builds the page. */
export interface Tab {
  readonly page: Page;
  readonly logged: string[];
  readonly thrown: string[];
  /** A text within a guide on the screen. */
  see(text: string): Locator;
  /** Leaves the site: what is not urgent is then sent at once, and not within a minute. */
  leave(): Promise<unknown>;
  track(event: string, properties?: Record<string, unknown>): Promise<string | undefined>;
}

export async function openTab(context: BrowserContext, site: Site, path = "/"): Promise<Tab> {
  const page = await context.newPage();
  const logged: string[] = [];
  const thrown: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Milepost") && message.type() !== "info") logged.push(message.text());
  });
  page.on("pageerror", (error) => thrown.push(error.message));
  await page.goto(site.url + path);
  return {
    page,
    logged,
    thrown,
    // Not in the live region, which says the same to screen readers.
    see: (text) => page.locator("milepost-root [part~=card]").getByText(text),
    async leave() {
      await page.evaluate(whenStored).catch(() => {});
      return page.goto("about:blank");
    },
    track: (event, properties = {}) =>
      page.evaluate(([name, given]) => window.milepost.track(name, given), [event, properties] as const),
  };
}

/**
 * Runs in the page. What a page could not store before it went is sent by the next one; here nobody comes. A transaction
 * of our own waits for those before it, and what those set off comes after the first.
 */
async function whenStored(): Promise<void> {
  const known = (await indexedDB.databases()).flatMap(({ name }) =>
    name?.startsWith("milepost ") ? name : [],
  );
  for (const name of known) {
    const request = indexedDB.open(name);
    await new Promise((resolve, reject) => Object.assign(request, { onsuccess: resolve, onerror: reject }));
    const database = request.result;
    for (let turn = 0; turn < 3; turn++) {
      const transaction = database.transaction([...database.objectStoreNames], "readwrite");
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
        transaction.objectStore(transaction.objectStoreNames[0]!).count();
      });
    }
    database.close();
  }
}

/** A browser profile of its own, at the size of a desk or a phone. */
export const createVisitor = (browser: Browser, size: "desk" | "phone" = "desk"): Promise<BrowserContext> =>
  browser.newContext({
    viewport: size === "desk" ? { width: 1280, height: 800 } : { width: 390, height: 844 },
    reducedMotion: "reduce",
  });

/** Waits until `check` holds, and fails with what it last said. */
export async function until(
  check: () => boolean | Promise<boolean>,
  what: string,
  ms = 20_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
