import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { getCode, getRows, readDocument } from "../docs/document.ts";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host;

const readme = readDocument("README.md");
const findFence = (language: string): string => readme.fences.find((one) => one.language === language)!.code;

const test = visitorTest
  .extend(
    "start",
    ({ site }) =>
      async (options: Partial<SiteOptions> = {}): Promise<void> =>
        site.start({ config: acme(), pages, ...options }),
  )
  .extend("open", ({ visitor, site }) => async (path = "/") => {
    const said: string[] = [];
    visitor.on("console", (message) => said.push(message.text()));
    return { ...(await openTab(visitor, site, path)), said };
  });

/** When the guide of the README's config was on the screen, in milliseconds from the start of the page. */
const whenShown = async (page: Page): Promise<number> => {
  await page.locator("milepost-root [part~=card]").getByText("Start here").waitFor();
  return page.evaluate(() => performance.getEntriesByName("milepost:show").at(-1)!.startTime);
};

describe("the README's first lines in an empty page", () => {
  test("show their guide within a second, and say how reports would leave", async ({ visit, site }) => {
    const html = `<!doctype html><title>Empty</title>${findFence("html").replace("/milepost.js", "/dist/milepost.js")}`;
    await site.start({ config: findFence("json"), whole: { "/": html } });
    const times: number[] = [];
    // Of three visits the fastest: others use this machine too.
    for (let i = 0; i < 3; i++) {
      const page = await (await visit()).newPage();
      await page.goto(site.url);
      times.push(await whenShown(page));
      expect(await page.locator("milepost-root [part~=card]").textContent()).toContain("Hi Ana, this makes");
      await page.evaluate(() => window.milepost.track("Invoice Sent"));
      await page.locator("milepost-root [part~=card]").waitFor({ state: "detached" });
    }
    expect(Math.min(...times)).toBeLessThan(1000);
    expect(site.requests()).toBe(0);
  });
});

describe("a consent that nobody gives", () => {
  test("lets guides work and nothing leave, and one line says that reports wait for it", async ({
    start,
    open,
    site,
  }) => {
    await start({ config: { ...acme(), consent: undefined } });
    const { page, track, see, leave, logged } = await open();
    await track("Workspace Created");
    await see("Start here").waitFor();
    expect(logged).toEqual([
      expect.stringMatching(
        /^Milepost: guides work, and reports wait for consent.*"consent": "full".*data-consent/,
      ),
    ]);
    await page.reload();
    await see("Start here").waitFor();
    await leave();
    expect(site.requests()).toBe(0);
  });

  test("is not asked for where there is no report, or the page has said something", async ({
    start,
    open,
  }) => {
    await start({ config: { ...acme(), consent: undefined, report: undefined } });
    const one = await open();
    await one.page.waitForFunction(() => "track" in window.milepost);
    await one.track("Workspace Created");
    await one.see("Start here").waitFor();
    await start({ config: { ...acme(), consent: undefined }, attributes: `data-consent="guide-only"` });
    const other = await open();
    await other.track("Workspace Created");
    await other.see("Start here").waitFor();
    expect([...one.logged, ...other.logged]).toEqual([]);
  });

  test("may be an optIn before anything has loaded, of somebody who had opted out: what the page had said counts", async ({
    start,
    open,
    visitor,
    site,
  }) => {
    await start({ config: acme({ consent: "none" }) });
    const first = await open();
    await first.page.evaluate(() => window.milepost.optOut());
    const held: Array<() => void> = [];
    await visitor.route("**/milepost-core-*", (route) => held.push(() => route.continue()));
    const next = await open();
    await next.page.waitForFunction(() => "track" in window.milepost);
    const tracked = next.track("Workspace Created");
    await next.page.evaluate(() => window.milepost.optIn());
    await until(() => held.length > 0, "the request");
    for (const release of held) release();
    expect(await tracked).toEqual(expect.any(String));
    await next.see("Start here").waitFor();
    await next.leave();
    await until(() => site.told().includes("Milestone Reached: workspace"), "the report");
  });
});

/** What keeps a guide away on a page of localhost, and what the console says of it. */
const KEPT_AWAY: ReadonlyArray<
  readonly [what: string, options: Partial<SiteOptions>, call: string, said: string]
> = [
  ["a gap that has not begun", {}, "", "tip: not shown, the gap no-first-invoice has not begun: workspace"],
  ["a condition", {}, "", "spot: not shown, its condition does not hold"],
  ["no gap that names it", {}, "", "invoice-tour: not shown, no gap names it"],
  ["a consent of none", { attributes: `data-consent="none"` }, "", "tip: not shown, nothing begins without"],
  ["an opt-out", {}, "optOut()", "tip: not shown, this person has opted out"],
  [
    "an audience",
    { config: acme({ for: { trait: "a", is: 1 } }) },
    "",
    "tip: not shown, Milepost is not there",
  ],
  ["a pause", {}, `pause(); milepost.track("Workspace Created")`, "tip: not shown, the page has paused"],
  [
    "a page that has switched them off",
    { attributes: `data-guides="off"` },
    `track("Workspace Created")`,
    "tip: not shown, the page has switched all guides off",
  ],
  [
    "a target that does not come",
    { pages: { "/": "<main>Nothing</main>" } },
    `track("Workspace Created")`,
    "tip: not shown, its target is missing on this page",
  ],
  [
    "another guide",
    {},
    `track("Workspace Created"); milepost.start("invoice-tour")`,
    "tip: not shown, outranked by invoice-tour",
  ],
];

