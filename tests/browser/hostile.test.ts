import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { BEYOND, HOSTS, INHERITED, inherit } from "../helpers/ruins.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

const EVENT = ["Workspace Created", { list: [1, { two: [2] }] }] as const;

const test = visitorTest
  .extend("open", ({ site, visitor }) => async (options: Partial<SiteOptions> = {}): Promise<Tab> => {
    await site.start({ config: acme(), pages, ...options });
    return openTab(visitor, site);
  })
  /** A guide and a report: what Milepost is there for. */
  .extend("expectGuideAndReport", ({ site }) => async ({ page, thrown }: Tab): Promise<void> => {
    await page.locator("[part~=card]").getByText("Start here").waitFor();
    await until(() => site.told("Milestone Reached").length > 0, "the report", 15_000);
    expect(thrown).toEqual([]);
  })
  .extend("expectToWork", ({ expectGuideAndReport }) => async (tab: Tab): Promise<void> => {
    await tab.track(...EVENT);
    await expectGuideAndReport(tab);
  })
  /** Ruins a page before ours comes, and calls from within it: what drives the browser is not at home there either. */
  .extend("ruinPage", ({ visitor }) => async (ruin: (given: string) => void, given = ""): Promise<void> => {
    await visitor.addInitScript(ruin, given);
    await visitor.addInitScript((event) => {
      Object.assign(window, { milepost: [["track", ...event]] });
    }, EVENT);
  });

describe("a host that", () => {
  test.for(HOSTS)(
    "%s: guides and reports go on",
    async ([_, ruin], { ruinPage, expectGuideAndReport, open }) => {
      await ruinPage(ruin);
      await expectGuideAndReport(await open());
    },
  );

  test("has values on every object by the names of what a config, a page or a record may leave out: none is taken for said", async ({
    ruinPage,
    open,
    expectGuideAndReport,
    site,
  }) => {
    await ruinPage(inherit, INHERITED);
    const tab = await open();
    const { page } = tab;
    await expectGuideAndReport(tab);
    expect(await page.locator("milepost-root a").count()).toBe(0);
    // What was stored there is read again.
    await page.reload();
    await expectGuideAndReport(tab);
    await page.evaluate(() => void window.milepost.push(["track", "Invoice Sent", { total: 1 }]));
    await until(() => site.told("Gap Bridged").length > 0, "the report of the gap");
    expect([...tab.logged, ...tab.thrown]).toEqual([]);
    expect(JSON.stringify(site.rows)).not.toContain("/theirs");
  });

  test.for(BEYOND)(
    "%s: nothing is thrown into it, and the page works",
    async ([_, ruin], { ruinPage, open }) => {
      await ruinPage(ruin);
      const { page, thrown } = await open();
      await page.waitForLoadState("networkidle");
      await page.locator("#new").click();
      await page.waitForURL("**/invoices/new");
      expect(thrown).toEqual([]);
    },
  );

  test("has elements by our name and by names that scripts ask for: guides and reports go on", async ({
    expectToWork,
    open,
  }) => {
    const clobbering = ["milepost", "CORE", "config", "fetch", "localStorage", "core", "dataset"]
      .map((name) => `<form id="${name}" name="${name}"></form><a id="${name}"></a>`)
      .join("");
    await expectToWork(
      await open({ pages: { "/": `${clobbering}<milepost-root></milepost-root>${pages["/"]}` } }),
    );
  });

  test("has images by the names of what a document can do: nothing is thrown, and nothing of theirs is loaded", async ({
    visitor,
    open,
  }) => {
    const names = ["currentScript", "querySelector", "createElement", "body", "addEventListener"];
    const images = names.map((name) => `<img name="${name}" alt="">`).join("");
    const asked: string[] = [];
    visitor.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const { page, thrown } = await open({ pages: { "/": images + pages["/"] } });
    await page.waitForLoadState("networkidle");
    expect(thrown).toEqual([]);
    expect(
      asked.filter((path) => !/^\/(dist\/.*|milepost\.json|v1\/batch|favicon\.ico)?$/.test(path)),
    ).toEqual([]);
  });
});

describe("a config that is pinned", () => {
  const text = JSON.stringify(acme());
  const pin = `sha384-${createHash("sha384").update(text).digest("base64")}`;

  const pinTo = (to: string) => ({ config: text, attributes: `data-user="ana"`, pinnedTo: to });

  test("works where it is the one that is meant", async ({ open, expectToWork }) => {
    await expectToWork(await open(pinTo(`#${pin}`)));
  });

  const REFUSED: ReadonlyArray<readonly [what: string, to: string, line: RegExp]> = [
    [
      "another",
      `#sha384-${"A".repeat(64)}`,
      /found no answer, or another one than its sha384 says, expected a config/,
    ],
    [
      "a pin that cannot be read",
      "#sha384-oops",
      /found the pin "sha384-oops", expected sha384- and its 64 characters/,
    ],
    ["a weaker pin", `#sha1-${"A".repeat(27)}=`, /expected sha384- and its 64 characters/],
  ];
  test.for(REFUSED)("is refused for %s, with a line that says so", async ([_, to, line], { open }) => {
    const { logged, thrown, page } = await open(pinTo(to));
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([expect.stringMatching(line)]);
    expect(thrown).toEqual([]);
    expect(await page.locator("milepost-root").count()).toBe(0);
  });
});
