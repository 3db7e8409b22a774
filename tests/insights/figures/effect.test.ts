import { describe, expect, test } from "vitest";
import type { GapRow, MilestoneRow, TriggerRow } from "../../../src/insights/facts/rows.ts";
import { getEffect } from "../../../src/insights/figures/effect.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { simulateYear } from "../../../src/simulation/simulateYear.ts";
import { collectFacts, withFacts } from "../collect.ts";

const DAY = 86_400_000;
const createPlan = (holdout: object | number) =>
  parse({
    version: 1,
    product: "acme",
    milestones: { done: { title: "Done", when: { event: "Done" } } },
    gaps: { stuck: { to: "done", bridge: ["tip"], holdout } },
    guides: { tip: { type: "banner", title: "Tip" } },
  }).plan;

/** A unit that was triggered on a day, and reached the milestone so many days later. */
interface Unit {
  readonly arm: "treated" | "held_out";
  readonly day?: number;
  readonly after?: number;
  readonly account?: string;
  readonly drawn?: "treated" | "held_out";
  readonly isMixed?: boolean;
}

const times = (count: number, unit: Unit): Unit[] => Array.from({ length: count }, () => unit);

function getFigure(
  units: readonly Unit[],
  holdout: object | number = 0.5,
  end = 365,
  paused?: readonly [from: number, until: number | null],
) {
  const plan = createPlan(holdout);
  const named = units.map((unit, i) => ({ day: 1 + (i % 100), name: `u-${i}`, ...unit }));
  const triggers = named.map(
    ({ name, day, arm, account = null, drawn = arm, isMixed = false }): TriggerRow => ({
      gap: "stuck",
      unit: name,
      person: name,
      account,
      at: day * DAY,
      arm,
      drawn,
      isMixed,
      guide: "tip",
      planVersion: null,
      sdkVersion: null,
      browser: null,
    }),
  );
  const milestones = named.flatMap(({ name, day, after }): MilestoneRow[] =>
    after === undefined
      ? []
      : [
          {
            milestone: "done",
            level: "user",
            unit: name,
            person: name,
            kind: "reached",
            at: (day + after) * DAY,
            isPast: false,
          },
        ],
  );
  const gaps = named.map(
    ({ name, day, account = null }): GapRow => ({
      gap: "stuck",
      unit: name,
      person: name,
      account,
      occurrence: 0,
      opened: day * DAY,
      openedBy: "at once",
      bridged: null,
    }),
  );
  const pauses = paused ? [{ gap: "stuck", from: paused[0] * DAY, until: paused[1] && paused[1] * DAY }] : [];
  const facts = withFacts({ start: 0, end: end * DAY, triggers, milestones, gaps, pauses });
  return getEffect(facts, plan.gaps[0]!, plan, { gaps: { stuck: 7 * DAY }, milestones: {} });
}

const arms = (treated: number, of: number, heldOut: number, ofHeldOut: number): Unit[] => [
  ...times(treated, { arm: "treated", after: 2 }),
  ...times(of - treated, { arm: "treated" }),
  ...times(heldOut, { arm: "held_out", after: 2 }),
  ...times(ofHeldOut - heldOut, { arm: "held_out" }),
];

describe("a gap that was paused", () => {
  const units = [
    { arm: "treated", day: 10, after: 1 },
    { arm: "treated", day: 22 },
    { arm: "treated", day: 40, after: 2 },
    { arm: "held_out", day: 14 },
    { arm: "held_out", day: 24 },
    { arm: "held_out", day: 60 },
  ] as const;

  test("leaves out and counts whose time was paused in part, in both arms", () => {
    const { treated, heldOut, paused, opened } = getFigure(units, 0.5, 365, [20, 30]);
    expect([treated.n, heldOut.n, paused]).toEqual([2, 1, 3]);
    expect(opened.treated.n + opened.heldOut.n).toBe(3);
  });

  test("is left out to the end where it still is", () => {
    const { treated, heldOut, paused } = getFigure(units, 0.5, 365, [20, null]);
    expect([treated.n, heldOut.n, paused]).toEqual([1, 0, 5]);
  });

  test("is whole where it never was", () => {
    expect(getFigure(units)).toMatchObject({ paused: 0, treated: { n: 3 }, heldOut: { n: 3 } });
  });
});

