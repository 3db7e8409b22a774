import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadFeatures } from "../../../../src/sdk/chunks/features.ts";
import { toPlan } from "../../../../src/sdk/chunks/toPlan.ts";
import { parse } from "../../../../src/sdk/config/parse.ts";
import { decide } from "../../../../src/sdk/domain/decide/decide.ts";
import { createEngine } from "../../../../src/sdk/domain/engine/engine.ts";
import { FEATURES } from "../../../../src/sdk/domain/features/features.ts";
import { createFullEngine, getFeatures } from "../../../../src/sdk/domain/features/fullEngine.ts";
import { FEATURE_NAMES, type FeatureName } from "../../../../src/sdk/domain/plan/featureNames.ts";
import type { Plan } from "../../../../src/sdk/domain/plan/plan.ts";
import type { Fact, Here, Properties } from "../../../../src/sdk/domain/state/facts.ts";
import { createState } from "../../../../src/sdk/domain/state/state.ts";
import { loadPlan } from "../../../../src/sdk/runtime/loadPlan.ts";
import type { Chunks } from "../../../../src/sdk/runtime/world.ts";
import { getLawRuns } from "../../../helpers/lawRuns.ts";
import { HOUR, START } from "../../../helpers/person.ts";

const NOWHERE = { live: new Set<string>(), asked: new Set<string>(), missing: new Set<string>() };

type Milestone = { readonly when: object; readonly lapses?: object; readonly level?: string };

/** What milestones, gaps, guides and rungs of the ladder are made of here; the first of each feature needs it alone. */
const CONDITIONS: readonly object[] = [
  { event: "A" },
  { event: ["A", "B"], count: 2, distinct: "kind" },
  { event: "B", count: 2, within: "5h" },
  { event: "*", count: 3 },
  { page: "/x" },
  { page: ["/x", "/y*"], count: 2 },
  { silent: "3h" },
  { sessions: 2 },
  { milestone: "m0", is: "reached", after: "2h" },
  { milestone: "m0", is: "open" },
  { milestone: "m0", is: "lapsed" },
  { event: "A", where: { kind: { atMost: 1 } } },
  { event: "B", where: { "list.*.name": "a" } },
  { trait: "role", is: "admin" },
  { account: "plan", in: ["pro", "max"] },
  { trait: "role", startsWith: "AD", anyCase: true },
  { trait: "due", inNext: "2d" },
  { trait: "due", before: "2026-01-07" },
  { event: "A", where: { at: { after: "2026-01-06" } } },
  { now: "time", after: "12:00" },
  { now: "weekday", in: ["mon", "wed"] },
  { trait: "used", atLeast: { trait: "paid" } },
  { trait: "due", before: { trait: "until" } },
  { sample: 0.5 },
  { sample: 0.5, by: "account" },
  { then: [{ event: "A" }, { event: "B" }] },
  { event: "B", inPeriods: { of: "1d", atLeast: 2, outOf: 3 } },
  { event: "A", inPeriods: { of: "1w", atLeast: 1, outOf: 1 } },
  { event: "A", sum: { of: "kind", atLeast: 3 } },
  { event: "B", sum: { of: "kind", atLeast: 2 }, within: "1d" },
  { segment: "high" },
];

const condition = fc.letrec<{ one: object }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 2 },
    { arbitrary: fc.constantFrom(...CONDITIONS), weight: 6 },
    fc.record({ all: fc.array(tie("one"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie("one"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie("one") }),
  ),
})).one;
const rung = fc.constantFrom(...CONDITIONS.filter((one) => !("segment" in one)));

const milestone: fc.Arbitrary<Milestone> = fc.record(
  {
    when: condition,
    lapses: fc.constantFrom({ grace: "4h" }, { grace: "1d" }),
    level: fc.constant("account"),
  },
  { requiredKeys: ["when"] },
);

