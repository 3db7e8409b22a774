import { Hono } from "hono";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getAccountReview } from "../../src/insights/figures/accounts/accountReview.ts";
import { type Findings, getFindings } from "../../src/insights/figures/findings.ts";
import { readTargets } from "../../src/insights/measures/readTargets.ts";
import type { DeadDelivery } from "../../src/receiver/database/deliveries.ts";
import type {
  AccountTimeline,
  Customer,
  Index,
  UserTimeline,
} from "../../src/receiver/figures/views/views.ts";
import { within } from "../../src/receiver/figures/views/within.ts";
import { listen, type Running } from "../../src/receiver/http/listen.ts";
import { createSite } from "../../src/receiver/http/site.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { findBarriers, openWatched, scrollsSideways } from "../examples/pages.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { HOSTILE, MANY_HOSTILE, tellHostile } from "../helpers/hostileTexts.ts";
import { collectFacts } from "../insights/collect.ts";

type Row = Readonly<Record<string, unknown>>;

const DAY = 86_400_000;

/** A receiver's page over the report's own figures of some rows. */
async function startPage(config: Config, rows: readonly Row[]): Promise<Running> {
  const { plan } = parse(config);
  const facts = collectFacts(config, rows);
  const targets = readTargets(config);
  const findings: Findings = getFindings(facts, plan, targets, { events: rows.length, rejected: 0 });
  const [account] = facts.accounts;
  const app = new Hono();
  const index: Index = {
    keys: ["acme"],
    key: "acme",
    plan,
    targets,
    owners: findings.owners.map(({ owner }) => owner),
    users: findings.users,
    start: findings.start,
    end: findings.end,
    waiting: 0,
  };
  const at = findings.end ?? 0;
  const words = HOSTILE[3]!;
  const user: UserTimeline = {
    user: HOSTILE[0]!,
    account: account?.account ?? null,
    isCut: false,
    moments: [
      { at: at - 10 * DAY, kind: "event", words, name: "Guide Shown", guide: "setup", gap: "not-paid-yet" },
      { at, kind: "event", words },
      { at, kind: "decision", words: `setup: ${words}`, guide: "setup", isShown: true },
      ...MANY_HOSTILE.flatMap((text, i) => [
        { at: at + i, kind: "event", words: text, name: text } as const,
        { at: at + i, kind: "event", words: text, name: "Guide Shown", guide: text } as const,
        { at: at + i, kind: "decision", words: text, guide: text, isShown: i % 2 === 0 } as const,
      ]),
    ],
  };
  app.get("/v1/figures", (c) => c.json(index));
  app.get("/v1/figures/users/:id", (c) => {
    const [from, to] = ["from", "to"].map((name) => Date.parse(c.req.query(name) ?? ""));
    return c.json(from ? { ...user, ...within(user.moments, { from, to: to! }) } : user);
  });
  app.get("/v1/figures/customers", (c) => {
    const text = c.req.query("text")!;
    const known = (id: string): Customer => ({ kind: "user", id, account: null, last: at });
    return c.json({
      customers: ["u-1", "u-2"].map(known).filter(({ id }) => id.includes(text)),
      isCut: false,
    });
  });
  app.get("/v1/figures/accounts/:id", (c) => {
    const review = getAccountReview(facts, plan, targets, c.req.param("id"));
    if (!review) return c.json({ error: "no such account" }, 404);
    return c.json({ review, isCut: false, moments: [] } satisfies AccountTimeline);
  });
  app.get("/v1/figures/:view", (c) => {
    const accountStandings = findings.standings.flatMap(({ journey, accounts }) =>
      accounts.map((one) => ({ ...one, journey, churned: null, seen: [{ guide: words, times: 2 }] })),
    );
    const { renewals, fits } = findings.staying;
    return c.json({ ...findings, accountStandings, renewals, fits });
  });
  const dead: DeadDelivery[] = ["1", "2"].map((id) => ({
    id,
    webhook: "crm",
    writeKey: "acme",
    messageId: id,
    event: id === "1" ? "Bridge Handed On" : words,
    tries: 11,
    failure: "answered with 500",
    made: "2026-03-02T09:00:00.000Z",
    ended: "2026-03-05T09:00:00.000Z",
  }));
  app.get("/v1/webhooks/dead", (c) => c.json({ dead }));
  app.post("/v1/webhooks/dead/:id/retry", (c) => {
    const at = dead.findIndex(({ id }) => id === c.req.param("id"));
    dead.splice(at, 1);
    return c.json({ retried: c.req.param("id") });
  });
  app.get("/live", (c) => c.body(": nothing arrives\n\n", 200, { "content-type": "text/event-stream" }));
  app.route("/", createSite());
  return listen(app as never, 0);
}

