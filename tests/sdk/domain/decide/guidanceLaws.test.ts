import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Decision } from "../../../../src/sdk/domain/decide/decide.ts";
import { getLawRuns } from "../../../helpers/lawRuns.ts";
import { createPerson, type TestPerson } from "../../../helpers/person.ts";

const RUNS = getLawRuns(1000);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const tip = { type: "tooltip", target: "#a", title: "Tip" };
const tour = { type: "tour", steps: [{ title: "One" }] };

/** Three gaps that bridge each other's way, with interruptions and what stands beside them. */
const createConfig = (limits: object, holdout: Readonly<Record<string, number>> = {}) => ({
  milestones: {
    start: { title: "S", when: { event: "A" } },
    end: { title: "E", when: { event: "B" } },
    habit: {
      title: "H",
      when: { event: "C", inPeriods: { of: "1d", atLeast: 1, outOf: 2 } },
      lapses: true,
    },
  },
  gaps: {
    one: {
      from: "start",
      to: "end",
      bridge: ["tip", { show: "walk", after: "4h" }],
      holdout: holdout.one ?? 0,
    },
    two: { to: "habit", opens: { silent: "6h" }, bridge: ["list", "nudge"], holdout: holdout.two ?? 0 },
    three: {
      from: "start",
      to: "habit",
      opens: { sessions: 2 },
      bridge: [{ oneOf: ["spot", "other"] }],
      holdout: holdout.three ?? 0,
    },
  },
  guides: {
    tip: { ...tip, repeat: { every: "3h" } },
    walk: tour,
    list: { type: "checklist", title: "L", items: [{ milestone: "start" }] },
    nudge: { ...tip, priority: 2 },
    other: tip,
    spot: { type: "hotspot", target: "#b", title: "B" },
    free: { ...tip, if: { all: [] }, repeat: { every: "1h", atMost: 20 } },
  },
  limits,
});

const steps = fc.array(
  fc.record({
    what: fc.constantFrom("A", "B", "C", "D", "page", "dismiss", "complete", "snooze", "later"),
    minutes: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 900 })),
  }),
  { maxLength: 40 },
);
type Step = typeof steps extends fc.Arbitrary<Array<infer T>> ? T : never;

const cap = fc.record(
  {
    perSession: fc.integer({ min: 1, max: 3 }),
    perDay: fc.integer({ min: 1, max: 4 }),
    apart: fc.constantFrom("10m", "2h", "1d"),
  },
  { requiredKeys: [] },
);

interface Showing {
  readonly guide: string;
  readonly gap: string | undefined;
  readonly at: number;
  readonly session: number;
  readonly heldOut: boolean;
}

/** Lives through the steps at a screen that shows at once what is decided; returns each showing that began. */
function live(
  ana: TestPerson,
  log: readonly Step[],
  look: (decisions: readonly Decision[]) => void = () => {},
): Showing[] {
  const showings: Showing[] = [];
  const on = new Set<string>();
  const show = (): void => {
    const { decisions } = ana.decide({ live: on });
    look(decisions);
    for (const decision of decisions) {
      if (!decision.show) on.delete(decision.guide);
      else if (!on.has(decision.guide)) {
        const { guide, gap, heldOut } = decision;
        const before = ana.state().guides[guide]?.shown ?? 0;
        ana.deed(guide, { did: "shown", heldOut, selfOpened: false }, gap);
        if (!heldOut) on.add(guide);
        if (ana.state().guides[guide]!.shown > before)
          showings.push({ guide, gap, at: ana.now(), session: ana.state().sessions.at(-1)!, heldOut });
      }
    }
  };
  for (const { what, minutes } of log) {
    ana.wait(minutes * MINUTE);
    const [first] = [...on];
    if (what === "page") ana.visit("/");
    else if (what.length === 1) ana.track(what);
    else if (what !== "later" && first !== undefined) {
      on.delete(first);
      if (what === "snooze") ana.deed(first, { did: "snoozed", until: ana.now() + DAY });
      else ana.deed(first, { did: what === "dismiss" ? "dismissed" : "completed" });
    }
    show();
  }
  return showings;
}

const INTERRUPTIONS = ["tip", "walk", "nudge", "other", "free"];
const day = (at: number): number => Math.floor(at / DAY);

