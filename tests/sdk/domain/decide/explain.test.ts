import { describe, expect, test } from "vitest";
import { explain } from "../../../../src/sdk/domain/decide/explain.ts";
import { createPerson, type TestPerson } from "../../../helpers/person.ts";

const tip = (more: object = {}) => ({ type: "tooltip", target: "#a", title: "Tip", ...more });

const config = (more: Record<string, object> = {}) => ({
  milestones: {
    start: { title: "S", when: { event: "Started" } },
    end: { title: "E", when: { event: "Ended" } },
  },
  segments: [
    { id: "free", title: "Free", when: { account: "plan", is: "free" } },
    { id: "team", title: "Team", when: { account: "plan", is: "team" } },
  ],
  gaps: { stuck: { from: "start", to: "end", bridge: ["tip"], ...more.stuck } },
  guides: { tip: tip(more.tip), ...more.guides },
  limits: more.limits ?? {},
  ...more.rest,
});

/** What is said of the tip, in the words of whoever asks why. */
const say = (ana: TestPerson, guide = "tip", missing: readonly string[] = []): string =>
  explain(ana.decide({ missing: new Set(missing) }).decisions.find((one) => one.guide === guide)!, ana.now());

type Row = readonly [said: string, config: object, story: (ana: TestPerson) => void];

const started = (ana: TestPerson): unknown => ana.track("Started");

const ROWS: readonly Row[] = [
  ["tip: shown, for the gap stuck", config(), started],
  ["tip: not shown, the gap stuck has not begun: start is not reached", config(), () => {}],
  [
    "tip: not shown, the gap stuck is not open (opens in 3 h)",
    config({ stuck: { opens: { after: "5h" } } }),
    (ana) => {
      started(ana);
      ana.wait("2h");
    },
  ],
  ["tip: not shown, the gap stuck is not open", config({ stuck: { opens: { event: "Asked" } } }), started],
  [
    "tip: not shown, the gap stuck is not open (opens in 2 d)",
    config({ stuck: { opens: { any: [{ event: "Asked" }, { silent: "2d" }] } } }),
    started,
  ],
  [
    "tip: not shown, the gap stuck was crossed 10 min ago",
    config(),
    (ana) => {
      started(ana);
      ana.track("Ended");
      ana.wait("10m");
    },
  ],
  [
    "tip: not shown, the gap stuck is not for this person",
    config({ stuck: { for: { trait: "role", is: "admin" } } }),
    started,
  ],
  [
    "tip: not shown, not in the segment team, which the gap stuck is for (in free)",
    config({ stuck: { for: { segment: "team" } } }),
    (ana) => {
      started(ana);
      ana.group({ plan: "free" });
    },
  ],
  [
    "tip: not shown, not in the segment team, which the gap stuck is for (in none)",
    config({ stuck: { for: { segment: "team" } } }),
    started,
  ],
  ["tip: not shown, the gap stuck is paused", config({ stuck: { status: "paused" } }), started],
  ["tip: not shown, it is paused", config({ tip: { status: "paused" } }), started],
  ["tip: held out, for the gap stuck", config({ stuck: { holdout: 1 } }), started],
  [
    "tip: not shown, held out from the gap stuck",
    config({ stuck: { holdout: 1 } }),
    (ana) => {
      started(ana);
      ana.deed("tip", { did: "shown", heldOut: true, selfOpened: false }, "stuck");
    },
  ],
  ["tip: not shown, it is not for this page", config({ tip: { on: "/invoices" } }), started],
  ["tip: not shown, its condition does not hold", config({ tip: { if: { trait: "x", is: 1 } } }), started],
  [
    "tip: not shown, it was dismissed 1 h ago",
    config(),
    (ana) => {
      started(ana);
      ana.deed("tip", { did: "dismissed" }, "stuck");
      ana.wait("1h");
    },
  ],
  [
    "tip: not shown, snoozed, it comes back in 3 d",
    config(),
    (ana) => {
      started(ana);
      ana.deed("tip", { did: "snoozed", until: ana.now() + 3 * 86_400_000 }, "stuck");
    },
  ],
  [
    "tip: not shown, capped (1 of 1 this session)",
    config({ limits: { interruptions: { perSession: 1 } }, guides: { first: tip({ if: { all: [] } }) } }),
    (ana) => {
      started(ana);
      ana.shown("first");
      ana.deed("first", { did: "completed" });
    },
  ],
  [
    "tip: not shown, capped (1 of 1 today)",
    config({ limits: { interruptions: { perDay: 1 } }, guides: { first: tip({ if: { all: [] } }) } }),
    (ana) => {
      started(ana);
      ana.shown("first");
      ana.deed("first", { did: "completed" });
    },
  ],
  [
    "tip: not shown, too soon after the last interruption, allowed in 9 min",
    config({ limits: { interruptions: { apart: "10m" } }, guides: { first: tip({ if: { all: [] } }) } }),
    (ana) => {
      started(ana);
      ana.shown("first");
      ana.deed("first", { did: "completed" });
      ana.wait("1m");
    },
  ],
  [
    "tip: not shown, these are quiet hours",
    config({ limits: { quiet: { from: "08:00", to: "10:00" } } }),
    started,
  ],
  [
    "tip: not shown, the limits' condition forbids it now",
    config({ limits: { unless: { page: "/" } } }),
    started,
  ],
  [
    "tip: not shown, outranked by first",
    config({ guides: { first: tip({ if: { all: [] }, priority: 1 }) } }),
    started,
  ],
];

describe("why a guide is (not) shown is said in words", () => {
  test.each(ROWS)("%s", (said, given, story) => {
    const ana = createPerson(given);
    story(ana);
    expect(say(ana)).toBe(said);
  });

  test("tip: not shown, its target is missing on this page, for the gap stuck", () => {
    const ana = createPerson(config());
    started(ana);
    expect(say(ana, "tip", ["tip"])).toBe(
      "tip: not shown, its target is missing on this page, for the gap stuck",
    );
  });

  test("of several gaps that name a guide, the one that is nearest to being open tells why", () => {
    const far = { from: "end", to: "start", bridge: ["tip"] };
    const near = { from: "start", to: "end", opens: { after: "1d" }, bridge: ["tip"] };
    const ana = createPerson({ ...config(), gaps: { far, near } });
    started(ana);
    expect(say(ana)).toBe("tip: not shown, the gap near is not open (opens in 1 d)");
  });
});