const config = fc
  .record({
    milestones: fc.array(milestone, { minLength: 3, maxLength: 3 }),
    opens: condition,
    whom: fc.option(condition),
    shows: condition,
    ladder: fc.option(rung),
    isFromFirst: fc.boolean(),
    isQuiet: fc.boolean(),
    isHeldOut: fc.boolean(),
  })
  .map(({ milestones, opens, whom, shows, ladder, isFromFirst, isQuiet, isHeldOut }) => ({
    version: 1,
    product: "acme",
    milestones: Object.fromEntries(
      milestones.map(({ when, level, ...more }, i) => [
        `m${i}`,
        { title: "M", when: i === 0 ? CONDITIONS[0]! : when, ...more, ...(level && i > 0 && { level }) },
      ]),
    ),
    // A condition may ask for one where nobody stands.
    segments: [{ id: "high", when: ladder ?? { any: [] } }],
    gaps: {
      gap: {
        ...(isFromFirst && { from: "m0" }),
        to: "m2",
        opens,
        ...(whom && { for: whom }),
        bridge: ["tip"],
        ...(isHeldOut && { holdout: 0.5 }),
      },
    },
    guides: {
      tip: { type: "tooltip", target: "#a", title: "T" },
      other: { type: "banner", title: "B", if: shows },
    },
    ...(isQuiet && { limits: { quiet: { from: "20:00", to: "08:00" } } }),
  }));

const step: fc.Arbitrary<Step> = fc.record({
  hours: fc.constantFrom(0, 1, 3, 9, 26),
  path: fc.constantFrom("/", "/x", "/yard"),
  fact: fc.oneof(
    { arbitrary: fc.record({ name: fc.constantFrom("A", "B", "C"), kind: fc.nat(2) }), weight: 4 },
    fc.record({
      user: fc.record({
        role: fc.constantFrom("admin", "user"),
        due: fc.constantFrom("2026-01-06", "2026-01-07T10:00:00Z", START),
        until: fc.constant("2026-01-08"),
        used: fc.nat(3),
        paid: fc.nat(3),
        createdAt: fc.constantFrom("2026-01-01", START - 50 * HOUR),
      }),
    }),
    fc.record({ plan: fc.constantFrom("free", "pro") }),
    fc.constantFrom("page" as const, "time" as const, "shown" as const),
  ),
});
interface Step {
  readonly hours: number;
  readonly path: string;
  readonly fact:
    | { readonly name: string; readonly kind: number }
    | { readonly user: Properties }
    | { readonly plan: string }
    | "page"
    | "time"
    | "shown";
}

function toFact({ fact }: Step, at: number, id: string): Fact {
  if (fact === "shown")
    return {
      kind: "guide",
      guide: "tip",
      gap: "gap",
      did: "shown",
      heldOut: false,
      selfOpened: false,
      at,
      id,
    };
  if (fact === "page") return { kind: "page", at, id };
  if (fact === "time") return { kind: "time", at };
  if ("user" in fact) return { kind: "user", traits: fact.user, at };
  if ("plan" in fact) return { kind: "account", traits: fact, at };
  const { name, kind } = fact;
  const properties = { kind, at: new Date(at).toISOString(), list: [{ name: kind ? "a" : "b" }] };
  return { kind: "event", name, properties, at, id };
}

/** All that is decided and reported of a log, and what is remembered at its end. */
function follow(engine: ReturnType<typeof createEngine>, log: readonly Step[]): unknown {
  let state = createState(START);
  let now = START;
  const seen = log.map((one, i) => {
    now += one.hours * HOUR;
    const here: Here = {
      url: `https://acme.example${one.path}`,
      user: "ana",
      account: "acme-inc",
      zone: "Europe/Berlin",
      replica: "one",
    };
    const reports = engine.advance(state, toFact(one, now, `id${i}`), here);
    // A copy that comes back changes nothing, and is put together by the same rules.
    state = engine.merge(state, structuredClone(state));
    const scene = engine.look(state, here, now);
    const decisions = decide(scene, NOWHERE);
    return {
      reports: reports.map((report) => ({ ...report })),
      decisions,
      progress: engine.getProgress(state, here),
    };
  });
  return { seen, state };
}

const createNeeding = (plan: Plan, needs: readonly FeatureName[]) =>
  createEngine(plan, getFeatures({ ...plan, needs }));

