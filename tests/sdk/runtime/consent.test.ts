import { describe, expect, test } from "vitest";
import type { Consent } from "../../../src/sdk/domain/plan/plan.ts";
import { createVisitor } from "../../../src/testing/index.ts";
import type { VisitorOptions } from "../../../src/testing/visitor.ts";
import { acme } from "../../helpers/acme.ts";

const LEVELS = ["full", "guide-only", "none"] as const;

const open = (consent: Consent, more: Partial<VisitorOptions> = {}) =>
  createVisitor({ config: acme({ consent }), user: "ana", ...more });
type Visitor = Awaited<ReturnType<typeof open>>;

/** Changes the level, and waits for what follows. */
const change = async (ana: Visitor, to: (milepost: Visitor["milepost"]) => void): Promise<void> => {
  to(ana.milepost);
  await ana.clock.advance("1s");
};

/** What somebody who does something at this level sees, leaves in the browser, and what is sent of it. */
async function look(ana: Visitor) {
  await ana.track("Workspace Created");
  const sent = (await ana.sent("Workspace Created")).length;
  return { shown: ana.shown(), sent, stored: (await ana.storage.list("")).length > 0 };
}

const EXPECTED = {
  full: { shown: ["tip"], sent: 1, stored: true },
  "guide-only": { shown: ["tip"], sent: 0, stored: true },
  none: { shown: [], sent: 0, stored: false },
} as const;

describe("consent", () => {
  test.each(LEVELS)("%s is what it says", async (level) => {
    expect(await look(await open(level))).toEqual(EXPECTED[level]);
  });

  test.each(LEVELS.flatMap((from) => LEVELS.filter((to) => to !== from).map((to) => [from, to] as const)))(
    "%s may become %s while the page is open",
    async (from, to) => {
      const ana = await open(from);
      await change(ana, (milepost) => milepost.setConsent(to));
      expect(await look(ana)).toEqual(EXPECTED[to]);
    },
  );

  test.each(LEVELS)("may change by every way and come to %s", async (last) => {
    const ana = await open("guide-only");
    for (const level of ["full", "none", "guide-only", "none", "full", "guide-only", last] as const)
      ana.milepost.setConsent(level);
    await ana.clock.advance("1s");
    expect(await look(ana)).toEqual(EXPECTED[last]);
  });

  test("that goes down to guide-only keeps progress, and takes back what waits to be sent", async () => {
    const ana = await open("full");
    await ana.track("Workspace Created");
    expect((await ana.storage.list("out/")).length).toBeGreaterThan(0);
    await change(ana, (milepost) => milepost.setConsent("guide-only"));
    expect(await ana.storage.list("out/")).toEqual([]);
    expect(await ana.sent()).toEqual([]);
    expect(ana.progress()!.milestones.workspace).not.toBeNull();
  });

  test("that is taken back forgets everything at once; given again, the user is the one whom the page has named", async () => {
    const ana = await open("full");
    await ana.group("acme-inc");
    await ana.track("Workspace Created");
    await change(ana, (milepost) => milepost.setConsent("none"));
    expect(await ana.storage.list("")).toEqual([]);
    await ana.identify("bo");
    await change(ana, (milepost) => milepost.setConsent("full"));
    expect(ana.progress()!.milestones.workspace).toBeNull();
    await ana.track("Invoice Sent", { total: 1 });
    const [sent] = await ana.sent("Invoice Sent");
    expect([sent!.userId, sent!.context.groupId]).toEqual(["bo", "acme-inc"]);
  });

  test("to something that is no level is refused, and changes nothing", async () => {
    const ana = await open("full");
    await change(ana, (milepost) => milepost.setConsent("all" as never));
    expect(await look(ana)).toEqual(EXPECTED.full);
    expect(ana.said.join()).toContain("setConsent");
  });
});

describe("who opts out", () => {
  test("is left alone on later pages too, whatever config and page say, until they opt in", async () => {
    const ana = await open("full");
    await change(ana, (milepost) => milepost.optOut());
    expect(await look(ana)).toEqual(EXPECTED.none);
    const next = await open("full", { storage: ana.storage, consent: "full" });
    expect(await look(next)).toEqual(EXPECTED.none);
    await change(next, (milepost) => milepost.setConsent("full"));
    expect(await look(next)).toEqual(EXPECTED.none);
    await change(next, (milepost) => milepost.optIn());
    expect(await look(next)).toEqual(EXPECTED.full);
    expect(await look(await open("full", { storage: ana.storage }))).toMatchObject({ shown: ["tip"] });
  });
});
