import { describe, expect, test } from "vitest";
import { createVisitor } from "../../../src/testing/index.ts";
import { acme } from "../../helpers/acme.ts";

const open = (more: Record<string, unknown> = {}, given: object = {}) =>
  createVisitor({ config: acme(more), user: "ana", ...given });

describe("who runs it hears", () => {
  test("once a session how it has loaded, by the page with which the session began", async () => {
    const ana = await open();
    await ana.clock.advance("2s");
    const [told, ...others] = await ana.sent("Milepost Loaded");
    expect(told!.properties).toMatchObject({
      init_ms: 0,
      config_from: "page",
      plan_version: expect.any(String),
    });
    expect(others).toEqual([]);
    const next = await ana.reload();
    await next.clock.advance("2s");
    expect(await next.sent("Milepost Loaded")).toHaveLength(1);
    await next.clock.advance("1h");
    const last = await next.reload();
    await last.clock.advance("2s");
    expect(await last.sent("Milepost Loaded")).toHaveLength(2);
  });

  test("and what is paused, so that nobody is compared meanwhile", async () => {
    const load = async (more: Record<string, unknown>): Promise<unknown> => {
      const ana = await open(more);
      await ana.clock.advance("2s");
      return (await ana.sent("Milepost Loaded"))[0]!.properties.paused;
    };
    const { gaps } = acme();
    expect(
      await load({ gaps: { ...gaps, "not-paid-yet": { ...gaps["not-paid-yet"], status: "paused" } } }),
    ).toEqual(["not-paid-yet"]);
    expect(await load({ status: "paused" })).toEqual(["*"]);
    expect(await load({})).toBeUndefined();
  });

  test("once a session of each kind of fault, by its code and with nothing of what was said", async () => {
    const ana = await open({}, { reached: { "no-such-milestone": "2026-01-01", nor: "this" } });
    expect(ana.said).toHaveLength(2);
    const told = await ana.sent("Milepost Error");
    expect(told.map(({ properties }) => properties.code)).toEqual(["call-invalid"]);
    expect(JSON.stringify(told)).not.toContain("no-such-milestone");
    const next = await ana.reload();
    expect(await next.sent("Milepost Error")).toHaveLength(1);
  });

  test("nothing of those whom it is not for, though the page says later who they are", async () => {
    const staff = { not: { trait: "role", is: "staff" } };
    const ana = await open({ for: staff });
    await ana.identify("ana", { role: "staff" });
    await ana.clock.advance("5s");
    expect(await ana.sent("Milepost Loaded")).toEqual([]);
  });

  test("nothing where nothing may leave", async () => {
    const ana = await open({ consent: "guide-only" });
    const told: string[] = [];
    ana.milepost.on("report", ({ event }) => told.push(event));
    await ana.clock.advance("5s");
    expect(told).toEqual([]);
  });
});
