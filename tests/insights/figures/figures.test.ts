import { describe, expect, test } from "vitest";
import type { ExposureRow, GapRow, MilestoneRow, PersonRow } from "../../../src/insights/facts/rows.ts";
import { getLadder } from "../../../src/insights/figures/accounts/ladder.ts";
import { getHabits } from "../../../src/insights/figures/staying/habits.ts";
import { getFunnels } from "../../../src/insights/figures/way/funnel.ts";
import { getGapFigures } from "../../../src/insights/figures/way/gapFigures.ts";
import { getTimeToMilestone } from "../../../src/insights/figures/way/timeToMilestone.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: {
    one: { title: "One", when: { event: "One" } },
    two: { title: "Two", when: { event: "Two" } },
    shared: { title: "Shared", level: "account", when: { event: "Shared" } },
    weekly: {
      title: "Weekly",
      when: { event: "Two", inPeriods: { of: "1w", atLeast: 2, outOf: 3 } },
      lapses: true,
    },
  },
  segments: [
    { id: "free", when: { account: "plan", is: "free" } },
    { id: "pro", when: { account: "plan", is: "pro" } },
  ],
  journeys: { way: { title: "Way", milestones: ["one", "two", "shared"] } },
  gaps: { first: { to: "two" }, second: { to: "shared" }, third: { to: "one" } },
});

const person = (name: string, more: Partial<PersonRow> = {}): PersonRow => ({
  person: name,
  account: null,
  isVisitor: false,
  first: 0,
  last: 0,
  active: null,
  events: 1,
  segment: null,
  outcome: null,
  journeys: ["way"],
  fits: [],
  ...more,
});
const reach = (
  unit: string,
  milestone: string,
  days: number,
  more: Partial<MilestoneRow> = {},
): MilestoneRow => ({
  milestone,
  level: "user",
  unit,
  person: unit,
  kind: "reached",
  at: days * DAY,
  isPast: false,
  ...more,
});

describe("a funnel", () => {
  const facts = withFacts({
    people: [
      person("ana", { segment: "free", account: "studio" }),
      person("ben", { segment: "free", account: "studio" }),
      person("cleo", { segment: "pro" }),
      person("dan", { journeys: [] }),
    ],
    milestones: [
      reach("ana", "one", 1),
      reach("ana", "two", 2),
      reach("cleo", "two", 2),
      reach("dan", "one", 1),
      reach("studio", "shared", 3, { level: "account" }),
    ],
  });

  test("counts who has reached a step, and who has come all the way to it", () => {
    const [{ journey, groups } = { journey: "", groups: [] }] = getFunnels(facts, plan);
    expect(journey).toBe("way");
    expect(groups[0]).toEqual({
      segment: null,
      people: 3,
      steps: [
        { milestone: "one", reached: 1, throughout: 1 },
        { milestone: "two", reached: 2, throughout: 1 },
        { milestone: "shared", reached: 2, throughout: 1 },
      ],
    });
  });

  test("tells segments apart", () => {
    const [, ...segments] = getFunnels(facts, plan)[0]!.groups;
    expect(segments.map(({ segment, people, steps }) => [segment, people, steps[1]!.reached])).toEqual([
      ["free", 2, 1],
      ["pro", 1, 1],
    ]);
  });
});

describe("the time to a milestone", () => {
  const milestone = { id: "one", level: "user" } as const;

  test("counts those who are still on their way as far as they were followed", () => {
    // Two of four at once, one later; the fourth was followed for a day only, and says nothing of what came then.
    const facts = withFacts({
      end: 10 * DAY,
      people: [person("a"), person("b"), person("c", { first: 2 * DAY }), person("d", { first: 9 * DAY })],
      milestones: [reach("a", "one", 2), reach("b", "one", 4), reach("c", "one", 8)],
    });
    const { n, reached, curve, medianMs } = getTimeToMilestone(facts, milestone);
    expect({ n, reached, medianMs }).toEqual({ n: 4, reached: 3, medianMs: 4 * DAY });
    expect(curve.map(([ms, share]) => [ms / DAY, Math.round(share * 100)])).toEqual([
      [2, 33],
      [4, 67],
      [6, 100],
    ]);
  });

  test("says how sure the share is, and how far those have come who are still on the way", () => {
    const facts = withFacts({
      end: 10 * DAY,
      people: [person("a"), person("b"), person("c"), person("d", { first: 4 * DAY })],
      milestones: [reach("a", "one", 2)],
    });
    const { curve, band, onTheWay } = getTimeToMilestone(facts, milestone);
    const [[, share]] = curve as [(typeof curve)[0]];
    const [[ms, lower, upper]] = band as [(typeof band)[0]];
    expect(ms).toBe(2 * DAY);
    expect(lower).toBeLessThan(share);
    expect(upper).toBeGreaterThan(share);
    expect(onTheWay).toEqual([
      [6 * DAY, 1],
      [10 * DAY, 2],
    ]);
  });

  test("says no median where less than half have come there", () => {
    const facts = withFacts({
      end: 10 * DAY,
      people: [person("a"), person("b"), person("c")],
      milestones: [reach("a", "one", 2)],
    });
    expect(getTimeToMilestone(facts, milestone)).toMatchObject({
      medianMs: null,
      quartilesMs: [2 * DAY, null],
    });
  });

  test("judges the target by what was reached in its time", () => {
    const facts = withFacts({
      end: 10 * DAY,
      people: [person("a"), person("b")],
      milestones: [reach("a", "one", 2), reach("b", "one", 6)],
    });
    const judge = (share: number) =>
      getTimeToMilestone(facts, milestone, { withinMs: 3 * DAY, share }).target;
    expect(judge(0.5)).toMatchObject({ reached: 0.5, isMet: true });
    expect(judge(0.6)).toMatchObject({ reached: 0.5, isMet: false });
  });

  test("leaves out what was reached before anybody looked", () => {
    const facts = withFacts({
      end: 10 * DAY,
      people: [person("a"), person("b")],
      milestones: [reach("a", "one", 2), reach("b", "one", 1, { isPast: true })],
    });
    expect(getTimeToMilestone(facts, milestone)).toMatchObject({ n: 1, reached: 1 });
  });
});