describe("the effect of a bridge", () => {
  test("is the difference of shares between arms, with Newcombe's interval", () => {
    // Row (a) of the table in Newcombe 1998: 56 of 70 against 48 of 80.
    const { treated, heldOut, uplift, interval } = getFigure(arms(56, 70, 48, 80));
    expect({ treated, heldOut }).toEqual({
      treated: { n: 70, bridged: 56 },
      heldOut: { n: 80, bridged: 48 },
    });
    expect(uplift).toBeCloseTo(0.2, 10);
    expect(interval![0]).toBeCloseTo(0.0524, 4);
    expect(interval![1]).toBeCloseTo(0.3339, 4);
  });

  test("counts what was reached in time, no later", () => {
    const units = [
      ...times(3, { arm: "treated", after: 7 } as const),
      ...times(2, { arm: "treated", after: 7.01 } as const),
    ];
    expect(getFigure([...units, { arm: "held_out" }]).treated).toEqual({ n: 5, bridged: 3 });
  });

  test("leaves out and counts who was not followed for so long, though some have crossed already", () => {
    const { treated, tooYoung } = getFigure(
      [
        { arm: "treated", day: 1 },
        { arm: "treated", day: 5, after: 1 },
        { arm: "held_out", day: 1 },
      ],
      0.5,
      10,
    );
    expect({ treated, tooYoung }).toEqual({ treated: { n: 1, bridged: 0 }, tooYoung: 1 });
  });

  test("leaves out and counts who had triggers in both arms", () => {
    const { treated, mixed } = getFigure([
      { arm: "treated" },
      { arm: "treated", isMixed: true },
      { arm: "held_out" },
    ]);
    expect({ n: treated.n, mixed }).toEqual({ n: 1, mixed: 1 });
  });

  test("names each unit that is not in the arm that the hash gives it", () => {
    const { disagreeing } = getFigure([
      { arm: "treated" },
      { arm: "treated", drawn: "held_out" },
      { arm: "held_out" },
    ]);
    expect(disagreeing).toEqual([{ unit: "u-1", at: 2 * DAY, arm: "treated", drawn: "held_out" }]);
  });

  test("is told beside it for all whose gap has opened, by the arms of the hash", () => {
    const { opened } = getFigure(arms(56, 70, 48, 80));
    expect(opened.treated.n + opened.heldOut.n).toBe(150);
    expect(opened.treated.bridged + opened.heldOut.bridged).toBe(104);
    expect(opened.treated.n).not.toBe(70);
  });

  test("is that of accounts' shares where whole accounts are held out", () => {
    const by = (account: string, unit: Unit): Unit => ({ ...unit, account });
    const units = Array.from({ length: 60 }, (_, i): Unit[] => {
      const arm = i % 2 === 0 ? "treated" : "held_out";
      // All people of an account do the same: they tell as much as one.
      const unit: Unit = { arm, ...(i % 3 === 0 && { after: 1 }) };
      return times(10, by(`a-${i}`, unit));
    }).flat();
    const [clustered, plain] = [getFigure(units, { share: 0.5, by: "account" }), getFigure(units)];
    const getWidth = ({ interval }: typeof plain): number => interval![1] - interval![0];
    expect(clustered.uplift).toBeCloseTo(plain.uplift!, 10);
    expect(getWidth(clustered)).toBeGreaterThan(2.5 * getWidth(plain));
  });
});

describe("the verdict", () => {
  test("is that it helps, or harms, once that holds for who looks daily", () => {
    expect(getFigure(arms(300, 500, 200, 500)).verdict).toEqual({ kind: "helps" });
    expect(getFigure(arms(200, 500, 300, 500)).verdict).toEqual({ kind: "harms" });
  });

  test("is that there is no difference worth having, once ten points would have been found", () => {
    expect(getFigure(arms(250, 500, 248, 500)).verdict).toEqual({ kind: "no difference worth having" });
  });

  test("is that it is too early before that, and how many days it takes", () => {
    const { verdict } = getFigure(arms(60, 120, 55, 110));
    expect(verdict).toMatchObject({ kind: "too early", daysLeft: expect.any(Number) });
    expect((verdict as { daysLeft: number }).daysLeft).toBeGreaterThan(100);
  });

  test("is that arms are unhealthy where they do not have the sizes that were drawn", () => {
    expect(getFigure(arms(300, 600, 100, 200)).verdict).toEqual({ kind: "unhealthy", because: ["ratio"] });
    const wrong = times(20, { arm: "treated", drawn: "held_out" });
    expect(getFigure([...arms(300, 500, 200, 500), ...wrong]).verdict).toEqual({
      kind: "unhealthy",
      because: ["arms"],
    });
    const mixed = times(100, { arm: "treated", isMixed: true });
    expect(getFigure([...arms(300, 500, 200, 500), ...mixed]).verdict).toEqual({
      kind: "unhealthy",
      because: ["mixed"],
    });
  });

  test("is that nothing was measured where nobody is held out", () => {
    expect(getFigure(times(10, { arm: "treated" }), 0).verdict).toEqual({ kind: "not measured" });
  });
});

test("the effects of a simulated year are found again, and its interval holds the true one", () => {
  const { config, rows, truth } = simulateYear({ accounts: 220, holdout: 0.5, seed: 11 });
  const { plan } = parse(config);
  const facts = collectFacts(config, rows, { end: truth.span.end });
  for (const id of ["no-first-invoice", "sent-not-paid", "no-reminders"] as const) {
    const { effect, withinMs } = truth.effects[id];
    const gap = plan.gaps.find((one) => one.id === id)!;
    const figure = getEffect(facts, gap, plan, { gaps: { [id]: withinMs }, milestones: {} });
    expect(figure.verdict.kind).not.toBe("unhealthy");
    expect(figure.disagreeing).toEqual([]);
    expect(figure.interval![0]).toBeLessThan(effect);
    expect(figure.interval![1]).toBeGreaterThan(effect);
  }
});