describe("the laws of what is shown", () => {
  test("nobody is interrupted beyond the limits", () => {
    fc.assert(
      fc.property(cap, cap, steps, (all, tooltips, log) => {
        const ana = createPerson(createConfig({ interruptions: all, tooltip: tooltips }));
        const showings = live(ana, log).filter(({ guide }) => INTERRUPTIONS.includes(guide));
        for (const [limit, some] of [
          [all, showings],
          [tooltips, showings.filter(({ guide }) => guide !== "walk")],
        ] as const) {
          const apart = limit.apart === undefined ? 0 : { "10m": 10, "2h": 120, "1d": 1440 }[limit.apart];
          some.forEach(({ at, session }, i) => {
            if (i > 0) expect(at - some[i - 1]!.at).toBeGreaterThanOrEqual(apart * MINUTE);
            const before = some.slice(0, i + 1);
            const inSession = before.filter((one) => one.session === session).length;
            expect(inSession).toBeLessThanOrEqual(limit.perSession ?? Number.POSITIVE_INFINITY);
            const today = before.filter((one) => day(one.at) === day(at)).length;
            expect(today).toBeLessThanOrEqual(limit.perDay ?? Number.POSITIVE_INFINITY);
          });
        }
      }),
      RUNS,
    );
  });

  test("there is one interruption at a time", () => {
    fc.assert(
      fc.property(steps, (log) => {
        live(createPerson(createConfig({})), log, (decisions) => {
          const shown = decisions.filter(({ show, guide }) => show && INTERRUPTIONS.includes(guide));
          expect(shown.length).toBeLessThanOrEqual(1);
        });
      }),
      RUNS,
    );
  });

  test("a bridged gap shows nothing", () => {
    fc.assert(
      fc.property(steps, (log) => {
        const ana = createPerson(createConfig({}));
        live(ana, log, (decisions) => {
          const { gaps } = ana.progress();
          for (const decision of decisions)
            if (decision.show && decision.gap) expect(gaps).toContain(decision.gap);
        });
      }),
      RUNS,
    );
  });

  test("what was dismissed does not come back in the same occurrence of its gap", () => {
    fc.assert(
      fc.property(steps, (log) => {
        const ana = createPerson(createConfig({}));
        live(ana, log, (decisions) => {
          const { guides, user } = ana.state();
          for (const decision of decisions) {
            const { dismissed } = guides[decision.guide] ?? {};
            if (!decision.show || dismissed === undefined || ["tip", "free"].includes(decision.guide))
              continue;
            expect(dismissed).toBeLessThanOrEqual(user.gaps[decision.gap!]!.since);
          }
        });
      }),
      RUNS,
    );
  });

  test("each decision that says no has a reason, and so has each guide a decision", () => {
    fc.assert(
      fc.property(cap, steps, (all, log) => {
        live(createPerson(createConfig({ interruptions: all })), log, (decisions) => {
          expect(decisions.map(({ guide }) => guide)).toEqual(Object.keys(createConfig({}).guides));
          for (const decision of decisions) if (!decision.show) expect(decision.reason.code).toBeTruthy();
        });
      }),
      RUNS,
    );
  });

  test("a time that is foreseen is never later than the change: looking at each wake sees all that time alone shows", () => {
    fc.assert(
      fc.property(cap, steps, fc.integer({ min: 1, max: 2000 }), (all, log, minutes) => {
        const ana = createPerson(createConfig({ interruptions: all, quiet: { from: "20:00", to: "07:00" } }));
        live(ana, log);
        const say = (): string =>
          JSON.stringify(ana.decide().decisions.map(({ guide, show }) => [guide, show]));
        const before = say();
        const wake = Math.min(ana.decide().wake, ana.state().wake);
        const until = Math.min(ana.now() + minutes * MINUTE, wake - 1);
        if (until <= ana.now()) return;
        ana.wait(until - ana.now());
        expect(say()).toBe(before);
      }),
      RUNS,
    );
  });

  test("who is held out spends limits and repeats as who is treated: what both see of all else is the same", () => {
    // A visit a session, and what is shown is left behind: when the held out would have closed it, nobody can say.
    const visits = fc.array(
      fc.record({
        what: fc.constantFrom("A", "B", "C", "D", "page"),
        minutes: fc.integer({ min: 31, max: 900 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(cap, cap, visits, (all, tooltips, log) => {
        const limits = { interruptions: all, tooltip: tooltips };
        const [treated, heldOut] = [0, 1].map((share) => {
          const ana = createPerson(createConfig(limits, { one: share }));
          const showings = log.flatMap((step) => live(ana, [step]));
          return { showings, interruptions: ana.state().interruptions };
        });
        const withoutArm = (of: typeof treated) => of?.showings.map(({ heldOut: _, ...showing }) => showing);
        expect(withoutArm(heldOut)).toEqual(withoutArm(treated));
        expect(heldOut?.interruptions).toEqual(treated?.interruptions);
        const seen = heldOut?.showings.filter((showing) => showing.heldOut).map(({ gap }) => gap);
        expect(new Set(seen)).toEqual(
          new Set(treated?.showings.some(({ gap }) => gap === "one") ? ["one"] : []),
        );
      }),
      RUNS,
    );
  });
});
