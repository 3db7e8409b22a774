import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host & { timers: Set<number>; ran: number[]; shifts: unknown[] };

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types milepost",
].join("; ");

const test = visitorTest.extend(
  "start",
  ({ site }) =>
    async (options: Partial<SiteOptions> = {}): Promise<void> => {
      await site.start({ config: acme(), pages, ...options });
    },
);

describe("a page with a strict policy and Trusted Types", () => {
  test("shows every kind of guide without a violation", async ({ start, visitor, site }) => {
    await start({ headers: { "content-security-policy": CSP } });
    const page = await visitor.newPage();
    const violations: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) violations.push(message.text());
    });
    await page.goto(`${site.url}/spot`);
    await page.waitForFunction(() => "track" in window.milepost);
    await page.evaluate(() => window.milepost.track("Workspace Created"));
    await page.evaluate(() => window.milepost.track("List Wanted"));
    await page.locator("[part~=card]").getByText("Get paid in three steps").waitFor();
    await page.evaluate(() => window.milepost.start("invoice-tour"));
    await page.locator("[part~=card]").getByText("Press it.").waitFor();
    await page.evaluate(() => window.milepost.start("getting-paid"));
    await page.locator("[part~=card]").getByText("Send a reminder after a week.").waitFor();
    const card = page.locator("[part~=card]").first();
    expect(await card.evaluate((it) => getComputedStyle(it).backgroundColor)).not.toBe("rgba(0, 0, 0, 0)");
    expect(violations).toEqual([]);
  });
});

/** What may be missing or broken, and the one line that says so. */
const faults: ReadonlyArray<readonly [title: string, options: Partial<SiteOptions>, line: RegExp]> = [
  [
    "a config with a mistake",
    { config: acme({ gaps: { stuck: { from: "worspace", to: "first-invoice" } } }) },
    /^Milepost: \/milepost\.json: gaps\.stuck\.from: found "worspace", expected the id of a milestone; did you mean "workspace"\?$/,
  ],
  ["a config that is no JSON", { config: "{ nonsense" }, /^Milepost: \/milepost\.json: found no JSON: /],
  ["no config", { config: undefined }, /^Milepost: \/milepost\.json: found status 404, expected a config$/],
  [
    "no chunk that does the work",
    { missing: "milepost-core" },
    /^Milepost: what does the work did not load: /,
  ],
  [
    "no chunk that checks the config",
    { missing: "milepost-config" },
    /^Milepost: \/milepost\.json: what checks it did not load: /,
  ],
  ["no chunk that draws", { missing: "milepost-show" }, /^Milepost: what shows guides did not load: /],
];

describe("a consent that is no level", () => {
  test("is none, whatever the config says: one line, nothing shown, sent or stored, until the page says more", async ({
    start,
    visitor,
    site,
  }) => {
    await start({ attributes: `data-consent="everything"` });
    const { page, logged, thrown, track, see } = await openTab(visitor, site);
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([`Milepost: consent: found "everything", expected full, guide-only, none`]);
    await page.evaluate(() => void window.milepost.track("Workspace Created"));
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    expect(await see("Start here").count()).toBe(0);
    expect(site.requests()).toBe(0);
    await page.evaluate(() => window.milepost.setConsent("full"));
    await track("Nothing Special");
    await see("Start here").waitFor();
    expect(thrown).toEqual([]);
  });
});

