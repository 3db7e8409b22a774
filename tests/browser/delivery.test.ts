import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

/** All that the site has in this browser. */
const getRemains = async ({ page }: Tab): Promise<string[]> => {
  const remains = await page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
    ...Object.keys(localStorage).map((key) => `local ${key}`),
    ...Object.keys(sessionStorage).map((key) => `session ${key}`),
  ]);
  return remains.sort();
};

const test = visitorTest
  .extend("start", ({ site }) => async (options: Partial<SiteOptions> = {}): Promise<void> => {
    await site.start({ config: acme(), pages, ...options });
  })
  .extend("open", ({ visitor, site }) => async (path = "/"): Promise<Tab> => {
    const tab = await openTab(visitor, site, path);
    await tab.page.waitForFunction(() => "track" in window.milepost);
    return tab;
  });

describe("an opt-out", () => {
  test("in one tab ends and empties all of them, and nothing is sent after", async ({
    start,
    open,
    site,
  }) => {
    await start();
    const tabs = await Promise.all(Array.from({ length: 4 }, () => open()));
    for (const tab of tabs) await tab.track("Invoice Sent", { total: 1 });
    await Promise.all(tabs.map((tab, i) => tab.track("Payment Received", { i })));
    await tabs[2]!.page.evaluate(() => window.milepost.optOut());
    await until(
      async () => (await getRemains(tabs[0]!)).join() === "local milepost acme refused",
      "only the refusal is left",
    );
    const before = site.requests();
    for (const tab of tabs) expect(await tab.track("Workspace Created")).toBeUndefined();
    for (const tab of tabs) await tab.page.evaluate(() => dispatchEvent(new Event("pagehide")));
    const next = await open();
    expect(await next.track("Workspace Created")).toBeUndefined();
    expect(await getRemains(next)).toEqual(["local milepost acme refused"]);
    expect(site.requests()).toBe(before);
    expect(tabs.flatMap(({ thrown }) => thrown)).toEqual([]);
    await next.page.evaluate(() => window.milepost.optIn());
    await next.track("Workspace Created");
    await next.see("Start here").waitFor();
    expect(await getRemains(next)).toEqual([
      "database milepost acme",
      "local milepost acme plan",
      "local milepost calls /milepost.json",
    ]);
  });
});

describe("consent", () => {
  test("of none leaves nothing, until the page gives more", async ({ start, open, site }) => {
    await start({ config: acme({ consent: "none" }) });
    const tab = await open();
    expect(await tab.track("Workspace Created")).toBeUndefined();
    expect(await getRemains(tab)).toEqual([]);
    expect(site.requests()).toBe(0);
    await tab.page.evaluate(() => window.milepost.setConsent("full"));
    await tab.track("Workspace Created");
    await tab.see("Start here").waitFor();
    await tab.leave();
    await until(() => site.told().includes("Milestone Reached: workspace"), "the report");
  });

  test("is no more than guide-only where the browser asks for privacy and the config respects that", async ({
    start,
    visitor,
    open,
    site,
  }) => {
    const report = { endpoint: "/v1/batch", writeKey: "acme-web", respectSignals: true };
    await start({ config: acme({ report }) });
    await visitor.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true }),
    );
    const tab = await open();
    await tab.track("Workspace Created");
    await tab.see("Start here").waitFor();
    await tab.leave();
    const next = await open();
    const reached = await next.page.evaluate(async () => {
      await window.milepost.ready();
      return window.milepost.progress()!.milestones.workspace;
    });
    expect(reached).toEqual(expect.any(Number));
    expect(site.requests()).toBe(0);
  });
});