describe("on localhost the console says what keeps a guide away", () => {
  test.for(KEPT_AWAY)("%s", async ([_, options, call, line], { start, open }) => {
    await start(options);
    const { page, said, logged, thrown } = await open();
    await page.waitForFunction(() => "track" in window.milepost);
    if (call) await page.evaluate(`milepost.${call}; undefined`);
    await until(() => said.some((one) => one.startsWith(`Milepost: ${line}`)), line);
    expect(said.filter((one) => one.startsWith(`Milepost: ${line}`))).toHaveLength(1);
    // None of it is a warning.
    expect(logged).toEqual([]);
    expect(thrown).toEqual([]);
  });

  test("nothing where the tag says data-debug=off, until debug() is called", async ({ start, open }) => {
    await start({ attributes: `data-debug="off"` });
    const { page, said, track } = await open();
    await track("Nothing Special");
    await page.waitForTimeout(1500);
    expect(said).toEqual([]);
    await page.evaluate(() => window.milepost.debug());
    await until(() => said.length > 0, "the lines");
    expect(said[0]).toBe(
      "Milepost: tip: not shown, the gap no-first-invoice has not begun: workspace is not reached",
    );
  });

  test("nothing on any other host", async ({ start, visitor, site }) => {
    await start({ config: acme({ consent: "guide-only" }) });
    const said: string[] = [];
    const files: string[] = [];
    visitor.on("console", (message) => said.push(message.text()));
    visitor.on("request", (request) => files.push(new URL(request.url()).pathname));
    const { port } = new URL(site.url);
    // A name of this machine's that is not localhost: the browser is told where it is.
    await visitor.route("http://app.acme.example/**", async (route) => {
      const url = new URL(route.request().url());
      const reply = await fetch(`http://localhost:${port}${url.pathname}`);
      const headers = { "content-type": reply.headers.get("content-type") ?? "" };
      await route.fulfill({ status: reply.status, headers, body: Buffer.from(await reply.arrayBuffer()) });
    });
    const page = await visitor.newPage();
    await page.goto("http://app.acme.example/");
    await page.waitForFunction(() => "track" in window.milepost);
    await page.evaluate(() => window.milepost.ready());
    await page.waitForTimeout(1500);
    expect(files.some((file) => file.includes("milepost-core-"))).toBe(true);
    expect(files.filter((file) => /milepost-(hints|explaining)-/.test(file))).toEqual([]);
    expect(said).toEqual([]);
  });

  test("and destroy() leaves no line behind", async ({ start, open }) => {
    await start();
    const { page, said } = await open();
    await page.waitForFunction(() => "track" in window.milepost);
    await page.evaluate(async () => {
      await window.milepost.ready();
      window.milepost.destroy();
    });
    await page.waitForTimeout(1500);
    expect(said).toEqual([]);
  });
});

describe("where nothing begins, one line says so, and ready() and explain() answer", () => {
  const answer = (page: Page) =>
    page.evaluate(async () => {
      await window.milepost.ready();
      return window.milepost.explain();
    });

  test("switched off by localStorage: calls do nothing", async ({ start, open, visitor, site }) => {
    await start();
    await visitor.addInitScript(() => localStorage.setItem("milepost", "off"));
    const { page, logged, track, see } = await open();
    await page.waitForFunction(() => "track" in window.milepost);
    expect(await track("Workspace Created")).toBeUndefined();
    expect(await answer(page)).toEqual([]);
    expect(await see("Start here").count()).toBe(0);
    expect(logged).toEqual(["Milepost: switched off by localStorage.milepost"]);
    expect(site.requests()).toBe(0);
  });

  test("no init()", async ({ site, open }) => {
    const html = `<!doctype html><script src="/dist/milepost.js"></script>`;
    await site.start({ config: acme(), whole: { "/": html } });
    const { page, logged } = await open();
    const asked = page.evaluate(() => window.milepost.explain());
    await until(() => logged.length > 0, "a line");
    expect(logged).toEqual(["Milepost: explain() waits for init()"]);
    await page.evaluate(() => window.milepost.init({ config: "/milepost.json" }));
    expect((await asked).map(({ guide }) => guide)).toContain("tip");
  });

  test.for<readonly [what: string, options: Partial<SiteOptions>]>([
    ["no config", { config: undefined }],
    ["a config with a mistake", { config: acme({ gaps: { stuck: { to: "nowhere" } } }) }],
    ["a chunk that does not come", { missing: "milepost-config" }],
  ])("%s", async ([_, options], { start, open }) => {
    await start(options);
    const { page, logged } = await open();
    await page.waitForFunction(() => "track" in window.milepost);
    expect(await answer(page)).toEqual([]);
    expect(logged).toHaveLength(1);
  });

  test("the lines are in the reference", () => {
    const rows = getRows(readDocument("docs/config.md"), "the console says");
    const lines = rows.map(([line]) => line).join();
    expect(getCode(lines)).toEqual([]);
    for (const line of [
      "switched off by localStorage.milepost",
      "explain() waits for init()",
      "guides work, and reports wait for consent",
    ])
      expect(lines).toContain(`"${line}"`);
  });
});

describe("a write key that nobody gives", () => {
  test("is the product's name", async ({ start, visitor, open }) => {
    await start({ config: acme({ report: { endpoint: "/v1/batch" } }) });
    const keys: unknown[] = [];
    visitor.on("request", (request) => {
      if (request.url().endsWith("/v1/batch")) keys.push(request.postDataJSON().writeKey);
    });
    const { track } = await open();
    await track("Workspace Created");
    await until(() => keys.length > 0, "a batch");
    expect(new Set(keys)).toEqual(new Set(["acme"]));
  });
});
