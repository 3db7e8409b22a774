import type { Route } from "playwright-core";
import { afterEach, describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { type Babble, CORS, type Say, startBabble } from "../helpers/babble.ts";
import { test } from "../helpers/browserTest.ts";
import { makeToken } from "../helpers/token.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host & { ran: unknown[]; who: number };
test.beforeEach(async ({ visitor }) => {
  await visitor.addInitScript(() => {
    window.ran = [];
  });
});

const ELSEWHERE = "https://elsewhere.example/";
const SCRIPT = "<script>ran.push(1)</script><img src=x onerror=ran.push(2)>";
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

const say =
  (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Say =>
  (response) =>
    void response.writeHead(status, { ...CORS, "content-type": "application/json", ...headers }).end(body);

/** Past all that writes headers for us. */
const sayRaw =
  (...lines: readonly string[]): Say =>
  (response) =>
    void response.socket!.end(lines.join("\r\n"));

/** As fast as it is read. */
const sayForEver: Say = (response) => {
  const more = (): boolean => !response.destroyed && response.write(" ".repeat(LARGE / 100));
  response.writeHead(200, CORS).on("drain", more);
  more();
};

type Nonsense = readonly [title: string, say: Say];

/** What counts as taken: the status says so, and nothing that can be read says otherwise. */
const TAKEN: readonly Nonsense[] = [
  ...REPLIES.filter(([, body]) => !body.includes(`"accepted":[]`)).map(
    ([title, body]) => [title, say(body)] as const,
  ),
  ["half of a list", say(`{"accepted":["`)],
  ["a list of all but ids", say(`{"rejected":[null,7,{"id":{}},{"id":["x"]},[],{"retryable":false}]}`)],
  ["a picture, it says", say("{}", 200, { "content-type": "image/png" })],
  [
    "nothing, and something all the same",
    sayRaw("HTTP/1.1 204 No", "access-control-allow-origin: *", "", "{}"),
  ],
  ["a body without an end", sayForEver],
];

/** What is no answer, or one that says no. */
const NOT_TAKEN: readonly Nonsense[] = [
  ...REPLIES.filter(([, body]) => body.includes(`"accepted":[]`)).map(
    ([title, body]) => [title, say(body)] as const,
  ),
  ["ids that nobody sent", say(`{"accepted":[1e400,-0,"",null,{},"__proto__",${"7,".repeat(9_999)}7]}`)],
  [
    "a body that breaks off",
    sayRaw("HTTP/1.1 200 OK", "access-control-allow-origin: *", "content-length: 99", "", "{"),
  ],
  ["compressed, it says", say("{}", 200, { "content-encoding": "gzip" })],
  ["a way that leads back here", say("", 307, { location: "?" })],
  ["no HTTP", sayRaw("\u0000\u0001", "", "")],
  ["nobody's status", say("{}", 999)],
  [
    "a page with a script, and busy",
    say(SCRIPT, 503, { "content-type": "text/html", "retry-after": SCRIPT }),
  ],
  ["all taken, and broken", say(`{"accepted":"all"}`, 500, { "retry-after": "-1e400" })],
];

const answer = (route: Route, body: string): Promise<void> =>
  route.fulfill({ status: 200, contentType: "application/json", headers: CORS, body });

describe("an address that answers with nonsense", () => {
  test("in place of a config: one line, nothing thrown, nothing runs", async ({ site, visitor }) => {
    await site.start({ config: acme(), pages });
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

  test("or sends on to another host: events wait, and are taken there by nobody", async ({
    site,
    visitor,
  }) => {
    await site.start({ config: acme(), pages });
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

  describe("of a receiver", () => {
    let babble: Babble;
    test.beforeEach(async ({ site }) => {
      babble = await startBabble();
      const steps = [...TAKEN, ...NOT_TAKEN].map(
        (_, i) => [`m${i}`, { title: "M", when: { event: `E${i}` } }] as const,
      );
      const { milestones } = acme();
      const report = {
        endpoint: `${babble.url}/v1/batch`,
        progress: `${babble.url}/v1/progress`,
        writeKey: "w",
      };
      const config = acme({ report, milestones: { ...milestones, ...Object.fromEntries(steps) } });
      await site.start({ config, pages });
    });
    afterEach(() => babble.close());

    const isKept = (id: string | undefined) => (): boolean => babble.kept.has(id!);

    async function expectAllOnce({ page, see, thrown, logged }: Tab): Promise<void> {
      await see("Start here").waitFor();
      expect([...babble.kept].filter(([, times]) => times !== 1)).toEqual([]);
      expect(await page.evaluate(() => [window.ran, "bad" in {}])).toEqual([[], false]);
      expect([...thrown, ...logged]).toEqual([]);
    }

    test("that is sent events: each arrives once, guides go on, and nothing is thrown or runs", async ({
      visitor,
      site,
    }) => {
      const tab = await openTab(visitor, site);
      await tab.page.waitForFunction(() => window.milepost && "ready" in window.milepost);
      await tab.page.evaluate(() => window.milepost.ready());
      let i = 0;
      for (const [title, nonsense] of [...TAKEN, ...NOT_TAKEN]) {
        babble.next("POST", nonsense, i < TAKEN.length);
        await until(isKept(await tab.track(`E${i++}`)), title);
      }
      await until(isKept(await tab.track("Workspace Created")), "the last one");
      await expectAllOnce(tab);
    });

    test("that is asked where users stand: events arrive, guides go on, and nothing is thrown or runs", async ({
      visitor,
      site,
    }) => {
      const cases = [...TAKEN, ...NOT_TAKEN];
      const tab = await openTab(visitor, site);
      // The tag's own can fetch no token.
      await tab.page.waitForFunction(() => window.milepost && "destroy" in window.milepost);
      await tab.page.evaluate(() => window.milepost.destroy());
      await tab.page.addScriptTag({ url: "/dist/milepost.js" });
      await tab.page.evaluate(
        (tokens) => {
          window.who = 0;
          window.milepost.init({ config: "/milepost.json", token: () => tokens[window.who]! });
        },
        [...cases, "last"].map((_, i) => makeToken(`user-${i}`)),
      );
      const identify = (i: number): Promise<void> =>
        tab.page.evaluate((who) => {
          window.who = who;
          window.milepost.identify(`user-${who}`);
        }, i);
      let i = 0;
      for (const [title, nonsense] of cases) {
        babble.next("GET", nonsense, false);
        await identify(i);
        await until(() => babble.asked() > i, title);
        await until(isKept(await tab.track(`E${i++}`)), title);
      }
      await identify(i);
      await until(isKept(await tab.track("Workspace Created")), "the last one");
      await expectAllOnce(tab);
    });
  });
});
