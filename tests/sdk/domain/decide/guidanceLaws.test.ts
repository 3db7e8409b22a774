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
});

/** What somebody does with what they see in a visit: close it, do what it asks for, put it off, or leave it there. */
const reactions = ["dismissed", "completed", "snoozed", "left"] as const;
const visits = fc.array(
  fc.record({
    what: fc.constantFrom("A", "B", "C", "D", "page"),
    minutes: fc.integer({ min: 31, max: 900 }),
    does: fc.constantFrom(...reactions),
  }),
  { maxLength: 40 },
);
type Visit = typeof visits extends fc.Arbitrary<Array<infer T>> ? T : never;

/** Each visit is a session, and what is shown in it is over before the next. */
function liveThrough(
  ana: TestPerson,
  log: readonly Visit[],
  look?: (decisions: readonly Decision[]) => void,
): Showing[] {
  return log.flatMap(({ does, ...step }) => {
    const showings = live(ana, [step], look);
    for (const { guide, gap, heldOut } of showings) {
      if (heldOut || does === "left") continue;
      if (does === "snoozed") ana.deed(guide, { did: does, until: ana.now() + DAY }, gap);
      else ana.deed(guide, { did: does }, gap);
    }
    return showings;
  });
}

const isFirst = ({ guide, gap }: Showing, i: number, all: readonly Showing[]): boolean =>
  all.findIndex((one) => one.guide === guide && one.gap === gap) === i;
const withoutArm = ({ heldOut: _, ...showing }: Showing) => showing;

describe("the arms of a gap, whatever people do with its guides", () => {
  const backoff = fc.boolean();
  interface Lived {
    readonly ana: TestPerson;
    readonly showings: readonly Showing[];
    /** What was decided of the guides of other gaps, at each look. */
    readonly said: ReadonlyArray<readonly string[]>;
  }
  const sayOfOthers = (decision: Decision): string[] =>
    ["tip", "walk"].includes(decision.guide)
      ? []
      : [`${decision.guide} ${decision.show ? "shows" : sayReason(decision.reason)}`];
  /** Which of its own guides outranks them is the gap's affair. */
  const sayReason = (reason: Extract<Decision, { show: false }>["reason"]): string =>
    reason.code === "outranked" ? "outranked" : JSON.stringify(reason);

  /** The same life in the two arms of the first gap. */
  const liveTwice = (limits: object, others: Readonly<Record<string, number>>, log: readonly Visit[]) =>
    [1e-9, 1].map((one) => {
      const ana = createPerson(createConfig(limits, { ...others, one }));
      const said: string[][] = [];
      const look = (decisions: readonly Decision[]): void => void said.push(decisions.flatMap(sayOfOthers));
      return { ana, said, showings: liveThrough(ana, log, look) };
    }) as unknown as [Lived, Lived];

  test("have the same of all other guides, at the same moments, and refused for the same reasons", () => {
    fc.assert(
      fc.property(cap, cap, backoff, visits, (all, tooltips, rests, log) => {
        const limits = { interruptions: { ...all, backoff: rests }, tooltip: tooltips };
        const [treated, heldOut] = liveTwice(limits, {}, log);
        const ofOthers = (showings: readonly Showing[]) => showings.filter(({ gap }) => gap !== "one");
        expect(ofOthers(heldOut.showings)).toEqual(ofOthers(treated.showings));
        expect(heldOut.said).toEqual(treated.said);
      }),
      RUNS,
    );
  });

  test("have the same first trigger, and after it who is held out has each guide once", () => {
    fc.assert(
      fc.property(cap, cap, visits, (all, tooltips, log) => {
        const [treated, heldOut] = liveTwice({ interruptions: all, tooltip: tooltips }, {}, log);
        const [seen, unseen] = [treated, heldOut].map(({ showings }) =>
          showings.filter(({ gap }) => gap === "one"),
        ) as [Showing[], Showing[]];
        expect(unseen.slice(0, 1).map(withoutArm)).toEqual(seen.slice(0, 1).map(withoutArm));
        expect(seen.filter((showing) => showing.heldOut)).toEqual([]);
        expect(unseen.filter((showing) => !showing.heldOut)).toEqual([]);
        expect(unseen.filter(isFirst)).toEqual(unseen);
      }),
      RUNS,
    );
  });

  test("spend limits alike", () => {
    fc.assert(
      fc.property(cap, cap, visits, (all, tooltips, log) => {
        const spent = liveTwice({ interruptions: all, tooltip: tooltips }, {}, log).map(({ ana }) =>
          ana.state().interruptions.filter(([, , later]) => !later),
        );
        expect(spent[1]).toEqual(spent[0]);
      }),
      RUNS,
    );
  });

  test("have the same first triggers of other gaps that are compared too", () => {
    fc.assert(
      fc.property(cap, cap, backoff, visits, (all, tooltips, rests, log) => {
        const limits = { interruptions: { ...all, backoff: rests }, tooltip: tooltips };
        const others = { two: 1e-9, three: 1e-9 };
        const firsts = liveTwice(limits, others, log).map(({ showings }) =>
          showings.filter(
            (showing, i) =>
              showing.gap !== "one" &&
              showings.findIndex(({ gap }) => gap === showing.gap && gap !== undefined) === i,
          ),
        );
        expect(firsts[1]).toEqual(firsts[0]);
      }),
      RUNS,
    );
  });
});
