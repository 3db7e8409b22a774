import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { test as base } from "vitest";
import { openBrowser } from "./chromium.ts";
import { createLateSite, type SiteOptions } from "./site.ts";
import { createVisitor } from "./visitor.ts";

/** Opens a browser profile of its own, closed at the test's end: at the size of a desk or a phone, or as it is said. */
export type Visit = (as?: "desk" | "phone" | BrowserContextOptions) => Promise<BrowserContext>;

/**
 * `test` with a browser for the file and, for each test that names them, a site and a visitor of its own. A file whose
 * tests all want the same site says so with `siteOptions`; else each test starts it by `site.start(options)`.
 */
export const test = base
  .extend("launch", { scope: "worker" }, () => openBrowser)
  .extend("browser", { scope: "worker" }, async ({ launch }, { onCleanup }): Promise<Browser> => {
    const browser = await launch();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("siteOptions", undefined as SiteOptions | undefined)
  .extend("site", async ({ siteOptions }, { onCleanup }) => {
    const site = createLateSite();
    onCleanup(site.close);
    if (siteOptions) await site.start(siteOptions);
    return site;
  })
  .extend("visit", async ({ browser }, { onCleanup }): Promise<Visit> => {
    const visitors: BrowserContext[] = [];
    onCleanup(async () => {
      for (const visitor of visitors) await visitor.close();
    });
    return async (as = "desk") => {
      const visitor = await (typeof as === "string" ? createVisitor(browser, as) : browser.newContext(as));
      visitors.push(visitor);
      return visitor;
    };
  })
  .extend("visitor", ({ visit }) => visit());