const SCREENS = [
  "today",
  "time",
  "gaps",
  "ladder",
  "staying",
  "accounts",
  "owners",
  "voices",
  "health",
  "programme",
];
let browser: Browser;
let year: Running;
let rows: readonly Row[];
const simulated = simulateYear({ accounts: 12, holdout: 0.3, seed: 4 });
beforeAll(async () => {
  browser = await openBrowser();
  rows = [...(simulated.rows as Iterable<Row>), ...tellHostile()];
  year = await startPage(simulated.config, rows);
});
afterAll(async () => {
  await browser?.close();
  await year?.close();
});

async function visit<T>(
  url: string,
  look: object,
  walk: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ baseURL: url, ...look });
  try {
    return await walk(context);
  } finally {
    await context.close();
  }
}

describe("Mission Control, over the report's figures of a year", () => {
  it.each([
    ["light on a desk", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
    ["dark on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ])("has no barriers and fits in each view: %s", async (_, look) => {
    await visit(year.url, look, async (context) => {
      const { page, complaints } = await openWatched(context, /\/live/);
      let ran = false;
      page.on("dialog", () => (ran = true));
      for (const screen of [...SCREENS, "user", "account"]) {
        const id = screen === "account" ? "a-00001" : screen === "user" ? "u" : "";
        await page.goto(`/?view=${screen}&id=${id}`);
        await page.locator("#desk .card h2, #desk .sentence").first().waitFor();
        await page.locator("#desk .skeleton").waitFor({ state: "detached" });
        expect([screen, await scrollsSideways(page)]).toEqual([screen, false]);
        expect([screen, await findBarriers(page)]).toEqual([screen, []]);
      }
      expect(complaints).toEqual([]);
      expect(ran).toBe(false);
    });
  });

  it("opens with where most are lost and what to do, goes on by keys, and back again", async () => {
    await visit(year.url, {}, async (context) => {
      const { page } = await openWatched(context, /\/live/);
      await page.goto("/");
      expect(await page.locator("#desk .sentence").textContent()).toMatch(/^Most are lost before “.+Next/);
      const gaps = page.getByRole("link", { name: "Gaps", exact: true });
      await gaps.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/?view=gaps");
      expect(await gaps.getAttribute("aria-current")).toBe("page");
      const about = page.getByRole("button", { name: /^What not-paid-yet means/ });
      await about.focus();
      await page
        .getByText(/^Counted: /)
        .first()
        .waitFor();
      await page.keyboard.press("Escape");
      expect(
        await page
          .getByText(/^Counted: /)
          .first()
          .isVisible(),
      ).toBe(false);
      await page.getByLabel("Journey").selectOption({ label: "Bring the team" });
      await page.waitForURL("**/?view=gaps&journey=ascend");
      await page.getByRole("button", { name: "Table of not-paid-yet" }).press("Enter");
      await page.getByRole("region", { name: "not-paid-yet" }).last().getByRole("table").waitFor();
      await page.goBack();
      await page.goBack();
      await page.locator("#desk .sentence").waitFor();
    });
  });

  it("brings the gap and the day to the eye that a link is about", async () => {
    await visit(year.url, { viewport: { width: 1280, height: 500 } }, async (context) => {
      const { page, complaints } = await openWatched(context, /\/live/);
      const isAtTop = (name: string) =>
        page.evaluate((text) => {
          const { activeElement: element } = document;
          return [element?.textContent?.includes(text), (element?.getBoundingClientRect().top ?? -1) >= 0];
        }, name);
      await page.goto("/");
      const gaps = page.locator(".gapList .name a");
      const last = (await gaps.last().textContent())!;
      await gaps.last().click();
      await page.locator("#desk .card.meant h2", { hasText: last }).waitFor();
      expect(await isAtTop(last)).toEqual([true, true]);
      await page.goto("/?view=user&id=u");
      const seen = page.getByRole("region", { name: /^What they saw/ });
      await seen.getByRole("button", { name: /^Show \d+ more/ }).click();
      const setup = seen.locator("li", { hasText: "setup" });
      expect(await setup.textContent()).toMatch(/1 time, last on \w+day/);
      await setup.getByRole("link").click();
      await page.locator(".fates li", { hasText: /^seensetup at .*not-paid-yet/ }).waitFor();
      expect(await isAtTop("day")).toEqual([true, true]);
      await page.getByRole("link", { name: /→$/ }).click();
      await page.locator(".fates li", { hasText: "to be shown" }).first().waitFor();
      await page.goto("/?view=account&id=nobody");
      await page.getByText("Nothing is known of that").waitFor();
      expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
      // Who it is stands in no id: a person is found from there too.
      await page.getByRole("link", { name: "Look for a person with the id nobody" }).click();
      await page.getByRole("region", { name: /^What they saw/ }).waitFor();
      // Asking for what is not there is the one complaint.
      expect(complaints.filter((text) => !/404/.test(text))).toEqual([]);
    });
  });

  it("leads from a customer and a day to what they saw then, by keys alone, and says what is near", async () => {
    await visit(year.url, {}, async (context) => {
      const { page, complaints } = await openWatched(context, /\/live/);
      await page.goto("/?view=health");
      await page.getByRole("form", { name: "Find a customer" }).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("u-");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "u-1" }).waitFor();
      await page.keyboard.press("Shift+Home");
      await page.keyboard.type("u-2");
      await page.keyboard.press("Tab");
      await page.keyboard.type("someday");
      await page.keyboard.press("Enter");
      await page.getByText("Say the day as").waitFor();
      await page.keyboard.press("Shift+Home");
      await page.keyboard.type("2001-01-01");
      await page.keyboard.press("Enter");
      await page.getByText(/^Nothing was done that day. The first day with something is/).waitFor();
      expect(new URL(page.url()).search).toBe("?view=user&id=u-2&day=2001-01-01");
      expect(complaints).toEqual([]);
    });
  });

  it("offers who came by an owner's link what that opens, and asks for it with the link", async () => {
    await visit(year.url, {}, async (context) => {
      const { page, complaints } = await openWatched(context);
      const asked: URL[] = [];
      page.on("request", (request) => asked.push(new URL(request.url())));
      await page.goto("/?link=said.signed");
      await page.getByRole("heading", { name: /onboarding@acme\.example/ }).waitFor();
      const tabs = page.getByRole("navigation", { name: "Views" }).getByRole("link");
      expect(await tabs.allTextContents()).toEqual(["Time", "Gaps", "Accounts", "Owners"]);
      await page.getByRole("link", { name: "Accounts" }).click();
      await page.getByRole("heading", { name: /^Where accounts stand/ }).waitFor();
      expect(await page.getByRole("link", { name: /^a-/ }).count()).toBe(0);
      const figures = asked.filter(({ pathname }) => pathname.startsWith("/v1/"));
      expect(figures.map(({ searchParams }) => searchParams.get("link"))).toEqual(
        figures.map(() => "said.signed"),
      );
      expect(asked.filter(({ pathname }) => pathname === "/live")).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  it("has webhooks that were given up tried again", async () => {
    await visit(year.url, {}, async (context) => {
      const { page, complaints } = await openWatched(context, /\/live/);
      await page.goto("/?view=health");
      const card = page.getByRole("region", { name: /^Webhooks that were given up/ });
      const first = card.getByRole("listitem").filter({ hasText: "Bridge Handed On, to crm" });
      expect(await first.textContent()).toContain("Of 2026-03-02, 11 attempts: answered with 500.");
      await first.getByRole("button", { name: /^Try again.*Bridge Handed On/ }).press("Enter");
      await first.getByText("It is tried again now.").waitFor();
      await page.reload();
      await card.getByRole("listitem").first().waitFor();
      expect(await card.getByRole("listitem").count()).toBe(1);
      expect(complaints).toEqual([]);
    });
  });

  it("hands out its drawings and tables as files", async () => {
    await visit(year.url, { acceptDownloads: true }, async (context) => {
      const { page, complaints } = await openWatched(context, /\/live/);
      await page.goto("/?view=ladder");
      for (const kind of ["CSV", "SVG", "PNG"]) {
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: `${kind} of The ladder` }).click(),
        ]);
        expect(file.suggestedFilename()).toBe(`the-ladder-from-high-to-low.${kind.toLowerCase()}`);
      }
      expect(complaints).toEqual([]);
    });
  });

  it("has more than a hundred hostile texts in titles, names, reasons, addresses, traits, owners and accounts, and runs none", async () => {
    expect(MANY_HOSTILE.length).toBeGreaterThan(100);
    const milestones = MANY_HOSTILE.map((title, i) => [
      `m-${i}`,
      { title, outcome: `o-${i}`, when: { event: `E${i}` }, target: { within: "2d", share: 0.5 } },
    ]);
    const outcomes = MANY_HOSTILE.map((owner, i) => [`o-${i}`, { title: owner, owner }]);
    const config: Config = {
      version: 1,
      product: "acme",
      outcomes: Object.fromEntries(outcomes),
      milestones: Object.fromEntries(milestones),
      journeys: { way: { title: HOSTILE[0]!, milestones: ["m-0", "m-1", "m-2"] } },
    };
    const rows = MANY_HOSTILE.flatMap((text, i) => {
      const told = (call: object, more: object = {}) => ({
        userId: `u ${text}`,
        messageId: `m-${i} ${JSON.stringify(call)}`,
        timestamp: "2026-03-02T09:00:00Z",
        properties: { name: text, path: text, code: text, guide_id: text, ...more },
        context: { page: { path: text }, groupId: text },
        ...call,
      });
      return [
        told({ type: "page" }),
        told({ type: "identify", traits: { [text]: text, name: text } }),
        told({ type: "group", groupId: text, traits: { [text]: text, name: text } }),
        ...[`E${i}`, "Milepost Error", "Guide Target Missing", "signal rage-click"].map((event) =>
          told({ type: "track", event }),
        ),
        told({ type: "track", event: "Milepost Loaded" }, { version: text, plan_version: text }),
      ];
    });
    const small = await startPage(config, rows);
    await visit(small.url, {}, async (context) => {
      const { page, complaints } = await openWatched(context, /\/live/);
      for (const screen of ["today", "time", "user", "account", "health", "owners", "accounts"]) {
        await page.goto(`/?view=${screen}&id=${encodeURIComponent(HOSTILE[1]!)}&journey=way`);
        await page.locator("#desk .card h2").first().waitFor();
        const more = page.getByRole("button", { name: /^Show \d+ more/ });
        while ((await more.count()) > 0) await more.first().press("Enter");
        const made = page.locator(
          "#desk :is(img, script, style, iframe, object, base, video, audio, [onload], [onerror])",
        );
        expect([screen, await made.count()]).toEqual([screen, 0]);
      }
      expect(await page.evaluate(() => "hasRun" in globalThis)).toBe(false);
      expect(complaints).toEqual([]);
    });
    await small.close();
  });

  it("says what to do where nobody has come yet, and shows each view of one person", async () => {
    const first = rows.slice(0, 1);
    for (const some of [[], first]) {
      const small = await startPage(simulated.config, some);
      await visit(small.url, { viewport: { width: 390, height: 844 } }, async (context) => {
        const { page, complaints } = await openWatched(context, /\/live/);
        for (const screen of some.length === 0 ? ["today"] : SCREENS) {
          await page.goto(`/?view=${screen}`);
          await page.locator("#desk .card h2, #desk .sentence").first().waitFor();
          expect([screen, await scrollsSideways(page)]).toEqual([screen, false]);
        }
        if (some.length === 0) await page.getByRole("heading", { name: "Nothing has arrived yet" }).waitFor();
        expect(complaints).toEqual([]);
      });
      await small.close();
    }
  });
});
