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

/** Runs in the page. Does a record say how its person is left, with nothing that is still to be judged? */
async function isRestKnown(): Promise<boolean> {
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name!);
    await new Promise((resolve) => Object.assign(opening, { onsuccess: resolve }));
    const database = opening.result;
    const reading = database.transaction("records").objectStore("records").getAll();
    await new Promise((resolve) => Object.assign(reading, { onsuccess: resolve }));
    database.close();
    const known = (reading.result as { rest?: { of: string; facts: unknown[] } }[]).some(
      (record) => record?.rest && record.rest.of !== "" && record.rest.facts.length === 0,
    );
    if (known) return true;
  }
  return false;
}

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
    // Who leaves before it is worked out how they are left has the next page look at everything.
    const isSettled = async (): Promise<boolean> => {
      if (!(await first.page.evaluate(isRestKnown))) return false;
      await first.page.waitForTimeout(1_200);
      return first.page.evaluate(isRestKnown);
    };
    await until(isSettled, "how the person is left");
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

  test("records and delivers while what its plan needs of the engine does not come, and judges once it does", async ({
    visitor,
    site,
  }) => {
    const habit = { title: "H", when: { event: "Report Read", within: "1d" }, lapses: { grace: "1d" } };
    const { milestones } = acme({});
    const { plan } = parse(acme({ gaps: {}, guides: {}, milestones: { ...milestones, habit } }));
    expect(plan.needs).toEqual(["lapses"]);
    await site.start({ config: plan, pages });
    const first = await openTab(visitor, site);
    await until(() => first.page.evaluate(isRestKnown), "how the person is left");
    await first.leave();
    await first.page.close();

    let isBlocked = true;
    await visitor.route("**/milepost-time-*", (route) => (isBlocked ? route.abort() : route.fallback()));
    const { page, track, logged, thrown } = await openTab(visitor, site);
    await track("Report Read");
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([
      expect.stringMatching(/^Milepost: what judges what happens did not load: .*milepost-time-/),
    ]);
    await until(() => site.rows.some(({ event }) => event === "Report Read"), "the event");
    expect(site.told("Milestone Reached")).toEqual([]);
    isBlocked = false;
    await page.evaluate(() => history.pushState(null, "", "/next"));
    await track("Odd Happening");
    await track("Report Read");
    await until(() => site.told("Milestone Reached").length > 0, "the milestone");
    expect(site.told("Milestone Reached")).toEqual(["Milestone Reached: habit"]);
    expect(site.rows.filter(({ event }) => event === "Report Read")).toHaveLength(2);
    expect(thrown).toEqual([]);
  });
});
