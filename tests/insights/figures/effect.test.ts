import { describe, expect, test } from "vitest";
import { drawArm } from "../../../src/insights/facts/exposures.ts";
import type { Facts, GapRow, MilestoneRow, TriggerRow } from "../../../src/insights/facts/rows.ts";
import { getTriggerRates } from "../../../src/insights/figures/effects/armHealth.ts";
import { getDecidingLook } from "../../../src/insights/figures/effects/decidingLook.ts";
import { getEffect, getOpened } from "../../../src/insights/figures/effects/effect.ts";
import { getProgramme } from "../../../src/insights/figures/effects/programme.ts";
import { isFinal } from "../../../src/insights/figures/effects/verdict.ts";
import type { GapTarget } from "../../../src/insights/figures/way/targets.ts";
import { planSequential } from "../../../src/insights/stats/sequentialInterval.ts";
import { describeVerdict } from "../../../src/insights/words/formatGaps.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import type { Plan } from "../../../src/sdk/domain/plan/plan.ts";
import { simulateYear } from "../../../src/simulation/simulateYear.ts";
import { createRandom } from "../../../src/testing/createRandom.ts";
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
  readonly lot?: number;
  readonly planVersion?: string;
  readonly isMixed?: boolean;
  readonly browser?: string;
}

const times = (count: number, unit: Unit): Unit[] => Array.from({ length: count }, () => unit);

interface Options {
  readonly target?: GapTarget;
  /** Days between which the gap was paused. */
  readonly paused?: readonly [from: number, until: number | null];
  /** Units whose gap opened, and who never came to the bridge. */
  readonly untriggered?: ReadonlyArray<"treated" | "held_out">;
}

function getFigure(
  units: readonly Unit[],
  holdout: object | number = 0.5,
  end = 365,
  { target = {}, untriggered = [], paused }: Options = {},
) {
  const plan = createPlan(holdout);
  const named = units.map((unit, i) => ({ day: 1 + (i % 100), name: `u-${i}`, ...unit }));
  const triggers = named.map(
    ({
      name,
      day,
      arm,
      account = null,
      drawn = arm,
      lot = 0.5,
      isMixed = false,
      browser = null,
      ...unit
    }): TriggerRow => ({
      gap: "stuck",
      unit: name,
      person: name,
      account,
      at: day * DAY,
      arm,
      drawn,
      lot,
      isMixed,
      guide: "tip",
      planVersion: unit.planVersion ?? null,
      sdkVersion: null,
      browser,
    }),
  );
  const names = { treated: findNames(plan, "treated"), held_out: findNames(plan, "held_out") };
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
  const waiting = untriggered.map((arm): GapRow => {
    const name = names[arm].next().value!;
    const opened = { gap: "stuck", unit: name, person: name, account: null, occurrence: 0, opened: DAY };
    return { ...opened, openedBy: "at once", bridged: null };
  });
  const facts = withFacts({
    start: 0,
    end: end * DAY,
    triggers,
    milestones,
    gaps: [...gaps, ...waiting],
    pauses: paused ? [{ gap: "stuck", from: paused[0] * DAY, until: paused[1] && paused[1] * DAY }] : [],
  });
  const targets = { gaps: { stuck: { withinMs: 7 * DAY, ...target } }, milestones: {} };
  return getEffect(facts, plan.gaps[0]!, plan, targets);
}

