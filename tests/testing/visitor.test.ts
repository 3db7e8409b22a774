import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createClock, createStorage, createVisitor, type VisitorOptions } from "../../src/testing/index.ts";

const config = {
  version: 1,
  product: "acme-invoices",
  milestones: {
    workspace: { title: "Create your workspace", when: { event: "Workspace Created" } },
    "first-invoice": { title: "Send your first invoice", when: { event: "Invoice Sent" } },
  },
  gaps: {
    "no-first-invoice": {
      from: "workspace",
      to: "first-invoice",
      opens: { any: [{ after: "1d" }, { sessions: 2 }] },
      bridge: ["start-here", "steps"],
    },
  },
  guides: {
    "start-here": {
      type: "tooltip",
      on: "/invoices*",
      target: "#new-invoice",
      title: "Start here",
      actions: [
        { label: { en: "Later", de: "Später" }, snooze: "2d" },
        { label: "Show me", guide: "tour" },
      ],
    },
    steps: { type: "checklist", title: "Get paid", items: [{ milestone: "first-invoice" }] },
    tour: { type: "tour", steps: [{ title: "One" }, { title: "Two" }] },
    welcome: { type: "tooltip", if: { trait: "plan", is: "pro" }, target: "#plan", title: "Thank you" },
  },
};

const open = (more: Partial<VisitorOptions> = {}) =>
  createVisitor({ config, user: "ana", url: "https://app.example/invoices", ...more });

/** Ana, in the gap for a day. */
async function openStuck(more: Partial<VisitorOptions> = {}) {
  const ana = await open(more);
  await ana.track("Workspace Created");
  await ana.clock.advance("1d");
  return ana;
}

describe("what a visitor sees", () => {
  it("is nothing before the gap opens, its guides while it is open, and nothing once it is bridged", async () => {
    const ana = await open();
    await ana.track("Workspace Created");
    expect(ana.shown()).toEqual([]);
    await ana.clock.advance("23h");
    expect(ana.shown()).toEqual([]);
    await ana.clock.advance("1h");
    expect(ana.shown()).toEqual(["start-here", "steps"]);
    expect(ana.progress()?.gaps).toEqual(["no-first-invoice"]);
    await ana.track("Invoice Sent", { total: 40 });
    expect(ana.shown()).toEqual([]);
    expect(ana.progress()?.milestones["first-invoice"]).toBe(ana.clock.now());
  });

  it("follows them from page to page", async () => {
    const ana = await openStuck({ url: "https://app.example/team" });
    expect(ana.shown()).toEqual(["steps"]);
    await ana.visit("/invoices/new");
    expect(ana.shown()).toEqual(["start-here", "steps"]);
    await ana.visit("/team");
    expect(ana.shown()).toEqual(["steps"]);
  });

  it("comes with a second session", async () => {
    const ana = await open();
    await ana.track("Workspace Created");
    await ana.clock.advance("2h");
    await ana.visit();
    expect(ana.shown()).toEqual(["start-here", "steps"]);
  });

  it("answers the trouble that they have, and only as much as is asked for", async () => {
    const guides = { sorry: { type: "tooltip", if: { signal: "rage-click", count: 2 }, target: "#save" } };
    const ana = await open({ config: { ...config, gaps: {}, guides } });
    await ana.signal("rage-click");
    await ana.signal("dead-click");
    expect(ana.shown()).toEqual([]);
    await ana.signal("rage-click");
    expect(ana.shown()).toEqual(["sorry"]);
  });

  it("counts on every element that a condition asks for", async () => {
    const guides = {
      upsell: { type: "tooltip", if: { element: "#upsell", visible: true }, target: "#upsell" },
    };
    const ana = await open({ config: { ...config, gaps: {}, guides } });
    expect(ana.shown()).toEqual(["upsell"]);
    const elsewhere = await open({
      config: { ...config, gaps: {}, guides: { upsell: { ...guides.upsell, on: "/team" } } },
    });
    await elsewhere.visit("/team");
    expect(elsewhere.shown()).toEqual(["upsell"]);
  });

  it("changes with what is learnt of them", async () => {
    const ana = await open({ url: "https://app.example/team" });
    await ana.identify("ana", { plan: "pro" });
    expect(ana.shown()).toEqual(["welcome"]);
  });

  it("is what the page asks for", async () => {
    const ana = await open({ guides: "asked" });
    ana.milepost.start("tour");
    await ana.visit();
    expect(ana.shown()).toEqual(["tour"]);
    await ana.complete("tour");
    expect(ana.shown()).toEqual([]);
    expect((await ana.sent("Guide Completed")).map(({ properties }) => properties.guide_id)).toEqual([
      "tour",
    ]);
  });

  it("stays away once it is dismissed, also after a reload and a month", async () => {
    const ana = await openStuck();
    await ana.dismiss("start-here");
    expect(ana.shown()).toEqual(["steps"]);
    const again = await ana.reload();
    await again.clock.advance("30d");
    await again.visit();
    expect(again.shown()).toEqual(["steps"]);
  });

  it("is put off by its own button, in any of its languages", async () => {
    const ana = await openStuck();
    await ana.press("start-here", "Später");
    expect(ana.shown()).toEqual(["steps"]);
    await ana.clock.advance("2d");
    expect(ana.shown()).toContain("start-here");
    await ana.press("start-here", "Show me");
    expect(ana.shown()).toContain("tour");
  });

  it("has a modal only when a page is loaded, not in the midst of work", async () => {
    const guides = { hello: { type: "modal", if: { event: "Workspace Created" }, title: "Hello" } };
    const ana = await open({ config: { ...config, gaps: {}, guides } });
    await ana.track("Workspace Created");
    expect(ana.shown()).toEqual([]);
    expect((await ana.reload()).shown()).toEqual(["hello"]);
  });

  it("is another person's where another one uses the same browser", async () => {
    const ana = await openStuck();
    const ben = await open({ user: "ben", storage: ana.storage, clock: ana.clock });
    expect(ben.shown()).toEqual([]);
    expect((await ana.reload()).shown()).toEqual(["start-here", "steps"]);
  });
});

