import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../../src/sdk/delivery/rateLimit.ts";
import { USUAL_RATE } from "../../../src/sdk/domain/plan/usualRate.ts";
import { createVisitor } from "../../../src/testing/index.ts";
import { acme } from "../../helpers/acme.ts";

const take = (isTaken: (at: number) => boolean, times: number, at: number): number =>
  Array.from({ length: times }, () => isTaken(at)).filter(Boolean).length;

describe("the rate of events", () => {
  it("is 100 at once and 10 each second from then on, where nothing else is said", () => {
    const isTaken = createRateLimit(USUAL_RATE);
    expect([0, 1_000, 1_500, 60_000].map((at) => take(isTaken, 500, at))).toEqual([100, 10, 5, 100]);
  });

  it("gives nothing for a clock that goes back, and takes nothing either", () => {
    const isTaken = createRateLimit({ burst: 2, perSecond: 1 });
    expect([10_000, 0, 1_000].map((at) => take(isTaken, 5, at))).toEqual([2, 0, 1]);
  });

  it("never lets through more than the burst and what the time has given", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (waits, burst, perSecond) => {
          const isTaken = createRateLimit({ burst, perSecond });
          let at = 0;
          let taken = 0;
          for (const wait of waits) {
            at += wait;
            if (isTaken(at)) taken++;
            expect(taken).toBeLessThanOrEqual(burst + (at / 1_000) * perSecond);
          }
        },
      ),
    );
  });

  it("cuts a loop of the page's that has run away, counts what it cut, and leaves reports alone", async () => {
    const ana = await createVisitor({
      config: acme({
        report: { endpoint: "https://in.example.com", writeKey: "wk", rate: { burst: 5, perSecond: 1 } },
      }),
    });
    const ids = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => ana.milepost.track("Invoice Sent", { total: n + 1 })),
    );
    expect(ids.filter(Boolean)).toHaveLength(5);
    await ana.clock.advance("2s");
    await ana.milepost.track("Invoice Sent");
    expect(await ana.sent("Invoice Sent")).toHaveLength(6);
    expect(await ana.sent("Milestone Reached")).not.toHaveLength(0);
    const counts = (await ana.sent()).flatMap(({ context }) => context.delivery?.dropped?.rate ?? []);
    expect(counts.at(-1)).toBe(995);
  });
});
