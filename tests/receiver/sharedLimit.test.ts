import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../src/receiver/lib/rateLimit.ts";
import { createSharedLimit, type Lease } from "../../src/receiver/lib/sharedLimit.ts";

const rate = { perSecond: 100, burst: 1_000 };
const share = { label: "unverified", name: "acme", rate, isShared: true };
/** Events that a receiver may hold for a while: half a second of them. */
const PORTION = 50;

/** Receivers over one database, in a time that is told to go. */
function createWorld(receivers: number) {
  let now = 1_000_000;
  let leases = 0;
  const all = createRateLimit(() => now);
  const lease: Lease = async (of, wanted) => {
    leases += 1;
    const granted = Math.min(wanted, Math.floor(all.getLeft(of)));
    all.takeAll([of], granted);
    return { granted, left: all.getLeft(of) };
  };
  const limits = Array.from({ length: receivers }, () => createSharedLimit({ now: () => now, lease }));
  const take = (which: number, count: number) => limits[which]!.takeAll([share], count);
  const isSpent = (isLarge: boolean) => limits[0]!.getSpent(share, isLarge) > 0;
  return { take, isSpent, limits, leases: () => leases, pass: (ms: number) => (now += ms) };
}

describe("a limit that receivers have in common", () => {
  it("is used up by all of them together", async () => {
    const { take, pass } = createWorld(2);
    expect([await take(0, 600), await take(1, 400)]).toEqual([0, 0]);
    expect(await take(0, 100)).toBeGreaterThan(0);
    expect(await take(1, 100)).toBeGreaterThan(0);
    pass(2_000);
    expect([await take(0, 100), await take(1, 100), await take(1, 100)]).toEqual([0, 0, 1]);
  });

  it("asks the database some times a second, however many batches come and are refused", async () => {
    const { take, pass, leases } = createWorld(1);
    let refused = 0;
    for (let ms = 0; ms < 20_000; ms += 10) {
      if ((await take(0, 10)) > 0) refused += 1;
      pass(10);
    }
    expect(refused).toBeGreaterThan(1_500);
    expect(leases()).toBeLessThan(5 * 20);
  });

  it("knows that nothing is left, and nothing of a size that was refused, until there is more", async () => {
    const { take, isSpent, pass } = createWorld(1);
    expect([isSpent(false), isSpent(true)]).toEqual([false, false]);
    await take(0, 980);
    expect(await take(0, 50)).toBeGreaterThan(0);
    expect([isSpent(false), isSpent(true)]).toEqual([false, true]);
    expect(await take(0, 20)).toBe(0);
    expect(await take(0, 50)).toBeGreaterThan(0);
    expect([isSpent(false), isSpent(true)]).toEqual([true, true]);
    pass(1_000);
    expect([isSpent(false), isSpent(true)]).toEqual([false, false]);
    expect(await take(0, 50)).toBe(0);
  });

  it("lets through what comes at less than its rate, without a wait", async () => {
    const { take, pass, leases } = createWorld(2);
    for (let i = 0; i < 2_000; i++) {
      expect(await take(i % 2, 1)).toBe(0);
      pass(20);
    }
    expect(leases()).toBeLessThan(100);
  });

  it("lets through no more than its burst, what time has added, and what each holds", async () => {
    const steps = fc.array(
      fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 300 })),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { take, pass } = createWorld(3);
        let [taken, passed] = [0, 0];
        for (const [which, ms, count] of all) {
          passed += ms;
          pass(ms);
          if ((await take(which, count)) === 0) taken += count;
        }
        expect(taken).toBeLessThanOrEqual(rate.burst + (passed / 1_000) * rate.perSecond + 3 * PORTION);
      }),
    );
  });

  it("is each one's own while the database does not answer", async () => {
    let now = 0;
    let isDown = true;
    const lease: Lease = async (_, wanted) => {
      if (isDown) throw new Error("No connection");
      return { granted: wanted, left: 0 };
    };
    const limit = createSharedLimit({ now: () => now, lease });
    expect(await limit.takeAll([share], 1_000)).toBe(0);
    expect(await limit.takeAll([share], 200)).toBe(2);
    isDown = false;
    now += 1_000;
    expect(await limit.takeAll([share], 200)).toBe(0);
  });

  it("gives back what was taken for nothing", async () => {
    const { take, limits } = createWorld(1);
    expect(await take(0, 1_000)).toBe(0);
    limits[0]!.giveAll([share], 1_000);
    expect(await take(0, 1_000)).toBe(0);
    expect(await take(0, 100)).toBeGreaterThan(0);
  });
});
