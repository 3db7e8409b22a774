import { describe, expect, test } from "vitest";
import { createVisitor } from "../../../src/testing/index.ts";
import { acme } from "../../helpers/acme.ts";

const names = (sent: ReadonlyArray<{ event?: string | undefined }>): unknown[] =>
  sent.map(({ event }) => event);

describe("what was reached before Milepost came", () => {
  const config = acme();

  test("is marked without a report, and opens or closes gaps as any other", async () => {
    const ana = await createVisitor({ config, reached: { workspace: "2025-03-01" } });
    expect(ana.progress()).toMatchObject({
      milestones: { workspace: Date.UTC(2025, 2, 1) },
      gaps: ["no-first-invoice"],
    });
    expect(names(await ana.sent("Milestone Reached"))).toEqual([]);
    expect(names(await ana.sent("Gap Opened"))).toEqual(["Gap Opened"]);
  });

  test("is marked once: the next page load finds it marked", async () => {
    const ana = await createVisitor({ config, reached: { workspace: "2025-03-01" } });
    const { storage, clock } = ana;
    await clock.advance("1d");
    const again = await createVisitor({ config, storage, clock, reached: { workspace: "2025-04-01" } });
    expect(again.progress()?.milestones.workspace).toBe(Date.UTC(2025, 2, 1));
  });

  test("is refused where the config has no such milestone or the date is none; the rest is taken", async () => {
    const reached = { nothing: "2025-03-01", workspace: "2025-03-01", "first-payment": "soon" };
    const ana = await createVisitor({ config, reached });
    expect(ana.said).toEqual([
      "init: reached.nothing: found a milestone that the config does not have, expected one of its milestones",
      'init: reached.first-payment: found "soon", expected an ISO date',
    ]);
    expect(ana.progress()?.milestones.workspace).toBe(Date.UTC(2025, 2, 1));
  });
});

describe("traits that nobody knew before", () => {
  const milestone = {
    title: "Connect the bank",
    when: { any: [{ event: "Bank Connected" }, { trait: "bank", exists: true }] },
  };
  const config = acme({ milestones: { ...acme().milestones, bank: milestone } });

  test("tell of the past: what they show is marked without a report", async () => {
    const ana = await createVisitor({ config });
    await ana.identify("ana", { bank: "N26" });
    expect(ana.progress()?.milestones.bank).toEqual(expect.any(Number));
    expect(names(await ana.sent("Milestone Reached"))).toEqual([]);
  });

  test("that change are news, and reported", async () => {
    const ana = await createVisitor({ config });
    await ana.identify("ana", { bank: null });
    await ana.identify("ana", { bank: "N26" });
    expect(names(await ana.sent("Milestone Reached"))).toEqual(["Milestone Reached"]);
  });
});

describe("explain", () => {
  test("says of each guide why it is shown or not, as data and in words", async () => {
    const ana = await createVisitor({ config: acme() });
    const [tip] = await ana.milepost.explain("tip");
    expect(tip).toEqual({
      guide: "tip",
      show: false,
      reason: { code: "gap-not-started", gap: "no-first-invoice", from: "workspace" },
      text: "tip: not shown, the gap no-first-invoice has not begun: workspace is not reached",
    });
    await ana.track("Workspace Created");
    const all = await ana.milepost.explain();
    expect(all.map(({ text }) => text)).toEqual([
      "tip: shown, for the gap no-first-invoice",
      "setup: not shown, the gap not-paid-yet is not open: event List Wanted: found 0, expected 1",
      "invoice-tour: not shown, no gap names it, it has no condition, and nobody asked for it",
      "spot: not shown, its condition does not hold: page: found /, expected /spot",
    ]);
  });

  test.each([
    [
      "the page has paused all guides",
      {},
      (ana: Awaited<ReturnType<typeof createVisitor>>) => ana.milepost.pause(),
    ],
    ["the page has switched all guides off", { guides: "off" }, () => {}],
    ["the page lets only those open that are asked for", { guides: "asked" }, () => {}],
    [
      "Milepost is not there for this person: trait staff: found that it holds, expected that it does not",
      { for: { trait: "staff", is: true } },
      () => {},
    ],
  ] as const)(
    "says so where %s",
    async (said, { guides, for: audience }: { guides?: "off" | "asked"; for?: object }, then) => {
      const ana = await createVisitor({
        config: acme(audience ? { for: { not: { trait: "staff", is: true } } } : {}),
        ...(guides && { guides }),
      });
      await ana.track("Workspace Created");
      if (audience) await ana.identify("ana", { staff: true });
      then(ana);
      const [tip] = await ana.milepost.explain("tip");
      expect(tip?.text).toBe(`tip: not shown, ${said}`);
    },
  );
});