describe("where something is missing", () => {
  test.for(faults)(
    "%s: one clear line, and the page works on",
    async ([_, options, line], { start, visitor, site }) => {
      await start(options);
      const { page, logged, thrown } = await openTab(visitor, site);
      await page.waitForFunction(() => "track" in window.milepost);
      await page.evaluate(() => void window.milepost.track("Workspace Created"));
      await until(() => logged.length > 0, "a line on the console");
      await page.waitForTimeout(300);
      expect(logged).toEqual([expect.stringMatching(line)]);
      expect(thrown).toEqual([]);
      await page.locator("#new").click();
      await page.waitForURL("**/invoices/new");
    },
  );

  test("an endpoint that does not answer: nothing thrown, guides work on", async ({
    start,
    site,
    visitor,
  }) => {
    await start();
    site.setStatus(500);
    const { page, track, thrown } = await openTab(visitor, site);
    await track("Workspace Created");
    await page.locator("[part~=card]").getByText("Start here").waitFor();
    await page.waitForTimeout(500);
    expect(thrown).toEqual([]);
  });

  const BROKEN: ReadonlyArray<readonly [how: string, breakIt: () => unknown]> = [
    [
      "throws when it is touched",
      () =>
        Object.defineProperty(window, "indexedDB", {
          get: () => {
            throw new DOMException("denied", "SecurityError");
          },
        }),
    ],
    ["is missing", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
    [
      "refuses to open",
      () =>
        Object.assign(IDBFactory.prototype, {
          open() {
            throw new DOMException("no", "InvalidStateError");
          },
        }),
    ],
  ];
  test.for(BROKEN)(
    "storage that %s: guides and reports go on in memory",
    async ([_, breakIt], { start, visitor, site }) => {
      await start();
      await visitor.addInitScript(breakIt);
      const { page, track, thrown } = await openTab(visitor, site);
      expect(await track("Workspace Created")).toMatch(/^[0-9a-f-]{36}$/);
      await page.locator("[part~=card]").getByText("Start here").waitFor();
      await until(() => site.told("Milestone Reached").length > 0, "the report");
      expect(thrown).toEqual([]);
    },
  );
});

describe("the host page", () => {
  /** All that an instance could leave behind. */
  async function takeStock(page: Page): Promise<unknown> {
    const client = await page.context().newCDPSession(page);
    const ours = new Set<string>();
    client.on("Debugger.scriptParsed", ({ url, scriptId }) => url.includes("/dist/") && ours.add(scriptId));
    await client.send("Debugger.enable");
    const listeners: Record<string, number> = {};
    for (const expression of [
      "window",
      "document",
      "document.body",
      "document.querySelector('#new')",
      "navigation",
    ]) {
      const { result } = await client.send("Runtime.evaluate", { expression });
      const found = await client.send("DOMDebugger.getEventListeners", { objectId: result.objectId! });
      listeners[expression] = found.listeners.filter(({ scriptId }) => ours.has(scriptId)).length;
    }
    const rest = await page.evaluate(() => ({
      timers: window.timers.size,
      nodes: document.querySelectorAll("*").length,
      history: window.history.pushState.toString().includes("[native code]"),
      sheets: document.adoptedStyleSheets.length,
    }));
    return { listeners, ...rest };
  }

  const countTimers = (): void => {
    const { setTimeout: set, clearTimeout: clear } = window;
    window.timers = new Set();
    const counted = (run: () => void, ms?: number): number => {
      const id = set(() => {
        window.timers.delete(id);
        run();
      }, ms);
      window.timers.add(id);
      return id;
    };
    window.setTimeout = counted as typeof setTimeout;
    window.clearTimeout = (id) => {
      window.timers.delete(id as number);
      clear(id);
    };
  };

  test("is left without a node, listener or timer of ours by destroy", async ({ start, visitor, site }) => {
    await start();
    await visitor.addInitScript(countTimers);
    const page = await visitor.newPage();
    await page.route("**/milepost.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page.goto(site.url);
    const before = await takeStock(page);
    await page.unroute("**/milepost.js");
    await page.goto(site.url);
    await page.waitForFunction(() => window.milepost && "track" in window.milepost);
    await page.evaluate(() => window.milepost.track("Workspace Created"));
    await page.evaluate(() => window.milepost.track("List Wanted"));
    await page.locator("[part~=card]").getByText("Start here").waitFor();
    await page.locator("[part~=card]").getByText("Get paid in three steps").waitFor();
    const amid = (await takeStock(page)) as { listeners: Record<string, number> };
    expect(amid.listeners.window).toBeGreaterThan(0);
    await page.evaluate(() => window.milepost.destroy());
    await page.waitForTimeout(500);
    expect(await takeStock(page)).toEqual(before);
    await page.evaluate(() => void window.milepost.track("Anything"));
  });

  test("is not moved, and its styles are not touched", async ({ start, visitor, site }) => {
    await start();
    await visitor.addInitScript(() => {
      window.shifts = [];
      const observer = new PerformanceObserver((list) => window.shifts.push(...list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
    });
    const { page, track } = await openTab(visitor, site);
    const look = (): Promise<string> =>
      page.evaluate(() => {
        const target = document.querySelector("#new")!;
        const style = getComputedStyle(target);
        const attributes = [document.documentElement, document.body, target].map((it) =>
          it.getAttribute("style"),
        );
        const values = [...style].map((name) => style.getPropertyValue(name));
        return JSON.stringify([values, target.getBoundingClientRect(), attributes]);
      });
    const before = await look();
    await track("Workspace Created");
    await page.locator("[part~=card]").getByText("Start here").waitFor();
    await page.waitForTimeout(300);
    expect(await look()).toBe(before);
    expect(await page.evaluate(() => window.shifts.length)).toBe(0);
  });

  test("loads nothing that draws while nothing is to be shown", async ({ start, visitor, site }) => {
    await start();
    const loaded: string[] = [];
    visitor.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    const { page, track } = await openTab(visitor, site);
    await track("Nothing Special");
    await page.waitForTimeout(200);
    expect(loaded.filter((path) => path.includes("show"))).toEqual([]);
    await track("Workspace Created");
    await page.locator("[part~=card]").getByText("Start here").waitFor();
    expect(loaded.filter((path) => path.includes("show")).length).toBeGreaterThan(0);
  });

  test("finds our share of its time in its own profile, by three names, and no more of them than that", async ({
    start,
    visitor,
    site,
  }) => {
    await start();
    const { page, track } = await openTab(visitor, site);
    await track("Workspace Created");
    await page.locator("[part~=card]").getByText("Start here").waitFor();
    for (let i = 0; i < 5; i++) await track("Nothing Special");
    const names = await page.evaluate(() => performance.getEntriesByType("measure").map(({ name }) => name));
    expect(names.sort()).toEqual(["milepost:decide", "milepost:init", "milepost:show"]);
  });

  test("hears nothing of us for those whom Milepost is not for: nothing shown, nothing sent", async ({
    start,
    visitor,
    site,
  }) => {
    await start({ config: acme({ for: { not: { trait: "email", matches: "*@acme.example" } } }) });
    const { page, see, track, leave } = await openTab(visitor, site);
    await page.evaluate(() => window.milepost.identify("staff", { email: "ana@acme.example" }));
    expect(await track("Workspace Created")).toBeUndefined();
    await page.mouse.click(5, 5);
    await page.waitForTimeout(300);
    expect(await see("Start here").count()).toBe(0);
    await leave();
    await page.waitForTimeout(500);
    expect(site.rows).toEqual([]);
  });

  test("is not disturbed by calls that make no sense", async ({ start, visitor, site }) => {
    await start();
    const { page, logged, thrown } = await openTab(visitor, site);
    await page.evaluate(() => {
      const { milepost } = window as unknown as {
        milepost: Record<string, (...given: unknown[]) => unknown>;
      };
      const circular: Record<string, unknown> = {};
      circular.self = circular;
      milepost.track!();
      milepost.track!(12, "x");
      milepost.track!("Circular", circular);
      milepost.identify!(null);
      milepost.push!(["constructor"], ["nothing"], []);
      milepost.start!("no-such-guide");
      milepost.on!("report", () => {
        throw new Error("a listener of the page");
      });
      return milepost.track!("Fine");
    });
    expect(thrown).toEqual([]);
    expect(logged[0]).toBe("Milepost: track: found nothing, expected the name of an event");
  });
});

describe("text from a config, a doc or a trait", () => {
  const strings = [
    '<img src=x onerror="ran.push(1)">',
    "<script>ran.push(2)</script>",
    "[press](javascript:ran.push(3))",
    "[press](JaVaScRiPt:ran.push(4))",
    "[press](\u0001javascript:ran.push(5))",
    "[press](data:text/html,<script>ran.push(6)</script>)",
    "![x](javascript:ran.push(7))",
    "{{user.evil}}",
    "<svg/onload=ran.push(9)>",
  ];

  test.for(strings)("comes out as plain text or nothing: %s", async (evil, { start, visitor, site }) => {
    const base = acme();
    const tip = {
      ...base.guides.tip,
      title: evil,
      body: `${evil} {{user.evil}} {{user.firstName|${evil}}}`,
      actions: [{ label: evil, href: "javascript:ran.push(10)" }],
    };
    const docs = [{ id: "getting-paid", title: evil, body: evil }];
    await start({ config: { ...base, guides: { ...base.guides, tip }, docs } });
    await visitor.addInitScript(() => {
      window.ran = [];
    });
    const { page, track, thrown } = await openTab(visitor, site);
    const trait = `**bold** [x](javascript:ran.push(11)) ${evil}`;
    await page.evaluate((text) => window.milepost.identify("ana", { evil: text }), trait);
    await track("Workspace Created");
    await page.locator("[part~=card]").first().waitFor();
    await page.evaluate(() => window.milepost.start("getting-paid"));
    await page.locator("[part~=help]").waitFor();
    const found = await page.evaluate(() => {
      const root = document.querySelector("milepost-root")!.shadowRoot!;
      const links = [...root.querySelectorAll("a")].map(({ protocol }) => protocol);
      return { links, foreign: root.querySelectorAll("script, iframe, img, [onerror], [onload]").length };
    });
    expect(found.links.filter((protocol) => !/^(https?|mailto|tel):$/.test(protocol))).toEqual([]);
    expect(found.foreign).toBe(0);
    expect(await page.evaluate(() => window.ran)).toEqual([]);
    expect(thrown).toEqual([]);
  });
});
