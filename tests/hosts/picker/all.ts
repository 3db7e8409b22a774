import { describe, expect } from "vitest";
import { test } from "../../helpers/browserTest.ts";
import { LIBRARY_KITS, OWN_KITS } from "./kits.ts";
import { measure, type Result, toSite } from "./measure.ts";
import { count, getWorse, toLines } from "./table.ts";

const results: Result[] = [];

describe("the picker's targets find their elements again", () => {
  for (const kit of [...OWN_KITS, ...LIBRARY_KITS])
    test(`on the page of ${kit.name}`, async ({ site, visitor }) => {
      await site.start(await toSite(kit));
      const found = await measure(kit, site.url, visitor);
      results.push(...found);
      console.log(toLines(found).join("\n"));
    });

  test("95 of 100, and wherever Playwright's own generator does", () => {
    console.log(toLines(results).join("\n"));
    const found = count(results, "ours");
    expect(found.each).toBeGreaterThanOrEqual(95);
    expect(found["both, 2 picks"]).toBeGreaterThanOrEqual(95);
    expect(getWorse(results)).toEqual([]);
  });
});
