import { afterAll, describe, expect, test } from "vitest";
import type { Simulation } from "../../src/cli/report/tally.ts";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

const sent = { event: "Invoice Sent" };
const config = {
  version: 1,
  product: "shop",
  milestones: {
    sent: { title: "Sent", level: "account", when: { ...sent, count: 2 } },
    active: { title: "Active", level: "account", when: { ...sent, within: "7d" }, lapses: true },
    pro: { title: "On a paid plan", when: { account: "plan", is: "pro" } },
    together: { title: "In a team that sends", when: { milestone: "sent", is: "reached" } },
  },
  gaps: {
    stuck: { to: "sent", opens: { after: "3d" }, bridge: ["tip"] },
    held: { to: "sent", opens: { after: "3d" }, bridge: ["other"], holdout: 1 },
  },
  guides: {
    tip: { type: "checklist", title: "Begin", items: [{ milestone: "sent" }] },
    other: { type: "checklist", title: "Begin", items: [{ milestone: "sent" }] },
  },
};

/** What somebody of an account does on a day of June. */
const on = (day: number, userId: string, account: string, more: object = {}) =>
  createEvent({
    userId,
    timestamp: `2026-06-${`${day}`.padStart(2, "0")}T09:00:00Z`,
    context: { groupId: account },
    ...more,
  });
const visit = (day: number, user: string, account: string) => on(day, user, account, { event: "Seen" });

async function simulate(events: readonly object[], some: object = config): Promise<Simulation> {
  const log = folder.write("log.jsonl", events);
  const file = folder.write("config.json", some);
  const { out } = await milepost("simulate", file, log, "--json", "--until", "2026-06-30T00:00:00Z");
  return JSON.parse(out) as Simulation;
}

describe("what is an account's", () => {
  test("is counted by accounts, whoever of their people did it", async () => {
    const { users, milestones, gaps } = await simulate([
      on(1, "ana", "acme"),
      on(1, "ben", "acme"),
      on(2, "cleo", "globex"),
      on(3, "cleo", "globex"),
      visit(4, "dan", "initech"),
      visit(5, "eve", "initech"),
    ]);
    expect(users).toBe(5);
    expect(milestones.sent!.reached).toBe(2);
    expect(gaps.stuck).toEqual({ opened: 1, bridged: 0, heldOut: 0 });
  });

  test("is counted once, however often it lapses and is reached again", async () => {
    const { milestones } = await simulate([
      on(1, "ana", "acme"),
      on(12, "ana", "acme"),
      on(26, "ben", "acme"),
    ]);
    expect(milestones.active).toEqual({ reached: 1, lapsed: 1 });
  });

  test("lapses while nobody is there, before another one takes it up", async () => {
    const habit = { version: 1, product: "shop", milestones: { active: config.milestones.active } };
    const log = [visit(1, "ben", "acme"), on(2, "ana", "acme"), on(28, "ben", "acme")];
    expect((await simulate(log, habit)).milestones).toEqual({ active: { reached: 1, lapsed: 1 } });
  });

  test("opens a gap while nobody is there, before another one bridges it", async () => {
    const again = { messageId: "again" };
    const log = [visit(1, "ana", "acme"), on(9, "ben", "acme"), on(9, "ben", "acme", again)];
    const { gaps } = await simulate(log);
    expect(gaps.stuck).toEqual({ opened: 1, bridged: 1, heldOut: 0 });
  });

  test("is held out by accounts", async () => {
    const { gaps, guides } = await simulate([
      visit(1, "ana", "acme"),
      visit(1, "ben", "acme"),
      visit(8, "ana", "acme"),
      visit(8, "ben", "acme"),
    ]);
    expect(gaps.held).toEqual({ opened: 1, bridged: 0, heldOut: 1 });
    expect(guides).toEqual({ tip: { shown: 2 }, other: { shown: 0 } });
  });

  test("is heard of by all its people at once", async () => {
    const { milestones } = await simulate([
      visit(1, "ana", "acme"),
      visit(1, "ben", "acme"),
      visit(1, "cleo", "globex"),
      on(2, "ana", "acme", { type: "group", groupId: "acme", traits: { plan: "pro" } }),
      on(3, "ana", "acme"),
      on(4, "ana", "acme"),
    ]);
    expect(milestones.pro!.reached).toBe(2);
    expect(milestones.together!.reached).toBe(2);
  });
});
