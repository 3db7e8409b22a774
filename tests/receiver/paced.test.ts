import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createPaced } from "../../src/receiver/lib/paced.ts";

/** Asks again as soon as the first run is over; the milliseconds until the second one. */
async function measureRest(longest?: number): Promise<number> {
  const begins: number[] = [];
  const paced = createPaced({
    async work() {
      begins.push(performance.now());
      await wait(100);
    },
    gather: 1,
    share: 0.04,
    ...(longest !== undefined && { longest }),
  });
  onTestFinished(paced.stop);
  paced.ask();
  await expect.poll(() => begins.length, { interval: 5 }).toBe(1);
  paced.ask();
  await expect.poll(() => begins.length, { interval: 5 }).toBe(2);
  return begins[1]! - begins[0]!;
}

test("work rests for many times as long as it took", async () => {
  expect(await measureRest()).toBeGreaterThan(2_000);
});

test("work that somebody looks at rests for no longer than it may, however long it took", async () => {
  expect(await measureRest(300)).toBeLessThan(2_000);
});
