import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const KEPT = "milepost acme plan";

const readKept = (): string | null => localStorage.getItem("milepost acme plan");

describe("a config that is not compiled", () => {
  test("is checked by the first page alone: the next ones have its plan, unless that was changed", async ({
    visitor,
    site,
  }) => {
    await site.start({ config: acme({ consent: "guide-only" }), pages });
    const loaded: string[] = [];
    visitor.on("request", (request) => loaded.push(request.url()));
    /** How many times the checker was asked for by a page, which shows its guide. */
    const open = async (): Promise<number> => {
      loaded.length = 0;
      const { page, see, track } = await openTab(visitor, site);
      await track("Workspace Created");
      await see("Start here").waitFor();
      await page.evaluate(() => window.milepost.ready());
      await page.close();
      return loaded.filter((url) => url.includes("milepost-config-")).length;
    };
    expect(await open()).toBe(1);
    expect(await open()).toBe(0);

    const { page } = await openTab(visitor, site);
    await page.evaluate((name) => {
      const kept = localStorage.getItem(name)!;
      localStorage.setItem(name, kept.replace("Start here", "Send us your card"));
    }, KEPT);
    await page.close();
    expect(await open()).toBe(1);
    expect(await open()).toBe(0);
  });

  test("leaves nothing where nothing may be stored, and is checked anew", async ({ visitor, site }) => {
    await site.start({ config: acme({ consent: "none" }), pages });
    const { page } = await openTab(visitor, site);
    await page.evaluate(() => window.milepost.ready());
    expect(await page.evaluate(readKept)).toBe(null);
    await page.evaluate(() => window.milepost.setConsent("guide-only"));
    await page.evaluate(() => window.milepost.ready());
    expect(await page.evaluate(readKept)).toContain("Start here");
    await page.evaluate(() => window.milepost.optOut());
    await page.evaluate(() => window.milepost.ready());
    expect(await page.evaluate(readKept)).toBe(null);
  });
});
