import fc from "fast-check";
import { expect, it } from "vitest";
import { createTimeBudget } from "../../../../src/widgets/page/find/timeBudget.ts";

it("what happens now and then never waits, and what costs much waits a hundred times as long", () => {
  let now = 0;
  const budget = createTimeBudget(() => now, 100);
  const spend = (ms: number) => budget.spend(() => (now += ms));
  spend(5);
  expect(budget.wait()).toBe(0);
  now += 2_000;
  spend(24);
  expect(budget.wait()).toBe(400);
  now += 400;
  expect(budget.wait()).toBe(0);
});

it("nothing waits longer than a second", () => {
  let now = 0;
  const budget = createTimeBudget(() => now, 100);
  budget.spend(() => (now += 500));
  expect(budget.wait()).toBe(1000);
});

it("whoever keeps to it spends a hundredth of the time at most, and a little once", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { maxLength: 300 }), (costs) => {
      let now = 0;
      let spent = 0;
      const budget = createTimeBudget(() => now, 100);
      for (const cost of costs) {
        now += budget.wait();
        budget.spend(() => (now += cost));
        spent += cost;
      }
      expect(spent).toBeLessThanOrEqual(20 + 9 + now / 100 + 1e-6);
    }),
  );
});
