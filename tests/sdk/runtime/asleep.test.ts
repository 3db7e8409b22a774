import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { act } from "../../../src/testing/flush.ts";
import { getLawRuns } from "../../helpers/lawRuns.ts";
import { createSleeperBrowser, type SleeperPage } from "../../helpers/sleeper.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "W", when: { event: "Workspace Created" } },
    invoice: { title: "I", when: { event: "Invoice Sent", count: 2 } },
  },
  gaps: { stuck: { from: "workspace", to: "invoice", opens: { after: "2h" }, bridge: ["tip"] } },
  guides: { tip: { type: "banner", title: "Send one" } },
};

/** A browser whose second page is there, a minute after the first. */
async function comeAgain(options: Parameters<typeof createSleeperBrowser>[0] = { config }) {
  const browser = createSleeperBrowser(options);
  const first = await browser.open();
  await first.leave();
  await browser.clock.advance("1m");
  return { ...browser, page: await browser.open() };
}

const track = (page: SleeperPage, event: string) => act(() => page.milepost.track(event));

describe("a page that nobody has to look at", () => {
  test("the first page of a session looks at everything, the next one at nothing", async () => {
    const { page, clock, open } = await comeAgain();
    expect(page.engines()).toBe(0);
    await page.leave();
    await clock.advance("31m");
    expect((await open()).engines()).toBe(1);
  });

  test("stores that its user is there as it finds out who that is, in one go", async () => {
    const { page, clock, records, open } = await comeAgain({ config, init: { consent: "guide-only" } });
    expect(page.engines()).toBe(0);
    expect(page.updates()).toBe(1);
    expect(records.get("who")).toMatchObject({ rest: { active: clock.now() } });
    // Half an hour after the start, and not after the page before: it is the same session.
    await clock.advance("29m");
    await page.leave();
    expect((await open()).engines()).toBe(0);
  });

  test("sends what concerns nobody, and knows where the user stands", async () => {
    const { page, mail } = await comeAgain();
    expect(await page.milepost.track("Odd Happening", { odd: 1 })).toEqual(expect.any(String));
    await page.leave();
    expect([...mail.values()].map(({ event }) => event)).toContain("Odd Happening");
    expect(page.milepost.progress()).toBeUndefined();
    expect(page.engines()).toBe(0);
  });

  test("answers progress() as before", async () => {
    const { page } = await comeAgain();
    expect(page.milepost.progress()).toEqual({
      milestones: { workspace: null, invoice: null },
      journeys: [],
      gaps: [],
      segment: null,
    });
    expect(page.engines()).toBe(0);
  });

  test.each<readonly [what: string, happens: (page: SleeperPage) => unknown]>([
    ["an event that counts", ({ milepost }) => milepost.track("Invoice Sent")],
    ["a user", ({ milepost }) => milepost.identify("ana")],
    ["an account", ({ milepost }) => milepost.group("acme")],
    ["somebody who asks why", ({ milepost }) => milepost.explain()],
    ["a guide that is asked for", ({ milepost }) => milepost.start("tip")],
  ])("is woken by %s", async (_, happens) => {
    const { page } = await comeAgain();
    await act(() => happens(page));
    expect(page.engines()).toBe(1);
  });

  test.each<readonly [what: string, happens: (page: SleeperPage) => unknown]>([
    ["another address", ({ pages }) => pages.visit("/other")],
    ["a press", ({ pages }) => pages.press()],
    ["a pause", ({ milepost }) => milepost.pause()],
    ["an end", ({ milepost }) => milepost.end()],
    ["page()", ({ milepost }) => milepost.page()],
    ["an event that nobody counts", ({ milepost }) => milepost.track("Odd Happening")],
  ])("is not woken by %s", async (_, happens) => {
    const { page } = await comeAgain();
    await act(() => happens(page));
    expect(page.engines()).toBe(0);
  });

  test("is not woken by who is there when the page before has said so too", async () => {
    const browser = createSleeperBrowser({ config, init: { user: "ana", account: "acme" } });
    const say = (page: SleeperPage, plan: string) => act(() => page.milepost.identify("ana", { plan }));
    const first = await browser.open();
    await say(first, "free");
    await first.leave();
    const second = await browser.open();
    await say(second, "free");
    await second.leave();
    const third = await browser.open();
    await say(third, "free");
    expect(third.engines()).toBe(0);
    await say(third, "pro");
    expect(third.engines()).toBe(1);
  });

  test("wakes at the moment that was foreseen, and shows what is then due", async () => {
    const { page, clock, open } = await comeAgain();
    await track(page, "Workspace Created");
    await page.leave();
    const next = await open();
    expect(next.engines()).toBe(0);
    // Somebody is there all the time.
    for (let i = 0; i < 5; i++) {
      await clock.advance("23m");
      await act(next.pages.press);
    }
    expect(next.engines()).toBe(0);
    await clock.advance("23m");
    expect(next.engines()).toBe(1);
    expect(next.screen.views().map(({ plan }) => plan.id)).toEqual(["tip"]);
  });

  test.each<readonly [what: string, more: object]>([
    [
      "a guide that is there on some page",
      { guides: { tip: { type: "banner", title: "T", if: { page: "/x" } } } },
    ],
    ["what is counted of pages", { milestones: { seen: { title: "S", when: { page: "/x", count: 3 } } } }],
    ["help in the page", { guides: { help: { type: "help", launcher: "bottom-end" } } }],
    ["elements", { guides: { tip: { type: "banner", title: "T", if: { element: "#x" } } } }],
  ])("is awake from the start where the plan has %s", async (_, more) => {
    const { page } = await comeAgain({ config: { ...config, gaps: {}, ...more } });
    expect(page.errors).toEqual([]);
    expect(page.engines()).toBe(1);
  });

  test("sleeps also where a guide for some page can be on none, since what else it asks for is over", async () => {
    const open = { milestone: "workspace", is: "open" };
    const guides = { tip: { type: "banner", title: "T", if: { all: [{ page: "/x" }, open] } } };
    const browser = createSleeperBrowser({ config: { ...config, gaps: {}, guides } });
    const first = await browser.open();
    await track(first, "Workspace Created");
    await first.leave();
    const second = await browser.open("https://app.example/x");
    expect(second.engines()).toBe(0);
  });

  test("goes on while what judges does not load: all is delivered, said once, and judged by the next page", async () => {
    const { page, open, setMissing, mail, clock } = await comeAgain();
    setMissing(true);
    for (const event of ["Invoice Sent", "Odd Happening", "Invoice Sent"]) {
      await track(page, event);
      await clock.advance(10);
    }
    expect(page.errors.map(({ code }) => code)).toEqual(["chunk-missing"]);
    await clock.advance("2m");
    const names = () => [...mail.values()].map(({ event }) => event);
    expect(names().filter((event) => event !== "Milepost Error" && event !== "Milepost Loaded")).toEqual([
      "Invoice Sent",
      "Odd Happening",
      "Invoice Sent",
    ]);
    setMissing(false);
    await page.kill();
    const next = await open();
    await clock.advance("1s");
    expect(next.milepost.progress()?.milestones.invoice).not.toBeNull();
    expect(names()).toContain("Milestone Reached");
  });

  test("reports no start of its own where it is woken in another session than it came in", async () => {
    const { page, clock, mail } = await comeAgain();
    const loaded = () => [...mail.values()].filter(({ event }) => event === "Milepost Loaded").length;
    const before = loaded();
    await clock.advance("40m");
    await track(page, "Workspace Created");
    await clock.advance("1m");
    expect(page.engines()).toBe(1);
    expect(loaded()).toBe(before);
  });

  test("asks again for what judges after a while", async () => {
    const { page, setMissing, clock } = await comeAgain();
    setMissing(true);
    await track(page, "Workspace Created");
    setMissing(false);
    await clock.advance("3m");
    expect(page.engines()).toBe(2);
    expect(page.milepost.progress()?.milestones.workspace).not.toBeNull();
  });

  test("tells a tab that is awake that the user is there, and is woken by what that has stored", async () => {
    const { page: sleeper, open, clock } = await comeAgain();
    const other = await open();
    await act(() => other.milepost.explain());
    for (let i = 0; i < 3; i++) {
      await clock.advance("20m");
      await act(sleeper.pages.press);
    }
    await track(other, "Invoice Sent");
    expect(sleeper.engines()).toBe(0);
    await track(other, "Workspace Created");
    await act(() => other.milepost.identify("ana"));
    expect(sleeper.engines()).toBe(1);
  });
});

