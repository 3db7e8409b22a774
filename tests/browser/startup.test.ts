import { describe, expect } from "vitest";
import { parse } from "../../src/sdk/config/parse.ts";
import { acme, pages } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host & { asked: string[] };

/** Runs before the page: notes what is asked of the browser, in its order. */
function noteQuestions(): void {
  const asked: string[] = [];
  Object.assign(window, { asked });
  const { fetch } = window;
  window.fetch = (...given) => {
    asked.push("fetch");
    return fetch(...given);
  };
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = function (key) {
    asked.push("storage");
    return getItem.call(this, key);
  };
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    apply(original, _, given: []) {
      asked.push("Intl");
      return original(...given);
    },
    construct(original, given: []) {
      asked.push("Intl");
      return new original(...given);
    },
  });
}

/** Runs before the page: notes each transaction of a database. */
function noteTransactions(): void {
  const asked: string[] = [];
  Object.assign(window, { asked });
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    asked.push(`${given[1]}`);
    return transaction.apply(this, given);
  };
}

describe("the start of a page", () => {
  test("asks the network before it looks at storage, and nothing of Intl, whose first use is slow", async ({
    visitor,
    site,
  }) => {
    const limits = { interruptions: { perDay: 3 } };
    await site.start({ config: acme({ limits }), pages });
    await visitor.addInitScript(noteQuestions);
    const { page, track, see } = await openTab(visitor, site);
    await track("Workspace Created");
    await see("Start here").waitFor();
    const asked = await page.evaluate(() => window.asked);
    expect(asked.indexOf("fetch")).toBe(0);
    expect(asked).toContain("storage");
    expect(asked).not.toContain("Intl");
    // The control: what it listens at is what others would use.
    await page.evaluate(() => void Intl.DateTimeFormat());
    expect(await page.evaluate(() => window.asked)).toContain("Intl");
  });

  test("opens the database twice where nothing may leave: to read who is there, and to store that they are", async ({
    visitor,
    site,
  }) => {
    await site.start({ config: acme({ consent: "guide-only" }), pages });
    await visitor.addInitScript(noteTransactions);
    const { page } = await openTab(visitor, site);
    const opened = () => page.evaluate(() => window.asked.length);
    await until(async () => (await opened()) >= 2, "the database");
    await page.evaluate(() => window.milepost.ready());
    await page.waitForTimeout(300);
    expect(await opened()).toBe(2);
    // The control: a fact of the page's is one more, and so is what is shown of it.
    await page.evaluate(() => window.milepost.track("Workspace Created"));
    expect(await opened()).toBeGreaterThan(2);
  });

  test("brings along what sends reports only where some may leave", async ({ visit, site }) => {
    await site.start({ config: acme({ consent: "guide-only" }), pages });
    const tab = await openTab(await visit(), site);
    const getFiles = () =>
      tab.page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name)
          .join(),
      );
    await tab.track("Workspace Created");
    await tab.see("Start here").waitFor();
    expect(await getFiles()).not.toContain("milepost-outbox-");
    expect(site.requests()).toBe(0);
    await tab.page.evaluate(() => window.milepost.optIn());
    await tab.track("Invoice Sent", { total: 1 });
    await until(() => site.told("Milestone Reached").length > 0, "the report");
    expect(await getFiles()).toContain("milepost-outbox-");
  });

  test("brings along of what draws only what the plan uses, and all for a plan of an older version", async ({
    visit,
    site,
  }) => {
    const tip = {
      type: "tooltip",
      if: { page: "/" },
      target: "#new",
      title: "Start here",
      body: "Press it.",
    };
    const getPlan = (more: object) =>
      parse(acme({ gaps: {}, docs: [], guides: { tip: { ...tip, ...more } }, consent: "guide-only" })).plan;
    const countParts = async (plan: object) => {
      await site.start({ config: plan, pages });
      const { page, see } = await openTab(await visit(), site);
      await see("Start here").waitFor();
      const parts = await page.evaluate(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => name.includes("milepost-part-"))
            .length,
      );
      return { page, parts };
    };
    const plain = await countParts(getPlan({}));
    // What finds, and what decides.
    expect(plain.parts).toBe(2);
    const { widgets, ...old } = getPlan({
      target: { role: "link", name: "New invoice" },
      body: "**Now** {{user.x:date|or never}}",
    });
    expect(widgets).toEqual(["names", "markdown", "forms"]);
    const { page, parts } = await countParts(old);
    expect(parts).toBe(5);
    expect(await page.locator("milepost-root strong").textContent()).toBe("Now");
    expect(await page.locator("milepost-root [part=body]").textContent()).toBe("Now or never");
  });

  // At any moment it is another day in one of them than in the other.
  test.for<readonly [zone: string, how: string, prepare: () => void]>([
    ["Pacific/Kiritimati", "with Temporal", () => {}],
    ["Pacific/Pago_Pago", "without it", () => void Reflect.deleteProperty(window, "Temporal")],
  ] as const)(
    "tells days by the zone of the browser and reports its name: %s, %s",
    async ([timezoneId, _, prepare], { visit, site }) => {
      const visitor = await visit({ timezoneId });
      await visitor.addInitScript(prepare);
      const today = new Date().toLocaleDateString("en", { timeZone: timezoneId, weekday: "short" });
      const guides = {
        today: {
          type: "banner",
          if: { now: "weekday", is: today.toLowerCase() },
          body: "It is today",
        },
      };
      await site.start({ config: acme({ gaps: {}, guides }), pages });
      const { page, track } = await openTab(visitor, site);
      await track("Workspace Created");
      await page.locator("milepost-root").getByText("It is today").first().waitFor();
      await until(() => site.rows.length > 0, "the reports");
      for (const { context } of site.rows) expect(context.timezone).toBe(timezoneId);
    },
  );

  test("leaves nothing of what checks a config on the page's global", async ({ visitor, site }) => {
    await site.start({ config: acme(), pages });
    const { page } = await openTab(visitor, site);
    await page.waitForFunction(() => "track" in window.milepost);
    await page.evaluate(() => window.milepost.ready());
    expect(await page.evaluate(() => window.milepost.progress() !== undefined)).toBe(true);
    const names = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
    expect(names.filter((name) => name.includes("zod"))).toEqual([]);
  });
});