describe("a page that is left at once", () => {
  /** As a link does that is pressed while the page is on its way: nothing of what is said can be heard any more. */
  const sayAndLeave = (page: Page, path: string, call: string): Promise<unknown> => {
    const gone = page.waitForURL(`**${path}`);
    return Promise.all([gone, page.evaluate(`${call}; location.href = "${path}"; undefined`)]);
  };
  const ready = (page: Page): Promise<void> =>
    page
      .waitForFunction(() => "track" in window.milepost)
      .then(() => page.evaluate(() => window.milepost.ready()));

  test("before its config was there: what it has said is known to the next one, under the user of that moment", async ({
    start,
    open,
    site,
  }) => {
    await start();
    const { page, thrown } = await open();
    await ready(page);
    await page.route("**/milepost.json", () => {});
    await page.goto(`${site.url}/two`);
    await sayAndLeave(page, "/three", `milepost.identify("ana"); milepost.track("Workspace Created")`);
    await sayAndLeave(page, "/four", `milepost.track("Invoice Sent")`);
    await page.unroute("**/milepost.json");
    await page.goto(`${site.url}/five`);
    const find = (name: string) => site.rows.find(({ event }) => event === name);
    const names = ["Workspace Created", "Milestone Reached", "Invoice Sent"];
    await until(() => names.every(find), "all of it");
    expect(names.map((name) => find(name)!.userId)).toEqual(["ana", "ana", "ana"]);
    expect(thrown).toEqual([]);
  });

  test("by somebody who has just signed in, or out: the next one knows", async ({ start, open, site }) => {
    await start();
    const { page } = await open();
    await ready(page);
    await sayAndLeave(
      page,
      "/two",
      `milepost.track("Workspace Created", { n: 1 }); milepost.identify("ana")`,
    );
    await ready(page);
    await page.evaluate(() => window.milepost.track("Invoice Sent", { n: 2 }));
    await sayAndLeave(page, "/three", "milepost.reset()");
    await ready(page);
    await page.evaluate(() => window.milepost.track("Workspace Created", { n: 3 }));
    const find = (n: number) => site.rows.find(({ properties }) => properties?.n === n);
    await until(() => [1, 2, 3].every(find), "all of it");
    expect([1, 2, 3].map((n) => find(n)!.userId)).toEqual([undefined, "ana", undefined]);
    const links = site.rows.filter(({ type }) => type === "identify");
    expect(links).toEqual([expect.objectContaining({ userId: "ana", anonymousId: find(1)!.anonymousId })]);
    expect(find(3)!.anonymousId).not.toBe(find(1)!.anonymousId);
  });

  test.for([
    ["pagehide", "window"],
    ["visibilitychange", "document"],
  ] as const)(
    "is heard to its last word: what it tracks at %s is there after the next load, once",
    async ([type, on], { start, open, site }) => {
      const listen = `<script>${on}.addEventListener("${type}", () => milepost.track("Workspace Created"))</script>`;
      await start({ pages: { "/": listen, "/two": "" } });
      const { page } = await open();
      await ready(page);
      // Registered after ours too, as the page's other scripts are.
      await page.evaluate(
        ([target, name]) =>
          (target === "window" ? window : document).addEventListener(name, () =>
            window.milepost.track("Invoice Sent"),
          ),
        [on, type] as const,
      );
      await page.goto(`${site.url}/two`);
      const names = ["Workspace Created", "Milestone Reached", "Invoice Sent"];
      await until(() => names.every((name) => site.rows.some(({ event }) => event === name)), "all of it");
      for (const name of names) expect(site.rows.filter(({ event }) => event === name)).toHaveLength(1);
    },
  );

  test("by somebody who was not asked yet leaves nothing behind", async ({ start, open }) => {
    await start({ config: acme({ consent: "none" }) });
    const tab = await open();
    await sayAndLeave(tab.page, "/two", `milepost.track("Workspace Created")`);
    expect(await getRemains(tab)).toEqual([]);
  });
});

describe("other ways to say it", () => {
  test("are loaded only where config or page name one", async ({ start, visitor, open }) => {
    await start();
    const files: string[] = [];
    visitor.on("request", (request) => files.push(request.url()));
    const tab = await open();
    await tab.track("Workspace Created");
    await tab.see("Start here").waitFor();
    expect(files.filter((url) => url.includes("milepost-reporting"))).toEqual([]);
  });

  test("go out as the format has it, masked, without what the page's hook keeps", async ({
    start,
    visitor,
    open,
  }) => {
    const report = { endpoint: "/v1/batch", writeKey: "k", format: "cloudevents", mask: ["note"] };
    await start({
      config: acme({ report }),
      attributes: `data-user="ana" data-token="e30.eyJzdWIiOiJhbmEifQ.x"`,
    });
    const posted: Array<readonly [Record<string, string>, string]> = [];
    visitor.on("request", (request) => {
      if (request.method() === "POST") posted.push([request.headers(), request.postData() ?? ""]);
    });
    const tab = await open();
    await tab.track("Invoice Sent", { total: 1, note: "secret" });
    await until(() => posted.some(([, body]) => body.includes("Invoice Sent")), "the batch");
    const [headers, body] = posted.find(([, text]) => text.includes("Invoice Sent"))!;
    expect(headers).toMatchObject({
      "content-type": "application/cloudevents-batch+json",
      authorization: "Bearer e30.eyJzdWIiOiJhbmEifQ.x",
    });
    expect(body).toContain(`"note":"[masked]"`);
    expect(JSON.parse(body)[0]).toMatchObject({ specversion: "1.0", subject: "ana", writekey: "k" });
  });

  test.for([
    ["milepost-format", "what prepares reports did not load"],
    ["milepost-outbox", "what sends reports did not load"],
  ] as const)(
    "that do not load let nothing leave, and say so: %s",
    async ([missing, line], { start, open, site }) => {
      const report = { endpoint: "/v1/batch", writeKey: "k", mask: ["note"] };
      await start({ config: acme({ report }), missing });
      const tab = await open();
      await tab.track("Workspace Created", { note: "secret" });
      await tab.see("Start here").waitFor();
      await tab.leave();
      expect(tab.logged.join()).toContain(line);
      expect(site.requests()).toBe(0);
    },
  );
});
