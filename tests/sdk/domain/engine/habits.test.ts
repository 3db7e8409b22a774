import { describe, expect, test } from "vitest";
import { createPerson, DAY, START } from "../../../helpers/person.ts";

/** START is Monday, 5 January 2026, 9:00 UTC. */
const weekly = (lapses?: boolean | object) => ({
  habit: {
    title: "Every week",
    when: { event: "Sent", inPeriods: { of: "1w", atLeast: 3, outOf: 4 } },
    ...(lapses !== undefined && { lapses }),
  },
});

function sendWeekly(ana: ReturnType<typeof createPerson>, weeks: number): void {
  for (let i = 0; i < weeks; i++) {
    ana.track("Sent");
    ana.wait("1w");
  }
}

describe("periods", () => {
  test("three of four weeks are three different weeks", () => {
    const ana = createPerson({ milestones: weekly() });
    for (let i = 0; i < 5; i++) ana.track("Sent");
    expect(ana.progress().milestones.habit).toBeNull();
    ana.wait("2w");
    ana.track("Sent");
    expect(ana.progress().milestones.habit).toBeNull();
    ana.wait("1w");
    ana.track("Sent");
    expect(ana.progress().milestones.habit).toBe(START + 21 * DAY);
  });

  test("three in five weeks are not enough", () => {
    const ana = createPerson({ milestones: weekly() });
    for (const wait of ["2w", "2w", "1d"]) {
      ana.track("Sent");
      ana.wait(wait);
    }
    expect(ana.progress().milestones.habit).toBeNull();
  });

  test.each([
    ["Europe/Berlin", "2026-03-28T22:30:00Z", "2026-03-29T21:30:00Z", 2],
    ["Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29T21:30:00Z", 1],
    ["Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z", 1],
    ["Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25T23:30:00Z", 2],
    ["America/Los_Angeles", "2026-01-05T07:59:00Z", "2026-01-05T08:01:00Z", 2],
    ["Asia/Kathmandu", "2026-01-05T18:14:00Z", "2026-01-05T18:16:00Z", 2],
    ["Pacific/Apia", "2026-01-05T10:30:00Z", "2026-01-05T23:30:00Z", 2],
  ])("days are the user's own, over daylight-saving changes: %s, %s and %s", (zone, first, second, days) => {
    const when = { event: "Sent", inPeriods: { of: "1d", atLeast: 2, outOf: 3 } };
    const ana = createPerson({ milestones: { two: { title: "Two", when } } }, { zone });
    ana.wait(Date.parse(first) - ana.now());
    ana.track("Sent");
    ana.wait(Date.parse(second) - ana.now());
    ana.track("Sent");
    expect(ana.progress().milestones.two !== null).toBe(days === 2);
  });
});