/** Names whose lot is this arm. */
function* findNames(plan: Plan, arm: "treated" | "held_out"): Generator<string, never> {
  for (let i = 0; ; i++) {
    const knownAs = `w-${i}`;
    if (drawArm(plan, plan.gaps[0]!, { knownAs, account: null, at: DAY }) === arm) yield knownAs;
  }
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
    const { treated, heldOut, paused, opened } = getFigure(units, 0.5, 365, { paused: [20, 30] });
    expect([treated.n, heldOut.n, paused]).toEqual([2, 1, 3]);
    expect(opened.treated.n + opened.heldOut.n).toBe(3);
  });

  test("is left out to the end where it still is", () => {
    const { treated, heldOut, paused } = getFigure(units, 0.5, 365, { paused: [20, null] });
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
    expect(disagreeing).toMatchObject([{ unit: "u-1", at: 2 * DAY, arm: "treated", drawn: "held_out" }]);
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

  test("does not take a loss that large for no difference, where it is not ruled out", () => {
    // Four points less, give or take six.
    const { verdict, daily } = getFigure(arms(218, 500, 240, 500));
    expect(verdict).toEqual({ kind: "no difference worth having", mayHarm: true });
    expect(daily![0]).toBeLessThan(-0.1);
    expect(describeVerdict(verdict)).toBe("no gain worth having, and harm is not ruled out");
  });

  test("is that it is too early before that, how many more it takes, and how many days", () => {
    const { verdict } = getFigure(arms(60, 120, 55, 110));
    expect(verdict).toMatchObject({ kind: "too early", daysLeft: expect.any(Number) });
    const { daysLeft, unitsLeft } = verdict as { daysLeft: number; unitsLeft: number };
    expect(daysLeft).toBeGreaterThan(100);
    // As many in all as the plan takes, in arms as unlike as these are.
    const { total } = planSequential({ base: 0.5, difference: 0.1 }, { heldOut: 0.5 });
    expect((230 + unitsLeft) / total).toBeCloseTo(1, 1);
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

  test("is that arms are unhealthy where an earlier plan held out another share, and who disagrees with both is named", () => {
    // Of the share of now, 0.5, all below it are held out; the plan before held out a tenth.
    const under = (lot: number): Unit => ({
      arm: lot < 0.1 ? "held_out" : "treated",
      drawn: lot < 0.5 ? "held_out" : "treated",
      lot,
      planVersion: "before",
    });
    const old = Array.from({ length: 50 }, (_, i) => under(i / 50));
    const figure = getFigure([...arms(300, 500, 200, 500), ...old]);
    expect(figure).toMatchObject({ changed: 50, disagreeing: [] });
    expect(figure.verdict).toEqual({ kind: "unhealthy", because: ["changed"] });
    // No one share gives these arms.
    const odd: Unit = { ...under(0.9), arm: "held_out" };
    expect(getFigure([...arms(300, 500, 200, 500), ...old, odd])).toMatchObject({
      changed: 0,
      verdict: { because: ["arms"] },
    });
  });

  test("is that nothing was measured where nobody is held out, or everybody", () => {
    expect(getFigure(times(10, { arm: "treated" }), 0).verdict).toEqual({ kind: "not measured" });
    expect(getFigure(times(10, { arm: "held_out" }), 1).verdict).toEqual({ kind: "not measured" });
  });

  test("is by the difference that is worth having, where the gap says one", () => {
    const judge = (units: readonly Unit[], worth?: number) =>
      getFigure(units, 0.5, 365, worth === undefined ? {} : { target: { worth } }).verdict;
    // Six points more of many: found by who plans for five, and not worth having to who plans for ten.
    const some = arms(1_800, 5_000, 1_500, 5_000);
    expect(judge(some)).toEqual({ kind: "no difference worth having" });
    expect(judge(some, 0.05)).toEqual({ kind: "helps" });
    expect(judge(some, 0.1)).toEqual({ kind: "no difference worth having" });
    // Of 500 each ten points would have been found, two would not.
    const few = arms(250, 500, 248, 500);
    expect(judge(few, 0.1)).toEqual({ kind: "no difference worth having" });
    expect(judge(few, 0.02)).toMatchObject({ kind: "too early" });
    // A harm that is smaller is one.
    expect(judge(arms(1_500, 5_000, 1_700, 5_000), 0.05)).toEqual({ kind: "harms" });
    for (const worth of [0.001, 0.5, 0.9, 1]) expect(judge(few, worth)).toBeDefined();
  });
});

describe("who looks every day", () => {
  /** Half and half without an effect, and ten times as long with one. */
  const later = [
    ...arms(150, 500, 150, 500),
    ...times(2_500, { arm: "treated", day: 200, after: 1 } as const),
    ...times(2_500, { arm: "held_out", day: 200 } as const),
  ];

  test("is told what was so on the day on which the planned sample was there, however long they look on", () => {
    const [then, long] = [getFigure(later, 0.5, 120), getFigure(later, 0.5, 365)];
    expect(then.verdict).toEqual({ kind: "no difference worth having" });
    expect(long.verdict).toEqual(then.verdict);
    expect(long.daily).toEqual(then.daily);
    // The figures for who looks once go on.
    expect(then.uplift).toBeCloseTo(0, 1);
    expect(long.uplift).toBeGreaterThan(0.5);
  });

  test("has an interval around that of who looks once until then, and none with fewer than 20 in an arm", () => {
    const { interval, daily } = getFigure(arms(60, 120, 55, 110));
    expect(daily![0]).toBeLessThan(interval![0]);
    expect(daily![1]).toBeGreaterThan(interval![1]);
    expect(getFigure(arms(5, 10, 3, 10)).daily).toBeNull();
    expect(getFigure(arms(300, 600, 100, 200), 0).daily).toBeNull();
  });

  test("has one look that decides, on whichever day after the end they look", () => {
    const random = createRandom(1);
    const planned = { by: "user", share: 0.5 } as const;
    for (let run = 0; run < 10; run++) {
      // 20 a day: the planned end for ten points over 30 % is on day 38 or so.
      const all = Array.from({ length: 20 * 160 }, (_, i) => ({
        unit: `${i}`,
        account: null,
        at: Math.floor(i / 20) * DAY,
        arm: random() < 0.5 ? ("treated" as const) : ("held_out" as const),
        isThere: random() < 0.3,
      }));
      const [first, ...later] = [60, 61, 90, 130, 160].map((day) => {
        const until = all.slice(0, 20 * day);
        const of = (arm: "treated" | "held_out") => until.filter((one) => one.arm === arm);
        const arms = { treated: of("treated"), held_out: of("held_out") };
        return getDecidingLook(arms, false, 0, (look) => isFinal(look, planned));
      });
      expect(first!.treated.size + first!.control.size).toBeLessThan(20 * 50);
      expect(isFinal(first!, planned)).toBe(true);
      for (const look of later) expect(look).toEqual(first);
    }
  });
});

describe("times by arm", () => {
  test("are held against each other with who is on the way, and by nobody where the arms are unhealthy", () => {
    const { times: apart } = getFigure([
      ...times(100, { arm: "treated", after: 1 } as const),
      ...times(100, { arm: "held_out", after: 5 } as const),
      ...times(50, { arm: "held_out" } as const),
      ...times(50, { arm: "treated" } as const),
    ]);
    expect(apart!.groups).toEqual([
      { name: "treated", n: 150, reached: 100, medianMs: DAY },
      { name: "held_out", n: 150, reached: 100, medianMs: 5 * DAY },
    ]);
    expect(apart!.p).toBeLessThan(0.001);
    expect(getFigure(arms(300, 600, 100, 200)).times).toBeNull();
    expect(getFigure(times(30, { arm: "treated" }), 0).times).toBeNull();
  });
});

describe("the arms", () => {
  const of = (arm: Unit["arm"], browser: string, n: number): Unit[] => times(n, { arm, browser });

  test("are looked at by browser too, and named where one has lost the reports of one of them", () => {
    const whole = [...of("treated", "chrome", 500), ...of("held_out", "chrome", 500)];
    expect(
      getFigure([...whole, ...of("treated", "safari", 60), ...of("held_out", "safari", 62)]).oddStrata,
    ).toEqual([]);
    const { oddStrata, verdict, ratioP } = getFigure([
      ...whole,
      ...of("treated", "safari", 60),
      ...of("held_out", "safari", 15),
    ]);
    expect(ratioP).toBeGreaterThan(0.001);
    expect(oddStrata).toMatchObject([{ by: "browser", name: "safari", treated: 60, heldOut: 15 }]);
    expect(verdict).toEqual({ kind: "unhealthy", because: ["strata"] });
  });

  test("are as odd in each browser as in all of them where that is luck, or all have lost some: no browser is named", () => {
    const units = ["chrome", "safari"].flatMap((name) => [
      ...of("treated", name, 140),
      ...of("held_out", name, 200),
    ]);
    expect(getFigure(units)).toMatchObject({ oddStrata: [], verdict: { because: ["ratio"] } });
    // Of two that differ, the one that is not as drawn is meant, also where most are of it.
    const most = [
      ...of("treated", "chrome", 600),
      ...of("held_out", "chrome", 300),
      ...of("treated", "safari", 70),
      ...of("held_out", "safari", 72),
    ];
    expect(getFigure(most).oddStrata.map(({ name }) => name)).toEqual(["chrome"]);
  });

  test("are counted as they are drawn: accounts, where whole accounts are, however large they are", () => {
    const of = (arm: Unit["arm"], n: number, people: number): Unit[] =>
      Array.from({ length: n }, (_, i) => times(people, { arm, account: `${arm}-${i}`, after: 1 })).flat();
    // As many accounts of each arm, with twice as many people in the treated ones.
    const units = [...of("treated", 30, 8), ...of("held_out", 30, 4)];
    expect(getFigure(units, { share: 0.5, by: "account" }).verdict.kind).not.toBe("unhealthy");
    expect(getFigure(units, 0.5).verdict).toEqual({ kind: "unhealthy", because: ["ratio"] });
    const lost = [...of("treated", 60, 2), ...of("held_out", 20, 6)];
    expect(getFigure(lost, { share: 0.5, by: "account" }).verdict).toMatchObject({ because: ["ratio"] });
    expect(getFigure(lost, 0.5).verdict.kind).not.toBe("unhealthy");
  });

  test("are no test of few: five units of a browser are in one arm now and then", () => {
    const { oddStrata } = getFigure([...arms(300, 500, 200, 500), ...of("treated", "opera", 5)]);
    expect(oddStrata).toEqual([]);
  });

  test("come to the bridge alike, of all whose gap has opened", () => {
    const untriggered = [...times(200, { arm: "treated" }), ...times(210, { arm: "held_out" })].map(
      ({ arm }) => arm,
    );
    const { triggerRates, uplift, verdict } = getFigure(arms(300, 500, 200, 500), 0.5, 365, { untriggered });
    expect(triggerRates).toMatchObject({
      treated: { opened: 700, triggered: 500 },
      heldOut: { opened: 710, triggered: 500 },
    });
    expect(triggerRates.p).toBeGreaterThan(0.1);
    expect(uplift).toBeCloseTo(0.2, 10);
    expect(verdict).toEqual({ kind: "helps" });
  });

  test("are counted of facts that say nothing of pauses and of the programme, as of facts without any", () => {
    const plan = createPlan(0.5);
    const gap = plan.gaps[0]!;
    const of = (unit: string): Pick<TriggerRow, "gap" | "unit" | "person" | "account"> => ({
      gap: "stuck",
      unit,
      person: unit,
      account: null,
    });
    const units = ["ana", "bo", "cy", "di"];
    const {
      pauses: _,
      programme: __,
      ...facts
    } = withFacts({
      end: 365 * DAY,
      gaps: units.map((unit) => ({
        ...of(unit),
        occurrence: 0,
        opened: DAY,
        openedBy: "at once",
        bridged: null,
      })),
      triggers: ["ana", "bo"].map((unit, i) => {
        const arm = i === 0 ? "treated" : "held_out";
        const known = { guide: "tip", planVersion: null, sdkVersion: null, browser: null };
        return { ...of(unit), ...known, at: DAY, arm, drawn: arm, lot: 0.5, isMixed: false };
      }),
    });
    const told = facts as Facts;
    const rates = getTriggerRates(getOpened(told, gap, plan), told.triggers, false);
    expect(rates.treated.opened + rates.heldOut.opened).toBe(4);
    expect([rates.treated.triggered, rates.heldOut.triggered, rates.p]).toEqual([1, 1, null]);
    const targets = { gaps: {}, milestones: {} };
    expect(getEffect(told, gap, plan, targets)).toMatchObject({ triggerRates: rates, paused: 0 });
    expect(getEffect(told, gap, plan, targets)).toEqual(getEffect(withFacts(told), gap, plan, targets));
    expect(getProgramme(told, plan, targets)).toEqual([]);
  });

  test("have no difference that is told where they do not", () => {
    const untriggered = [...times(100, { arm: "treated" }), ...times(300, { arm: "held_out" })].map(
      ({ arm }) => arm,
    );
    const figure = getFigure(arms(300, 500, 200, 500), 0.5, 365, { untriggered });
    expect(figure).toMatchObject({ uplift: null, interval: null, ratioP: expect.any(Number) });
    expect(figure.ratioP).toBeGreaterThan(0.001);
    expect(figure.verdict).toEqual({ kind: "unhealthy", because: ["triggers"] });
    // What is told of all whose gap opened needs no trigger.
    expect(figure.opened.uplift).not.toBeNull();
  });
});

test("the effects of a simulated year are found again, and its interval holds the true one", () => {
  const { config, rows, truth } = simulateYear({ accounts: 90, days: 200, holdout: 0.5, seed: 11 });
  const { plan } = parse(config);
  const facts = collectFacts(config, rows, { end: truth.span.end });
  for (const id of ["no-first-invoice", "sent-not-paid", "no-reminders"] as const) {
    const { effect, withinMs } = truth.effects[id];
    const gap = plan.gaps.find((one) => one.id === id)!;
    const figure = getEffect(facts, gap, plan, { gaps: { [id]: { withinMs } }, milestones: {} });
    expect(figure.verdict.kind).not.toBe("unhealthy");
    expect(figure.disagreeing).toEqual([]);
    expect(figure.interval![0]).toBeLessThan(effect);
    expect(figure.interval![1]).toBeGreaterThan(effect);
  }
});
