import { describe, expect } from "vitest";
import { test } from "../helpers/browserTest.ts";
import { OWN_KITS } from "./picker/kits.ts";
import { measure, toSite } from "./picker/measure.ts";
import { count, getWorse, toLines } from "./picker/table.ts";

// Of the ten pages that `npm run test:picker` looks at.
describe("the inspector's picker", () => {
  test.for(OWN_KITS)(
    "finds ten of ten again after a reload, a translation and a new build, and after both where it was picked in both languages: $name",
    async (kit, { site, visitor }) => {
      await site.start(await toSite(kit));
      const results = await measure(kit, site.url, visitor, [
        "a reload",
        "a translation",
        "a new build",
        "both, 2 picks",
      ]);
      const found = count(results, "ours");
      expect(found.each, toLines(results).join("\n")).toBe(10);
      expect(found["both, 2 picks"], toLines(results).join("\n")).toBe(10);
      expect(getWorse(results)).toEqual([]);
    },
  );
});