describe("why a guide is not shown", () => {
  it.each([
    ["before its gap is open", open, /start-here: not shown, the gap no-first-invoice .*workspace/],
    [
      "while its gap waits for its time",
      async () => {
        const ana = await open();
        await ana.track("Workspace Created");
        await ana.clock.advance("2h");
        return ana;
      },
      /start-here: not shown, .*in 22 h/,
    ],
    [
      "on another page",
      () => openStuck({ url: "https://app.example/team" }),
      "start-here: not shown, it is not for this page",
    ],
    [
      "to who is held out",
      () => openStuck({ config: { ...config, holdout: 1 } }),
      /start-here: not shown, held out/,
    ],
    ["to who has not consented", () => openStuck({ consent: "none" }), "nothing begins without consent"],
    [
      "to those whom it is not for",
      () => openStuck({ config: { ...config, for: { trait: "plan", exists: true } } }),
      /start-here: not shown/,
    ],
    ["when it is shown", openStuck, "start-here: shown, for the gap no-first-invoice"],
  ])("%s", async (_, arrive, words) => {
    const ana = await arrive();
    expect(await ana.explain("start-here")).toMatch(words);
    expect(ana.shown().includes("start-here")).toBe(/: shown/.test(`${words}`));
  });

  it("is said of all, a line for one", async () => {
    const ana = await openStuck();
    expect((await ana.explain()).split("\n")).toEqual([
      "start-here: shown, for the gap no-first-invoice",
      "steps: shown, for the gap no-first-invoice",
      expect.stringMatching(/^tour: not shown, /),
      expect.stringMatching(/^welcome: not shown, /),
    ]);
  });
});