describe("what a page reports that sleeps and wakes", () => {
  const pool = {
    milestones: {
      once: { title: "O", when: { event: "A" } },
      twice: { title: "T", when: { event: "B", count: 2 } },
      busy: { title: "B", when: { event: "C", count: 2, within: "2h" } },
      rich: { title: "R", when: { event: "C", sum: { of: "n", atLeast: 5 } } },
      daily: {
        title: "D",
        when: { event: "B", inPeriods: { of: "1d", atLeast: 2, outOf: 2 } },
        lapses: { grace: "5h" },
      },
      back: { title: "S", when: { sessions: 2 } },
      any: { title: "AN", when: { event: "*", count: 6 } },
      admin: { title: "AD", when: { all: [{ trait: "role", is: 1 }, { event: "A" }] } },
      news: { title: "N", when: { event: "Gap Opened", count: 1 } },
      seen: { title: "SE", when: { page: "/b", count: 2 } },
    },
    gaps: {
      late: { from: "once", to: "twice", opens: { after: "1h" }, bridge: ["tip"] },
      silent: { to: "once", opens: { silent: "50m" }, bridge: ["tip"] },
      paged: { to: "busy", opens: { page: "/b" }, bridge: ["spot"] },
    },
  };
  const guides = {
    tip: { type: "banner", title: "Tip" },
    spot: { type: "hotspot", target: "#a", title: "Spot" },
    list: { type: "banner", title: "L", if: { all: [{ page: "/b" }, { milestone: "once", is: "open" }] } },
  };
  type Step =
    | readonly [how: "track", name: string, n: number]
    | readonly [how: "wait", minutes: number]
    | readonly [how: "reload" | "kill", path: string]
    | readonly [how: "visit", path: string]
    | readonly [how: "press"]
    | readonly [how: "identify", role: number];
  const path = fc.constantFrom("/", "/b");
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constant("track" as const), fc.constantFrom("A", "B", "C", "X", "X"), fc.nat(3)),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constant("wait" as const), fc.constantFrom(0, 1, 7, 25, 40, 70, 800)),
    },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom("reload" as const, "kill" as const), path) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("visit" as const), path) },
    { weight: 1, arbitrary: fc.constant(["press"] as const) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("identify" as const), fc.nat(1)) },
  );

  async function live(plan: object, steps: readonly Step[], isAwake: boolean) {
    const browser = createSleeperBrowser({ config: plan, isAwake });
    let page = await browser.open();
    let engines = 0;
    let pages = 1;
    for (const one of steps) {
      if (one[0] === "track") await act(() => page.milepost.track(one[1], { n: one[2] }));
      else if (one[0] === "wait") await browser.clock.advance(`${one[1]}m`);
      else if (one[0] === "visit") await act(() => page.pages.visit(one[1]));
      else if (one[0] === "press") await act(page.pages.press);
      else if (one[0] === "identify") await act(() => page.milepost.identify("ana", { role: one[1] }));
      else {
        engines += page.engines();
        pages++;
        await page[one[0] === "kill" ? "kill" : "leave"]();
        // No page comes in the very millisecond in which a session has begun on another.
        await browser.clock.advance(10);
        page = await browser.open(`https://app.example${one[1]}`);
      }
    }
    await act(() => page.milepost.explain());
    const progress = page.milepost.progress();
    await page.leave();
    await browser.clock.advance("5m");
    const last = await browser.open();
    await browser.clock.advance("5m");
    await last.leave();
    return { told: browser.told(), errors: page.errors, progress, asleep: pages - engines };
  }

  test("is what one reports on which somebody looks at everything, by its ids and times", async () => {
    let asleep = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(Object.keys(pool.milestones)),
        fc.subarray(Object.keys(pool.gaps)),
        fc.array(step, { maxLength: 20 }),
        async (milestones, gaps, steps) => {
          const used = new Set([
            ...milestones,
            ...(gaps.length > 0 ? ["once", "twice", "busy"] : []),
            "once",
          ]);
          const pick = (from: object, isIn: (id: string) => boolean) =>
            Object.fromEntries(Object.entries(from).filter(([id]) => isIn(id)));
          const plan = {
            version: 1,
            product: "acme",
            milestones: pick(pool.milestones, (id) => used.has(id)),
            gaps: pick(pool.gaps, (id) => gaps.includes(id)),
            guides: pick(guides, (id) =>
              id === "spot" ? gaps.includes("paged") : id === "list" || gaps.some((one) => one !== "paged"),
            ),
          };
          const [slept, woken] = [await live(plan, steps, false), await live(plan, steps, true)];
          expect(slept.errors).toEqual([]);
          expect(slept.told).toEqual(woken.told);
          expect(slept.progress).toEqual(woken.progress);
          asleep += slept.asleep;
        },
      ),
      getLawRuns(100),
    );
    // The control: some did sleep.
    expect(asleep).toBeGreaterThan(5);
  }, 1_200_000);
});