describe("a habit that may lapse", () => {
  test("opens again when it does not hold any more, at the moment its window moves on", () => {
    const ana = createPerson({ milestones: weekly(true) });
    sendWeekly(ana, 3);
    expect(ana.progress().milestones.habit).toBe(START + 14 * DAY);
    ana.wait("3w");
    expect(ana.progress().milestones.habit).toBeNull();
    const lapsed = ana.reports.find(({ event }) => event === "Milestone Lapsed")!;
    // Monday, 2 February, midnight: the first of the three weeks is the fifth back then.
    expect(new Date(lapsed.at).toISOString()).toBe("2026-02-02T00:00:00.000Z");
  });

  test("is given its grace", () => {
    const ana = createPerson({ milestones: weekly({ grace: "1w" }) });
    sendWeekly(ana, 3);
    ana.wait("1w");
    expect(ana.progress().milestones.habit).not.toBeNull();
    ana.track("Sent");
    ana.wait("6w");
    const lapsed = ana.reports.filter(({ event }) => event === "Milestone Lapsed");
    expect(lapsed).toHaveLength(1);
  });

  test("can be reached again, with reports of its own for each round", () => {
    const ana = createPerson({ milestones: weekly(true) });
    sendWeekly(ana, 3);
    ana.wait("6w");
    sendWeekly(ana, 3);
    const reached = ana.reports.filter(({ event }) => event === "Milestone Reached");
    expect(reached).toHaveLength(2);
    expect(new Set(reached.map(({ id }) => id)).size).toBe(2);
  });

  test("begins another occurrence of its gap, with the clock from the lapse, and what was dismissed may come again", () => {
    const ana = createPerson({
      milestones: { first: { title: "First", when: { event: "Sent" } }, ...weekly(true) },
      gaps: { quiet: { from: "first", to: "habit", opens: { after: "1d" }, bridge: ["tip"] } },
      guides: { tip: { type: "tooltip", target: "#a", title: "Tip" } },
    });
    ana.track("Sent");
    ana.wait("1d");
    ana.shown("tip", "quiet");
    ana.deed("tip", { did: "dismissed" }, "quiet");
    ana.wait("6d");
    sendWeekly(ana, 2);
    expect(ana.told().filter((line) => line.startsWith("Gap Bridged"))).toHaveLength(1);
    ana.wait("4w");
    ana.visit();
    expect(ana.told().filter((line) => line.startsWith("Gap Opened"))).toHaveLength(2);
    expect(ana.verdict("tip")).toBe("show");
    const [one, two] = ana.reports.filter(({ event }) => event === "Gap Opened");
    expect(one!.id).not.toBe(two!.id);
  });

  test("is waited for by who asks for a lapse", () => {
    const ana = createPerson({
      milestones: {
        ...weekly(true),
        lost: { title: "Lost", when: { milestone: "habit", is: "lapsed", after: "2d" } },
      },
    });
    sendWeekly(ana, 3);
    ana.wait("8w");
    const at = (event: string, id: string) =>
      ana.reports.find((one) => one.event === event && one.properties.milestone_id === id)!.at;
    expect(at("Milestone Reached", "lost") - at("Milestone Lapsed", "habit")).toBe(2 * DAY);
  });
});

describe("a sum", () => {
  const when = (more: object = {}) => ({ event: "Paid", sum: { of: "total", atLeast: 100 }, ...more });

  test("adds up, and takes what is no amount as nothing", () => {
    const ana = createPerson({ milestones: { rich: { title: "Rich", when: when() } } });
    for (const total of [60, -50, "40", Number.POSITIVE_INFINITY, 39.5]) ana.track("Paid", { total });
    expect(ana.progress().milestones.rich).toBeNull();
    ana.wait("40d");
    ana.track("Paid", { total: 0.5 });
    expect(ana.progress().milestones.rich).toBe(START + 40 * DAY);
  });

  test("within a window forgets what is older", () => {
    const ana = createPerson({ milestones: { rich: { title: "Rich", when: when({ within: "7d" }) } } });
    ana.track("Paid", { total: 60 });
    ana.wait("8d");
    ana.track("Paid", { total: 60 });
    expect(ana.progress().milestones.rich).toBeNull();
    ana.wait("1d");
    ana.track("Paid", { total: 40 });
    expect(ana.progress().milestones.rich).not.toBeNull();
  });

  test("of two devices is the sum of both, joined any number of times", () => {
    const config = { milestones: { rich: { title: "Rich", when: when() } } };
    const [one, two] = ["one", "two"].map((device) => createPerson(config, { device }));
    one!.track("Paid", { total: 60 });
    two!.track("Paid", { total: 60 });
    const join = (a = one!.state(), b = two!.state()) =>
      one!.engine.merge(structuredClone(a), structuredClone(b));
    const joined = join(join(), two!.state());
    one!.setState(joined);
    one!.wait("1s");
    expect(one!.progress().milestones.rich).not.toBeNull();
    expect(Object.values(joined.user.counters)[0]!.map(([, , total]) => total)).toEqual([60, 60]);
  });
});

