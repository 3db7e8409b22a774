import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { State } from "../../../../src/sdk/domain/state/state.ts";
import { getLawRuns } from "../../../helpers/lawRuns.ts";
import { createPerson, type TestPerson } from "../../../helpers/person.ts";

const RUNS = getLawRuns(1000);

const config = {
  outcomes: { 0: { title: "Nothing" }, 1: { title: "One" }, 2: { title: "Two" } },
  milestones: {
    chose: { title: "CH", when: { outcome: "1", is: "chosen" } },
    workspace: { title: "W", when: { event: "A" }, target: { within: "5h" } },
    twice: { title: "T", when: { event: "B", count: 2 } },
    kinds: { title: "K", when: { event: ["A", "B"], count: 2, distinct: "kind" } },
    busy: { title: "B", when: { event: "C", count: 3, within: "2h" } },
    daily: {
      title: "D",
      when: { event: "B", inPeriods: { of: "1d", atLeast: 2, outOf: 2 } },
      lapses: { grace: "5h" },
    },
    after: { title: "AF", when: { then: [{ event: "A" }, { event: "B", count: 2 }] } },
    any: { title: "AN", when: { event: "*", count: 4, where: { kind: 1 } } },
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
  journeys: { way: { title: "Way", milestones: ["workspace", "twice"] } },
  retention: { silent: "20h" },
  gaps: {
    late: { to: "kinds", opens: { journey: "way", is: ["behind", "stuck", "silent"] }, bridge: ["list"] },
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
    name: fc.constantFrom("A", "B", "C", "Outcome Chosen"),
    kind: fc.integer({ min: 0, max: 2 }),
    minutes: fc.integer({ min: 0, max: 300 }),
  }),
  { maxLength: 25 },
);

const tell = (kind: number) => ({ kind, outcome_id: `${kind}` });

function walk(ana: TestPerson, log: readonly Step[], prefix = ""): TestPerson {
  log.forEach(({ name, kind, minutes }, i) => {
    ana.wait(`${minutes}m`);
    ana.track(name, tell(kind), ana.now(), `${prefix}${i}`);
  });
  return ana;
}

const { outcomes } = config;

/** Whether two choices fall into one moment. */
function choosesTwiceAtOnce(log: readonly Step[]): boolean {
  let now = 0;
  const times = log.flatMap(({ name, minutes }) => {
    now += minutes;
    return name === "Outcome Chosen" ? now : [];
  });
  return new Set(times).size < times.length;
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
          ana.track(name, tell(kind), at, `${i}`);
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
        const join = (x: State, y: State): State => ana.engine.merge(copy(x), copy(y));
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
          second.track(name, tell(kind), second.now(), `${at + i}`);
        });
        first.wait(`${rest}m`);
        const joined = whole.engine.merge(copy(first.state()), copy(second.state()));
        expect(joined.user.milestones).toEqual(whole.state().user.milestones);
        expect(joined.user.counters).toEqual(whole.state().user.counters);
      }),
      RUNS,
    );
  });

  test("a log dealt out to two devices, joined, is the whole for what counts without a window", () => {
    const { busy, rich, daily, ...timeless } = config.milestones;
    const plain = { outcomes, milestones: { ...timeless, often: { title: "O", when: daily.when } } };
    const dayByDay = ["B", "B", "A"].map((name) => ({ name, kind: 0, minutes: 1440 }));
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), (log, deal) => {
        const whole = walk(createPerson(plain), log);
        const devices = [true, false].map((which) => {
          const device = createPerson(plain);
          log.forEach(({ name, kind, minutes }, i) => {
            device.wait(`${minutes}m`);
            if (deal[i] === which) device.track(name, tell(kind), device.now(), `${i}`);
          });
          return device.state();
        }) as [State, State];
        whole.setState(whole.engine.merge(...devices));
        const ana = walk(createPerson(plain), log);
        whole.wait("0s");
        expect(whole.state().user.counters).toEqual(ana.state().user.counters);
        const [together, alone] = [whole.progress().milestones, ana.progress().milestones];
        // Of days that were complete only together nobody knows any more at which hour; of what came after something
        // only the last is known; of two choices in one moment, a device may have seen the one that does not count.
        const { often, after, chose } = together;
        expect(together).toEqual({ ...alone, often, after, chose });
        if (!choosesTwiceAtOnce(log)) expect(chose).toBe(alone.chose);
        else if (typeof alone.chose === "number") expect(chose).toBeLessThanOrEqual(alone.chose!);
        if (alone.often !== null) expect(often).not.toBeNull();
        expect(after === null).toBe(alone.after === null);
      }),
      // Each device has seen one of the two days, and both are over when they come together.
      { ...RUNS, examples: [[dayByDay, [true, false, ...Array<boolean>(23).fill(true)]]] },
    );
  });

  test("else the join is an upper bound: what a copy has latched stays, with the earlier time", () => {
    fc.assert(
      fc.property(steps, steps, (one, two) => {
        const [a, b] = [one, two].map((log, i) => walk(createPerson(config), log, `${i}-`).state()) as [
          State,
          State,
        ];
        const ana = createPerson(config);
        const joined = ana.engine.merge(copy(a), copy(b)).user;
        for (const id of Object.keys(config.milestones)) {
          const times = [a, b].flatMap(({ user }) => user.milestones[id] ?? []);
          const latched = id === "daily" ? Math.max(...times) : Math.min(...times);
          expect(joined.milestones[id]).toBe(times.length > 0 ? latched : undefined);
        }
        for (const id of Object.keys(config.gaps)) {
          const copies = [a, b].flatMap(({ user }) => user.gaps[id] ?? []);
          const last = Math.max(...copies.map(({ since }) => since));
          const opened = copies.filter(({ since }) => since === last).flatMap((gap) => gap.opened ?? []);
          expect(joined.gaps[id]?.opened).toBe(opened.length > 0 ? Math.min(...opened) : undefined);
        }
      }),
      RUNS,
    );
  });

  test("an event that comes late is judged at its own time: all that was reached is reached, whenever it is heard of", () => {
    const { daily, both, ...milestones } = config.milestones;
    fc.assert(
      fc.property(steps, fc.nat(24), fc.integer({ min: 0, max: 9000 }), (log, which, minutes) => {
        const inTime = walk(createPerson({ outcomes, milestones }), log);
        const late = createPerson({ outcomes, milestones });
        let missed: (() => void) | undefined;
        log.forEach(({ name, kind, minutes: span }, i) => {
          late.wait(`${span}m`);
          const at = late.now();
          const say = () => void late.track(name, tell(kind), at, `${i}`);
          if (i === which) missed = say;
          else say();
        });
        late.wait(`${minutes}m`);
        missed?.();
        const wanted = inTime.progress().milestones;
        for (const id of ["workspace", "twice", "kinds"])
          expect(late.progress().milestones[id]).toBe(wanted[id]);
      }),
      RUNS,
    );
  });
});