describe("what the endpoint gets", () => {
  it("is there at once, each event once, however many they are", async () => {
    const ana = await openStuck();
    for (let total = 1; total <= 120; total++) {
      // No more in a moment than are taken in.
      if (total === 100) await ana.clock.advance("2s");
      await ana.track("Payment Received", { total });
    }
    const totals = (await ana.sent("Payment Received")).map(({ properties }) => properties.total);
    expect(totals).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
    expect(await ana.sent("Payment Received")).toHaveLength(120);
    expect((await ana.sent("Guide Shown")).map(({ properties }) => properties.guide_id).sort()).toEqual([
      "start-here",
      "steps",
    ]);
  });

  it("is the same, to the last id, each time that a test runs", async () => {
    const run = async () => JSON.stringify(await (await openStuck()).sent());
    expect(await run()).toBe(await run());
  });

  it("has no id twice over a reload in the same moment", async () => {
    const ana = await open();
    await ana.track("Payment Received");
    const again = await ana.reload();
    await again.track("Payment Received");
    const last = await again.reload();
    await last.track("Payment Received");
    const payments = await last.sent("Payment Received");
    expect(new Set(payments.map(({ messageId }) => messageId)).size).toBe(3);
  });

  it("is nothing where nothing may leave", async () => {
    const ana = await openStuck({ consent: "guide-only" });
    expect(ana.shown()).toContain("start-here");
    expect(await ana.sent()).toEqual([]);
  });
});

describe("a test that goes wrong", () => {
  it("says what is wrong with the config, and where", async () => {
    const gaps = { stuck: { to: "first-invoce" } };
    await expect(open({ config: { ...config, gaps } })).rejects.toThrow(
      'config: gaps.stuck.to: found "first-invoce", expected the id of a milestone; did you mean "first-invoice"?',
    );
  });

  it.each([
    [
      "a guide that is not there",
      "strat-here",
      'found "strat-here", expected the id of a guide; did you mean "start-here"?',
    ],
    [
      "a guide that is not shown",
      "welcome",
      'welcome: not shown, its condition does not hold: trait plan: found nothing, expected is "pro"',
    ],
  ])("says of %s why it cannot be dismissed", async (_, guide, words) => {
    const ana = await openStuck();
    await expect(ana.dismiss(guide)).rejects.toMatchObject({ code: "call-invalid", message: words });
  });

  it("says which buttons there are", async () => {
    const ana = await openStuck();
    await expect(ana.press("start-here", "Go")).rejects.toThrow(/found no button "Go", .*Later.*"Show me"/);
  });

  it("says on the console, and keeps, what is refused", async () => {
    const ana = await open();
    await ana.track("");
    expect(ana.said).toEqual(['track: found "", expected the name of an event']);
  });
});

describe("the clock", () => {
  it.each(["3 days", "", "-1d", -1, Number.NaN])("takes no %j", async (duration) => {
    await expect(createClock().advance(duration)).rejects.toMatchObject({ code: "call-invalid" });
  });

  it("starts when it is told to, and is shared", async () => {
    const clock = createClock("2026-03-01T08:00:00Z");
    const [ana, ben] = [await open({ clock }), await open({ clock, user: "ben", storage: createStorage() })];
    await clock.advance(1000);
    expect(new Date(ben.clock.now()).toISOString()).toBe("2026-03-01T08:00:01.000Z");
    expect(ana.clock.now()).toBe(ben.clock.now());
  });

  it("comes to the same in one go as in steps", async () => {
    const live = async (steps: readonly number[]): Promise<string> => {
      const ana = await open();
      await ana.track("Workspace Created");
      for (const step of steps) await ana.clock.advance(step);
      return JSON.stringify([ana.clock.now(), ana.shown(), await ana.sent()]);
    };
    const steps = fc.array(fc.integer({ min: 0, max: 20 * 3_600_000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        expect(await live(some)).toBe(await live([some.reduce((a, b) => a + b)]));
      }),
      { numRuns: 30 },
    );
  });

  it("is no other than the one that a test runner sets", async () => {
    vi.useFakeTimers();
    try {
      const ana = await openStuck();
      expect(ana.shown()).toEqual(["start-here", "steps"]);
    } finally {
      vi.useRealTimers();
    }
  });
});