describe("silence", () => {
  const config = {
    milestones: {
      sent: { title: "Sent", when: { event: "Sent" } },
      paid: { title: "Paid", when: { event: "Paid" } },
    },
    gaps: { quiet: { from: "sent", to: "paid", opens: { silent: "14d" }, bridge: [] } },
  };

  test("opens a gap when nothing was heard of the person for so long, and a return does not close it", () => {
    const ana = createPerson(config);
    ana.track("Sent");
    ana.wait("10d");
    ana.visit();
    ana.wait("13d");
    expect(ana.progress().gaps).toEqual([]);
    ana.wait("1d");
    expect(ana.progress().gaps).toEqual(["quiet"]);
    ana.visit();
    expect(ana.progress().gaps).toEqual(["quiet"]);
  });

  test("is found open by who returns after it", () => {
    const ana = createPerson(config);
    ana.track("Sent");
    ana.wait("40d");
    ana.track("Sent");
    expect(ana.reports.at(-1)).toMatchObject({ event: "Gap Opened", at: START + 14 * DAY });
  });
});

describe("the calendar", () => {
  /** START is a Monday, 10:00 in Berlin. */
  test.each([
    ["today is a Monday", { now: "weekday", is: "mon" }, true],
    ["not at the weekend", { now: "weekday", notIn: ["sat", "sun"] }, true],
    ["after nine", { now: "time", after: "09:00" }, true],
    ["before nine", { now: "time", before: "09:00" }, false],
    ["on the day itself", { now: "date", is: "2026-01-05" }, true],
    ["before Christmas", { now: "date", before: "2025-12-24" }, false],
  ])("knows the user's own day and time: %s", (_, condition, shows) => {
    const guides = { tip: { type: "tooltip", target: "#a", title: "Tip", if: condition } };
    const ana = createPerson({ guides }, { zone: "Europe/Berlin" });
    expect(ana.verdict("tip")).toBe(shows ? "show" : "if");
  });

  test("says when to look again", () => {
    const guides = {
      tip: { type: "tooltip", target: "#a", title: "Tip", if: { now: "time", after: "11:30" } },
    };
    const ana = createPerson({ guides }, { zone: "Europe/Berlin" });
    expect(new Date(ana.decide().wake).toISOString()).toBe("2026-01-05T10:30:00.000Z");
    ana.wait("90m");
    expect(ana.verdict("tip")).toBe("show");
  });

  test("keeps quiet hours, also over midnight", () => {
    const guides = { tip: { type: "tooltip", target: "#a", title: "Tip", if: { all: [] } } };
    const ana = createPerson(
      { guides, limits: { quiet: { from: "20:00", to: "07:00" } } },
      { zone: "Europe/Berlin" },
    );
    expect(ana.verdict("tip")).toBe("show");
    ana.wait("10h");
    expect(ana.verdict("tip")).toBe("quiet");
    ana.wait("10h");
    expect(ana.verdict("tip")).toBe("quiet");
    ana.wait("1h");
    expect(ana.verdict("tip")).toBe("show");
  });
});

describe("a ladder", () => {
  const milestones = { goal: { title: "Goal", when: { event: "Done" } } };
  const tip = { type: "tooltip", target: "#a", title: "Tip" };

  test("shows a timed rung only when the one before was shown that long ago", () => {
    const ana = createPerson({
      milestones,
      guides: { spot: { type: "hotspot", target: "#a", title: "Spot" }, tip },
      gaps: { stuck: { to: "goal", bridge: ["spot", { show: "tip", after: "2d" }] } },
    });
    expect(ana.verdict("tip")).toBe("waits-for");
    ana.shown("spot", "stuck");
    expect(ana.verdict("tip")).toBe("rung");
    ana.wait("2d");
    expect(ana.verdict("tip")).toBe("show");
  });

  test("gives each unit one of several, always the same, and about as many of each", () => {
    const config = {
      milestones,
      guides: { a: tip, b: tip },
      gaps: { stuck: { to: "goal", bridge: [{ oneOf: ["a", "b"] }] } },
    };
    const chosen = Array.from({ length: 400 }, (_, i) => {
      const one = createPerson(config, { user: `user-${i}` });
      const shown = ["a", "b"].filter((id) => one.verdict(id) === "show");
      expect(shown).toHaveLength(1);
      return shown[0];
    });
    expect(chosen.filter((id) => id === "a").length / 400).toBeCloseTo(0.5, 1);
  });
});

