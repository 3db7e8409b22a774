import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { State } from "../../../src/sdk/domain/state.ts";
import { createPerson, type TestPerson } from "../../helpers/person.ts";

const RUNS = { numRuns: Number(process.env.LAW_RUNS ?? 1000) };

const config = {
  milestones: {
    workspace: { title: "W", when: { event: "A" } },
    twice: { title: "T", when: { event: "B", count: 2 } },
    kinds: { title: "K", when: { event: ["A", "B"], count: 2, distinct: "kind" } },
    busy: { title: "B", when: { event: "C", count: 3, within: "2h" } },
    daily: {
      title: "D",
      when: { event: "B", inPeriods: { of: "1d", atLeast: 2, outOf: 2 } },
      lapses: { grace: "5h" },
    },
    rich: { title: "R", when: { event: "C", sum: { of: "kind", atLeast: 5 } } },
    both: {
      title: "BB",
      when: {
        all: [
          { milestone: "workspace", is: "reached" },
          { milestone: "twice", is: "reached" },
        ],
      },
    },
  },
  gaps: {
    slow: { from: "workspace", to: "twice", opens: { after: "3h" }, bridge: ["tip"] },
    back: { to: "both", opens: { any: [{ sessions: 2 }, { after: "1d" }] }, bridge: ["list"] },
    slack: { from: "workspace", to: "daily", opens: { silent: "9h" }, bridge: ["tip"] },
  },
  guides: {
    tip: { type: "tooltip", target: "#a", title: "Tip" },
    list: { type: "checklist", title: "List", items: [{ milestone: "workspace" }, { milestone: "twice" }] },
  },
};

type Step = { readonly name: string; readonly kind: number; readonly minutes: number };
const steps = fc.array(
  fc.record({
    name: fc.constantFrom("A", "B", "C"),
    kind: fc.integer({ min: 0, max: 2 }),
    minutes: fc.integer({ min: 0, max: 300 }),
  }),
  { maxLength: 25 },
);

function walk(ana: TestPerson, log: readonly Step[], prefix = ""): TestPerson {
  log.forEach(({ name, kind, minutes }, i) => {
    ana.wait(`${minutes}m`);
    ana.track(name, { kind }, ana.now(), `${prefix}${i}`);
  });
  return ana;
}

/** What a state says, without when it is to be looked at again. */
const say = ({ wake, ...state }: State) => state;
const copy = (state: State): State => structuredClone(state);

describe("the engine's laws", () => {
  test("the same log gives the same state and reports", () => {
    fc.assert(
      fc.property(steps, (log) => {
        const [a, b] = [walk(createPerson(config), log), walk(createPerson(config), log)];
        expect(a.state()).toEqual(b.state());
        expect(a.reports).toEqual(b.reports);
      }),
      RUNS,
    );
  });

  test("a log that comes again changes no milestone, gap or count; of sums only totals are known, so they are not meant", () => {
    const { rich, ...counted } = config.milestones;
    fc.assert(
      fc.property(steps, (log) => {
        const ana = walk(createPerson({ ...config, milestones: counted }), log);
        const before = copy(ana.state());
        let at = before.since;
        log.forEach(({ name, kind, minutes }, i) => {
          at += minutes * 60_000;
          ana.track(name, { kind }, at, `${i}`);
        });
        expect(ana.state().user).toEqual(before.user);
      }),
      RUNS,
    );
  });

  test("time in one leap is time in steps", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 12 }), (log, parts) => {
        const [leap, step] = [walk(createPerson(config), log), walk(createPerson(config), log)];
        leap.wait("48h");
        for (let i = 0; i < parts; i++) step.wait(`${2880 / parts}m`);
        expect(leap.state().user).toEqual(step.state().user);
        expect(leap.reports).toEqual(step.reports);
      }),
      RUNS,
    );
  });

  test("a join is the same in any order, any number of times", () => {
    fc.assert(
      fc.property(steps, steps, steps, (one, two, three) => {
        const ana = createPerson(config);
        const [a, b, c] = [one, two, three].map((log, i) =>
          walk(createPerson(config), log, `${i}-`).state(),
        ) as [State, State, State];
        const join = (x: State, y: State): State => ana.engine.join(copy(x), copy(y));
        expect(say(join(a, b))).toEqual(say(join(b, a)));
        expect(say(join(a, join(b, c)))).toEqual(say(join(join(a, b), c)));
        expect(say(join(join(a, b), b))).toEqual(say(join(a, b)));
        expect(say(join(a, a))).toEqual(say(a));
      }),
      RUNS,
    );
  });

  test("a log cut at one time and followed on two devices, joined, is the whole for what has no window", () => {
    fc.assert(
      fc.property(steps, fc.nat(25), (log, at) => {
        const whole = walk(createPerson(config), log);
        const first = walk(createPerson(config), log.slice(0, at));
        const second = createPerson(config);
        second.setState(copy(first.state()));
        const rest = log.slice(at).reduce((sum, { minutes }) => sum + minutes, 0);
        second.wait(first.now() - second.now());
        log.slice(at).forEach(({ name, kind, minutes }, i) => {
          second.wait(`${minutes}m`);
          second.track(name, { kind }, second.now(), `${at + i}`);
        });
        first.wait(`${rest}m`);
        const joined = whole.engine.join(copy(first.state()), copy(second.state()));
        expect(joined.user.milestones).toEqual(whole.state().user.milestones);
        expect(joined.user.counters).toEqual(whole.state().user.counters);
      }),
      RUNS,
    );
  });
});
