import { describe, expect } from "vitest";
import { parse } from "../../src/sdk/config/parse.ts";
import { acme, pages } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

const getFiles = ({ page }: Tab): Promise<string> =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .join(),
  );

describe("the second page of a session", () => {
  test("loads nothing that judges until an event comes that counts, and reports what that brings about", async ({
    visitor,
    site,
  }) => {
    const guides = {
      tip: { type: "banner", if: { milestone: "first-invoice", is: "reached" }, title: "Well done" },
    };
    // What checks a config brings half of it along.
    const { plan } = parse(acme({ gaps: {}, guides }));
    await site.start({ config: plan, pages, attributes: `data-debug="off"` });
    const first = await openTab(visitor, site);
    await first.track("Odd Happening");
    expect(await getFiles(first)).toContain("milepost-engine-");
    // Who leaves within the second in which something was stored has the next page look at it.
    await first.page.waitForTimeout(1_200);
    await first.leave();
    await first.page.close();

    const { page, track, see, thrown, ...second } = await openTab(visitor, site);
    const tab = { page, track, see, thrown, ...second };
    await track("Odd Happening", { second: true });
    await until(() => site.rows.filter(({ event }) => event === "Odd Happening").length > 0, "an event");
    expect(await getFiles(tab)).not.toContain("milepost-engine-");
    expect(await page.evaluate(() => window.milepost.progress())).toMatchObject({
      milestones: { "first-invoice": null },
    });
    await track("Workspace Created");
    await track("Invoice Sent", { total: 1 });
    await see("Well done").waitFor();
    expect(await getFiles(tab)).toContain("milepost-engine-");
    await until(() => site.told("Milestone Reached").length > 1, "the milestones");
    expect(thrown).toEqual([]);
  });
});