describe("an engine that has what its plan needs", () => {
  test("does what one does that is able to do all", () => {
    fc.assert(
      fc.property(config, fc.array(step, { maxLength: 20 }), (made, log) => {
        const { plan } = parse(made);
        expect(follow(createNeeding(plan, plan.needs!), log)).toEqual(follow(createFullEngine(plan), log));
      }),
      getLawRuns(500),
    );
  });

  const all: Readonly<Record<FeatureName, object>> = {
    dates: { milestones: { m: { title: "M", when: { trait: "due", inNext: "1w" } } } },
    now: { limits: { quiet: { from: "00:00", to: "23:59" } } },
    comparisons: { milestones: { m: { title: "M", when: { trait: "used", is: { trait: "paid" } } } } },
    cohorts: { milestones: { m: { title: "M", when: { sample: 1 } } } },
    sequences: { milestones: { m: { title: "M", when: { then: [{ event: "A" }, { event: "A" }] } } } },
    periods: {
      milestones: { m: { title: "M", when: { event: "A", inPeriods: { of: "1d", atLeast: 2, outOf: 2 } } } },
    },
    sums: { milestones: { m: { title: "M", when: { event: "A", sum: { of: "kind", atLeast: 2 } } } } },
    lapses: {
      milestones: { m: { title: "M", when: { event: "A", within: "1h" }, lapses: { grace: "1h" } } },
    },
    segments: { segments: [{ id: "high", when: { event: "A" } }] },
  };
  const traits = { role: "admin", due: "2026-01-06", used: 1, paid: 1 };
  const log: Step[] = [
    { hours: 0, path: "/", fact: { user: { ...traits, until: "2026-01-08", createdAt: START } } },
    { hours: 0, path: "/", fact: "page" },
    ...[0, 1, 23, 4].map((hours): Step => ({ hours, path: "/", fact: { name: "A", kind: 1 } })),
    { hours: 9, path: "/", fact: "time" },
  ];
  const common = {
    version: 1,
    product: "acme",
    milestones: {},
    guides: { other: { type: "banner", title: "B", if: { event: "A" } } },
  };

  test.each(FEATURE_NAMES)("says that it needs %s, without which it does something else", (name) => {
    const { plan } = parse({ ...common, ...all[name] });
    expect(plan.needs).toContain(name);
    const others = plan.needs!.filter((one) => one !== name);
    const without = (): unknown => follow(createNeeding(plan, others), log);
    const whole = follow(createNeeding(plan, plan.needs!), log);
    expect(() => expect(without()).toEqual(whole)).toThrow();
  });

  test("is given it in a page", async () => {
    expect(await loadFeatures(parse({ ...common, ...all.sums }).plan)).toContain(FEATURES.sums);
    expect(await loadFeatures({ needs: [] })).toEqual([]);
    expect(new Set(await loadFeatures({ needs: FEATURE_NAMES }))).toEqual(new Set(Object.values(FEATURES)));
    for (const name of FEATURE_NAMES) expect(await loadFeatures({ needs: [name] })).toContain(FEATURES[name]);
  });

  test("is found for a plan from before, which says neither what it needs nor who looks at what", async () => {
    const { plan } = parse({ ...common, ...all.sums });
    const { needs, watched, widgets, ...old } = plan;
    const chunks = { config: async () => ({ parse: toPlan }) } as unknown as Chunks;
    const completed = await loadPlan(old, undefined, chunks);
    expect(completed.plan).toEqual(plan);
    expect(follow(createNeeding(completed.plan, completed.plan.needs!), log)).toEqual(
      follow(createFullEngine(plan), log),
    );
    const damaged = { ...old, counters: undefined };
    await expect(loadPlan(damaged, undefined, chunks)).rejects.toThrow();
  });

  test("needs nothing more for events, values, pages, gaps, sessions, accounts and checklists", () => {
    const { plan } = parse({
      ...common,
      milestones: {
        one: { title: "O", when: { event: "A" }, level: "account" },
        two: {
          title: "T",
          when: {
            all: [{ event: "B", count: 2, within: "1d" }, { page: "/x" }, { trait: "role", is: "admin" }],
          },
        },
      },
      gaps: {
        gap: { from: "one", to: "two", opens: { any: [{ after: "1d" }, { sessions: 2 }] }, bridge: ["list"] },
      },
      guides: { list: { type: "checklist", title: "L", items: [{ milestone: "one" }] } },
    });
    expect(plan.needs).toEqual([]);
  });
});
