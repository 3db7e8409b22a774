import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { State } from "../../../../src/sdk/domain/state/state.ts";
import { getLawRuns } from "../../../helpers/lawRuns.ts";
import { createPerson } from "../../../helpers/person.ts";

const RUNS = getLawRuns(300);

const config = {
  milestones: {
    upgraded: {
      title: "Upgraded",
      when: { event: "Segment Changed", where: { segment_id: "pro", previous_segment_id: "free" } },
    },
  },
  segments: [
    { id: "free", when: { account: "plan", is: "free" } },
    { id: "pro", when: { account: "plan", is: "pro" } },
  ],
};

const getChanges = ({ reports }: ReturnType<typeof createPerson>): unknown[] =>
  reports
    .filter(({ event }) => event === "Segment Changed")
    .map(({ properties }) => [properties.previous_segment_id, properties.segment_id]);

describe("what hangs on an account is remembered by account", () => {
  test("who goes from a free to a pro account and back has not risen: each is told once", () => {
    const ana = createPerson(config);
    for (let round = 0; round < 5; round++) {
      ana.group({ plan: "free" }, "small");
      ana.wait("1h");
      ana.group({ plan: "pro" }, "large");
      ana.wait("1h");
    }
    expect(getChanges(ana)).toEqual([
      [undefined, "free"],
      [undefined, "pro"],
    ]);
    expect(ana.progress().milestones.upgraded).toBeNull();
  });

  test("while an account that rises has risen", () => {
    const ana = createPerson(config);
    ana.group({ plan: "free" }, "small");
    ana.group({ plan: "pro" }, "small");
    expect(getChanges(ana)).toEqual([
      [undefined, "free"],
      ["free", "pro"],
    ]);
    expect(ana.progress().milestones.upgraded).not.toBeNull();
  });

  test("a state from before is taken over without a report", () => {
    const ana = createPerson(config);
    ana.group({ plan: "free" }, "small");
    const { segments, ...before } = ana.state();
    ana.setState({ ...before, segment: segments!.small! });
    ana.group({ plan: "free" }, "small");
    expect(getChanges(ana)).toHaveLength(1);
  });

  const moves = fc.array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 300 }),
      account: fc.constantFrom("small", "large"),
      plan: fc.constantFrom("free", "pro"),
    }),
    { maxLength: 12 },
  );

  test("segments by account join alike in any order and any number of times", () => {
    fc.assert(
      fc.property(moves, moves, moves, (...logs) => {
        const [a, b, c] = logs.map((log, i) => {
          const ana = createPerson(config, { device: `${i}` });
          for (const { minutes, account, plan } of log) {
            ana.wait(`${minutes}m`);
            ana.group({ plan }, account);
          }
          return ana.state();
        }) as [State, State, State];
        const { engine } = createPerson(config);
        const join = (x: State, y: State): State => engine.merge(structuredClone(x), structuredClone(y));
        const say = ({ segments }: State) => segments;
        expect(say(join(a, b))).toEqual(say(join(b, a)));
        expect(say(join(a, join(b, c)))).toEqual(say(join(join(a, b), c)));
        expect(say(join(join(a, b), b))).toEqual(say(join(a, b)));
      }),
      RUNS,
    );
  });
});
