import { expect, test } from "vitest";
import { createVisitor } from "../../../src/testing/index.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: { keen: { title: "Keen", when: { page: "/pricing", count: 2 } } },
};

test("a page that tells of each view counts as one that does not, and twice where it tells twice", async () => {
  const visitor = await createVisitor({ config });
  const { milepost } = visitor;
  const isReached = async (): Promise<boolean> => {
    await visitor.clock.advance("1s");
    return milepost.progress()!.milestones.keen !== null;
  };
  milepost.page();
  await visitor.visit("/pricing");
  milepost.page();
  expect(await isReached()).toBe(false);
  milepost.page();
  expect(await isReached()).toBe(true);
});

test("a view counts once, however often consent changes on the page; the next view counts too", async () => {
  const visitor = await createVisitor({ config });
  const { milepost } = visitor;
  const isReached = async (): Promise<boolean> => {
    await visitor.clock.advance("1s");
    return milepost.progress()!.milestones.keen !== null;
  };
  await visitor.visit("/pricing");
  for (const level of ["full", "guide-only", "full"] as const) {
    milepost.setConsent(level);
    expect(await isReached()).toBe(false);
  }
  milepost.setConsent("guide-only");
  milepost.setConsent("full");
  expect(await isReached()).toBe(false);
  await visitor.visit("/");
  await visitor.visit("/pricing");
  expect(await isReached()).toBe(true);
});

test("what was forgotten with the consent is counted anew when that is given again", async () => {
  const visitor = await createVisitor({ config });
  const { milepost, clock } = visitor;
  await visitor.visit("/pricing");
  milepost.setConsent("none");
  await clock.advance("1s");
  milepost.setConsent("full");
  await clock.advance("1s");
  expect(milepost.progress()!.milestones.keen).toBeNull();
  milepost.page();
  milepost.page();
  await clock.advance("1s");
  expect(milepost.progress()!.milestones.keen).not.toBeNull();
});
