import type { Browser, BrowserContext, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { type Site, startSite } from "../helpers/site.ts";
import { createVisitor, type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host & { ran: unknown[] };

let browser: Browser;
let visitor: BrowserContext;
let site: Site;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  visitor = await createVisitor(browser);
  await visitor.addInitScript(() => {
    window.ran = [];
  });
});
afterEach(async () => {
  await visitor.close();
  await site.close();
});

const ELSEWHERE = "https://elsewhere.example/";
const SCRIPT = "<script>ran.push(1)</script><img src=x onerror=ran.push(2)>";
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
/** Deeper than any stack. */
const DEEP = 200_000;
const LARGE = 10_000_000;

/** What an address may answer that is no answer. */
const REPLIES: ReadonlyArray<readonly [title: string, body: string]> = [
  ["nothing", ""],
  ["lists in lists", "[".repeat(DEEP) + "]".repeat(DEEP)],
  ["objects in objects", `${'{"user":'.repeat(DEEP)}1${"}".repeat(DEEP)}`],
  ["10 MB of one text", JSON.stringify({ accepted: ["x".repeat(LARGE)], user: "x" })],
  ["10 MB of nothing", `${" ".repeat(LARGE)}{}`],
  ["a number", "7"],
  [
    "other types",
    `{"accepted":"all","rejected":{"0":{"id":1}},"user":[7],"accounts":7,"arms":"x","version":{}}`,
  ],
  [
    "what would change all objects",
    `{"__proto__":{"bad":1},"constructor":{"prototype":{"bad":1}},"accepted":[],
      "user":{"__proto__":{"bad":1},"milestones":{"__proto__":"2026-01-01T00:00:00Z","constructor":"2026-01-01"}}}`,
  ],
  ["a page", `<!doctype html>${SCRIPT}`],
  [
    "script as what was reached",
    JSON.stringify({ user: { milestones: { workspace: SCRIPT } }, arms: { x: SCRIPT } }),
  ],
];

const answer = (route: Route, body: string): Promise<void> =>
  route.fulfill({ status: 200, contentType: "application/json", headers: CORS, body });

describe("an address that answers with nonsense", () => {
  test("in place of a config: one line, nothing thrown, nothing runs", async () => {
    site = await startSite({ config: acme(), pages });
    let body = JSON.stringify(acme());
    await visitor.route("**/milepost.json", (route) => answer(route, body));
    const { page, logged, thrown } = await openTab(visitor, site);
    await page.waitForFunction(() => window.milepost && "ready" in window.milepost);
    await page.evaluate(() => window.milepost.ready());
    for (const [title, text] of REPLIES) {
      body = text;
      logged.length = 0;
      await page.reload();
      await until(() => logged.length > 0, `a line for ${title}`, 20_000);
      expect(await page.evaluate(() => [window.ran, "bad" in {}])).toEqual([[], false]);
      expect([title, logged]).toEqual([title, [expect.stringMatching(/^Milepost: /)]]);
    }
    expect(thrown).toEqual([]);
  });

  test("or sends on to another host: events wait, and are taken there by nobody", async () => {
    site = await startSite({ config: acme(), pages });
    const elsewhere: string[] = [];
    await visitor.route(`${ELSEWHERE}**`, (route) => {
      elsewhere.push(route.request().url());
      return answer(route, "{}");
    });
    let sentOn = 0;
    await visitor.route("**/v1/batch", (route) => {
      sentOn++;
      const status = sentOn % 2 ? 302 : 307;
      return route.fulfill({ status, headers: { ...CORS, location: ELSEWHERE } });
    });
    const { page, track, thrown, see } = await openTab(visitor, site);
    await track("Workspace Created");
    await see("Start here").waitFor();
    await until(() => sentOn >= 2, "two tries", 20_000);
    await visitor.unroute("**/v1/batch");
    await until(() => site.told("Milestone Reached").length > 0, "the report", 20_000);
    expect(elsewhere).toEqual([]);
    expect(await page.evaluate(() => window.ran)).toEqual([]);
    expect(thrown).toEqual([]);
  });
});
