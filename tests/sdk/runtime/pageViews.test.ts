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
