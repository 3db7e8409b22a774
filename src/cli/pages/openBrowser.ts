import type { Browser, BrowserContext, LaunchOptions } from "playwright-core";
import { CommandError } from "../commandError.ts";

const GET_ONE =
  "npx playwright-core install chromium, or --browser with the path of a Chrome or Chromium that is there";

/**
 * Opens a browser that nobody sees.
 * @param path Of its program; left out: the one that Playwright has installed, or Chrome or Edge where they are.
 * @throws {CommandError} that says how to get what is missing.
 */
export async function openBrowser(path: string | undefined): Promise<Browser> {
  const { chromium } = await loadPlaywright();
  const ways: LaunchOptions[] =
    path === undefined ? [{}, { channel: "chrome" }, { channel: "msedge" }] : [{ executablePath: path }];
  let why = "";
  for (const way of ways) {
    try {
      return await chromium.launch(way);
    } catch (error) {
      why ||= (error as Error).message.split("\n")[0]!;
    }
  }
  const found = path === undefined ? "no browser" : `${JSON.stringify(path)}, which does not start: ${why}`;
  throw new CommandError(`pages: found ${found}, expected one: ${GET_ONE}`);
}

async function loadPlaywright(): Promise<typeof import("playwright-core")> {
  try {
    return await import("playwright-core");
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new CommandError(
      `pages: found no package "playwright-core", expected it: npm install --save-dev playwright-core, and a browser: ${GET_ONE}`,
    );
  }
}

export interface ContextOptions {
  readonly base: string;
  /** BCP 47 tag of the browser. */
  readonly locale: string;
  /** Of the window, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/** Somebody who has never been there. What is the same each time is the time zone, the size, and that nothing moves. */
export async function openContext(
  browser: Browser,
  { base, locale, size }: ContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: base,
    locale,
    viewport: size,
    bypassCSP: true,
    serviceWorkers: "block",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  // The product's own Milepost does not start: what it draws and reports is none of this.
  await context.addInitScript(() => {
    try {
      localStorage.setItem("milepost", "off");
    } catch {
      // A frame without an origin has no storage, and no Milepost either.
    }
  });
  return context;
}
