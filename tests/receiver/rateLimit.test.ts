import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../src/receiver/lib/rateLimit.ts";

describe("a rate limit", () => {
  const rate = { perSecond: 10, burst: 20 };

  it("lets a burst through, and says when the next one goes", () => {
    let now = 0;
    const limit = createRateLimit(() => now);
    expect(limit.take("acme", 20, rate)).toBe(0);
    expect(limit.take("acme", 15, rate)).toBe(2);
    now = 1_999;
    expect(limit.take("acme", 20, rate)).toBe(1);
    now = 2_000;
    expect(limit.take("acme", 20, rate)).toBe(0);
  });

  it("keeps names apart", () => {
    const limit = createRateLimit(() => 0);
    expect(limit.take("acme", 20, rate)).toBe(0);
    expect(limit.take("other", 20, rate)).toBe(0);
  });

  it("lets what is larger than a burst through once it is full, for it would wait for ever", () => {
    const limit = createRateLimit(() => 0);
    expect(limit.take("acme", 50, rate)).toBe(0);
    expect(limit.take("acme", 50, rate)).toBe(2);
  });

  it("takes from several, or from none of them", () => {
    const limit = createRateLimit(() => 0);
    const shares = [
      { name: "ana", rate: { perSecond: 1, burst: 5 } },
      { name: "all", rate },
    ];
    expect(limit.takeAll(shares, 5)).toBe(0);
    expect(limit.takeAll(shares, 5)).toBe(5);
    expect(limit.take("all", 15, rate)).toBe(0);
    limit.giveAll(shares, 5);
    expect(limit.takeAll(shares, 5)).toBe(0);
    expect(limit.takeAll(shares, 1)).toBe(1);
  });

  it("forgets names that have all again, of a million only those of the last seconds are left", () => {
    let now = 0;
    const limit = createRateLimit(() => now);
    for (let i = 0; i < 1_000_000; i++) {
      limit.take(`user ${i}`, 1, rate);
      if (i % 100 === 0) now += 10;
    }
    expect(limit.size()).toBeLessThan(120_000);
  });

  it("never lets more through than the burst and what time has added, whatever the clock does", () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: -2_000, max: 5_000 }), fc.integer({ min: 1, max: 20 })),
    );
    fc.assert(
      fc.property(steps, (all) => {
        let now = 1e9;
        let forward = 0;
        let taken = 0;
        const limit = createRateLimit(() => now);
        for (const [ms, count] of all) {
          now += ms;
          forward += Math.max(0, ms);
          if (limit.take("acme", count, rate) === 0) taken += count;
        }
        expect(taken).toBeLessThanOrEqual(rate.burst + (forward / 1_000) * rate.perSecond);
      }),
    );
  });
});