describe("gaps", () => {
  const gap = (id: string, unit: string, more: Partial<GapRow> = {}): GapRow => ({
    gap: id,
    unit,
    person: unit,
    account: null,
    occurrence: 0,
    opened: DAY,
    openedBy: "at once",
    bridged: null,
    ...more,
  });
  const shown = (id: string, unit: string, guide: string, days: number): ExposureRow => ({
    gap: id,
    unit,
    person: unit,
    account: null,
    at: days * DAY,
    arm: "treated",
    knownAs: unit,
    guide,
    isFirst: true,
    times: 1,
    planVersion: null,
    sdkVersion: null,
    browser: null,
  });
  const facts = withFacts({
    gaps: [
      gap("second", "a"),
      gap("second", "b", { bridged: 3 * DAY, openedBy: "after 1d" }),
      gap("second", "c", { bridged: 2 * DAY }),
      gap("first", "a"),
      gap("third", "a", { bridged: 2 * DAY }),
    ],
    exposures: [
      shown("second", "b", "tip", 2),
      shown("second", "b", "ask", 2.5),
      shown("second", "c", "tip", 4),
      shown("third", "c", "tip", 1),
    ],
  });

  test("come by customers lost, and of as many by value", () => {
    const targets = { gaps: {}, milestones: { two: { value: 50 }, shared: { value: 10 } } };
    const figures = getGapFigures(facts, plan, targets);
    expect(
      figures.map(({ gap: id, opened, bridged, lost, lostValue }) => [id, opened, bridged, lost, lostValue]),
    ).toEqual([
      ["first", 1, 0, 1, 50],
      ["second", 3, 2, 1, 10],
      ["third", 1, 1, 0, null],
    ]);
  });

  test("say what opened them, and after which guides they were crossed, or after none", () => {
    const second = getGapFigures(facts, plan, { gaps: {}, milestones: {} }).find(
      (one) => one.gap === "second",
    );
    expect(second).toMatchObject({
      openedBy: [
        { by: "at once", opened: 2, bridged: 1 },
        { by: "after 1d", opened: 1, bridged: 1 },
      ],
      bridgedAfter: [
        { guide: "tip", units: 1 },
        { guide: "ask", units: 1 },
      ],
      bridgedAlone: 1,
      medianMs: DAY,
    });
  });
});

test("a habit is kept by those whose last news of it is good", () => {
  const facts = withFacts({
    milestones: [
      reach("a", "weekly", 1),
      reach("b", "weekly", 1),
      reach("b", "weekly", 2, { kind: "lapsed" }),
      reach("c", "weekly", 1),
      reach("c", "weekly", 2, { kind: "lapsed" }),
      reach("c", "weekly", 3),
      reach("c", "one", 3),
    ],
  });
  expect(getHabits(facts, plan)).toEqual([
    { milestone: "weekly", reached: 3, lapsed: 2, kept: 2, regained: 1 },
  ]);
});