describe("limits of one type", () => {
  test("hold back that type only", () => {
    const step = [{ target: "#a", title: "Step" }];
    const ana = createPerson({
      guides: {
        one: { type: "tour", steps: step, if: { all: [] }, priority: 2 },
        two: { type: "tour", steps: step, if: { all: [] }, priority: 1 },
        tip: { type: "tooltip", target: "#a", title: "Tip", if: { all: [] } },
      },
      limits: { tour: { perDay: 1 } },
    });
    ana.shown("one");
    ana.deed("one", { did: "dismissed" });
    expect([ana.verdict("two"), ana.verdict("tip")]).toEqual(["capped", "show"]);
  });
});

describe("a holdout", () => {
  const milestones = { goal: { title: "Goal", when: { event: "Done" } } };
  const guides = { tip: { type: "tooltip", target: "#a", title: "Tip" } };
  const gaps = (holdout: unknown) => ({ stuck: { to: "goal", bridge: ["tip"], holdout } });

  test("by account is the same for all its people", () => {
    const arms = ["ana", "bo", "cy", "di"].map((user) =>
      createPerson(
        { milestones, guides, gaps: gaps({ share: 0.5, by: "account" }) },
        { user, account: "acme-inc" },
      ).verdict("tip"),
    );
    expect(new Set(arms).size).toBe(1);
  });

  test("ends when it says", () => {
    const ana = createPerson({ milestones, guides, gaps: gaps({ share: 1, until: "2026-01-06" }) });
    expect(ana.verdict("tip")).toBe("held out");
    ana.wait("1d");
    expect(ana.verdict("tip")).toBe("show");
  });

  test("of the whole programme withholds every gap's bridge", () => {
    const ana = createPerson({ milestones, guides, gaps: gaps(0), holdout: 1 });
    expect(ana.verdict("tip")).toBe("held out");
  });
});

describe("the ladder of segments", () => {
  const segments = [
    { id: "free", when: { account: "plan", is: "free" } },
    { id: "team", when: { account: "plan", is: "team" } },
  ];

  test("tells of a rise once, and of nothing while no account is known", () => {
    const ana = createPerson({ segments }, { account: "acme-inc" });
    ana.group({ plan: "free" });
    ana.group({ plan: "team" });
    ana.group({ plan: "team" });
    expect(
      ana.reports.map(({ event, properties: p }) => [event, p.previous_segment_id, p.segment_id]),
    ).toEqual([
      ["Segment Changed", undefined, "free"],
      ["Segment Changed", "free", "team"],
    ]);
    const bo = createPerson({ segments });
    bo.identify({ plan: "team" });
    expect(bo.reports).toEqual([]);
  });
});

describe("a condition on a gap", () => {
  test("follows its opening and its bridging", () => {
    const ana = createPerson({
      milestones: {
        goal: { title: "Goal", when: { event: "Done" } },
        stuck: { title: "Stuck", when: { gap: "slow", is: "open" } },
        across: { title: "Across", when: { gap: "slow", is: "bridged" } },
      },
      gaps: { slow: { to: "goal", opens: { after: "1d" }, bridge: [] } },
    });
    ana.wait("1d");
    expect(ana.progress().milestones).toMatchObject({ stuck: START + DAY, across: null });
    ana.wait("1d");
    ana.track("Done");
    expect(ana.progress().milestones.across).toBe(START + 2 * DAY);
  });
});