test("a ladder has who is on each rung, and who has risen or fallen to it", () => {
  const move = (name: string, from: string | null, to: string | null) => ({
    person: name,
    account: null,
    at: 0,
    from,
    to,
  });
  const facts = withFacts({
    people: [person("a", { segment: "pro" }), person("b", { segment: "free" }), person("c")],
    moves: [
      move("a", null, "free"),
      move("a", "free", "pro"),
      move("b", null, "pro"),
      move("b", "pro", "free"),
      move("b", "free", "pro"),
      move("b", "pro", "free"),
      move("c", "free", null),
    ],
  });
  expect(getLadder(facts, plan)).toEqual([
    { segment: "free", people: 1, risen: 0, fallen: 1, rising: null },
    { segment: "pro", people: 1, risen: 2, fallen: 0, rising: null },
  ]);
});

test("a ladder says how many are to be expected higher in 28 days, by who rose in the last", () => {
  const names = ["a", "b", "c", "d"];
  const move = (name: string, day: number, from: string | null, to: string | null) => ({
    person: name,
    account: null,
    at: day * DAY,
    from,
    to,
  });
  const facts = withFacts({
    end: 100 * DAY,
    people: [
      person("a", { segment: "pro" }),
      ...names.slice(1).map((name) => person(name, { segment: "free" })),
      // Came in the last 28 days, so they were on no rung before.
      person("late", { segment: "free", first: 90 * DAY }),
      person("gone", { segment: "free", first: 10 * DAY }),
    ],
    moves: [move("a", 80, "free", "pro"), move("gone", 60, null, "pro"), move("gone", 95, "pro", "free")],
  });
  const [free, pro] = getLadder(facts, plan);
  // Of a, b, c and d a rose; five are on it now.
  expect(free!.rising).toMatchObject({ n: 4, rose: 1, share: 0.25, expected: 1.25 });
  expect(free!.rising!.interval[0]).toBeGreaterThan(0);
  expect(pro!.rising).toBeNull();

  // A rung that nothing is said of is worth nothing that is known.
  const values = [{ free: 0, pro: 12 }, { free: 4, pro: 12 }, { pro: 12 }, {}];
  const worths = values.map((segments) => getLadder(facts, plan, { segments })[0]!.rising!.expectedValue);
  expect(worths).toEqual([15, 10, null, null]);
});

test("a curve of very many has no more points than anybody sees, and ends where all are", () => {
  const many = Array.from({ length: 4_000 }, (_, i) => person(`p-${i}`));
  const facts = withFacts({
    end: 100 * DAY,
    people: many,
    milestones: many.slice(0, 3_000).map(({ person }, i) => reach(person, "one", (i + 1) / 100)),
  });
  const { curve } = getTimeToMilestone(facts, plan.milestones.find(({ id }) => id === "one")!);
  expect(curve.length).toBeLessThan(1_000);
  const [last, lastShare] = curve.at(-1)!;
  expect([last, lastShare.toFixed(6)]).toEqual([30 * DAY, "0.750000"]);
  const rises = curve.map(([, share], i) => share - (curve[i - 1]?.[1] ?? 0));
  expect(Math.max(...rises)).toBeLessThan(0.0015);
});

describe("times by segment", () => {
  // The remission times of Freireich et al. 1963 in weeks, with and without 6-mercaptopurine: log-rank 16.793 on one
  // degree of freedom, in Kleinbaum and Klein 2012, Survival Analysis, 3rd ed., chapter 2.
  const treated = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
  const end = 35;
  const of = (name: string, weeks: readonly number[], segment: string, isThere: boolean) =>
    weeks.map((week, i) => {
      // Who is on the way came so long before the end.
      const first = isThere ? 0 : (end - week) * DAY;
      const one = person(`${name}-${i}`, { segment, first });
      return { one, row: isThere ? [reach(one.person, "one", week)] : [] };
    });
  const all = [
    ...of("t", treated, "pro", true),
    ...of("c", censored, "pro", false),
    ...of("p", placebo, "free", true),
  ];
  const facts = withFacts({
    end: end * DAY,
    people: all.map(({ one }) => one),
    milestones: all.flatMap(({ row }) => row),
  });
  const milestone = plan.milestones.find(({ id }) => id === "one")!;

  test("have the test that was published, in the order of the ladder", () => {
    const { segments } = getTimeToMilestone(facts, milestone, {}, ["free", "pro"]);
    expect(segments!.groups).toEqual([
      { name: "free", n: 21, reached: 21, medianMs: 8 * DAY },
      { name: "pro", n: 21, reached: 9, medianMs: 23 * DAY },
    ]);
    // R 4.2.2, survival 3.5.3: survdiff has 16.7929409892.
    expect(segments!.p).toBeCloseTo(4.16880910934e-5, 12);
  });

  test("are none where one segment alone has anybody, or none is asked for", () => {
    expect(getTimeToMilestone(facts, milestone).segments).toBeNull();
    const pro = { ...facts, people: facts.people.filter(({ segment }) => segment === "pro") };
    expect(getTimeToMilestone(pro, milestone, {}, ["free", "pro"]).segments).toBeNull();
  });
});
