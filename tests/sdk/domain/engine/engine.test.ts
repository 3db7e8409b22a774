import { describe, expect, test } from "vitest";
import { createPerson, DAY, HOUR, START } from "../../../helpers/person.ts";

const milestones = {
  workspace: { title: "Create a workspace", when: { event: "Workspace Created" } },
  invoice: { title: "Send an invoice", when: { event: "Invoice Sent" } },
  paid: { title: "Get paid", when: { event: "Paid" } },
};
const gap = (more: object = {}) => ({ from: "workspace", to: "invoice", ...more });

describe("a milestone", () => {
  test("is reached once, at the time of the event that completed it", () => {
    const ana = createPerson({ milestones });
    ana.wait("1h");
    ana.track("Workspace Created");
    ana.wait("1h");
    ana.track("Workspace Created");
    expect(ana.progress().milestones.workspace).toBe(START + HOUR);
    expect(ana.told()).toEqual(["Milestone Reached: workspace"]);
  });

  test("that another one completes follows in the same fact", () => {
    const ana = createPerson({
      milestones: {
        all: {
          title: "All",
          when: {
            all: [
              { milestone: "workspace", is: "reached" },
              { milestone: "invoice", is: "reached" },
            ],
          },
        },
        ...milestones,
      },
    });
    ana.track("Workspace Created");
    ana.track("Invoice Sent");
    expect(ana.told().at(-1)).toBe("Milestone Reached: all");
  });

  test("counts the SDK's own reports like the vendor's events", () => {
    const ana = createPerson({
      milestones: {
        ...milestones,
        noticed: {
          title: "Noticed",
          when: { event: "Milestone Reached", where: { milestone_id: "workspace" } },
        },
      },
    });
    ana.track("Workspace Created");
    expect(ana.told()).toEqual(["Milestone Reached: workspace", "Milestone Reached: noticed"]);
  });

  test("counts what was done with a guide", () => {
    const ana = createPerson({
      milestones: {
        seen: { title: "Seen", when: { event: "Guide Shown", where: { guide_id: "tip" } } },
        closed: { title: "Closed", when: { event: "Guide Dismissed", where: { guide_id: "tip" } } },
      },
      guides: { tip: { type: "tooltip", target: "#a", title: "Tip", if: { all: [] } } },
    });
    ana.shown("tip");
    ana.deed("tip", { did: "dismissed" });
    expect(ana.progress().milestones).toEqual({ seen: START, closed: START });
  });

  test("of an account counts the account's events only", () => {
    const team = {
      title: "Team",
      level: "account",
      when: { event: "Member Joined", count: 2, distinct: "memberId" },
    };
    const ana = createPerson({ milestones: { team } }, { account: "one" });
    ana.track("Member Joined", { memberId: "x" });
    ana.group({}, "two");
    ana.track("Member Joined", { memberId: "y" });
    expect(ana.progress().milestones.team).toBeNull();
    ana.track("Member Joined", { memberId: "z" });
    expect(ana.progress().milestones.team).toBe(START);
    ana.group({}, "one");
    expect(ana.progress().milestones.team).toBeNull();
  });

  test("that was renamed keeps its past, and is not reported again", () => {
    const ana = createPerson({ milestones });
    ana.track("Workspace Created");
    const renamed = { space: { ...milestones.workspace, was: "workspace" }, invoice: milestones.invoice };
    const later = createPerson({ milestones: renamed });
    later.setState(structuredClone(ana.state()));
    later.engine.migrate(later.state());
    later.wait("1d");
    expect(later.progress().milestones.space).toBe(START);
    expect(later.told()).toEqual([]);
  });

  test("has the same report id on every device, another for every person", () => {
    const ids = ["ana", "ana", "bo"].map((user) => {
      const one = createPerson({ milestones }, { user });
      return one.track("Workspace Created")[0]!.id;
    });
    expect(ids[0]).toMatch(/^mp_[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe("a gap", () => {
  test("opens after its time, with the clock of its near milestone, without an event", () => {
    const ana = createPerson({ milestones, gaps: { stuck: gap({ opens: { after: "1d" } }) } });
    ana.wait("5d");
    ana.track("Workspace Created");
    ana.wait("23h");
    expect(ana.progress().gaps).toEqual([]);
    ana.wait("1h");
    expect(ana.progress().gaps).toEqual(["stuck"]);
    expect(ana.told()).toEqual(["Milestone Reached: workspace", "Gap Opened: invoice"]);
  });

  test("that opened while nobody was there opened at its own time", () => {
    const ana = createPerson({ milestones, gaps: { stuck: gap({ opens: { after: "1d" } }) } });
    ana.track("Workspace Created");
    ana.wait("9d");
    expect(ana.reports.at(-1)!.at).toBe(START + DAY);
  });

  test("opens in the second session, the one in which its clock started being the first", () => {
    const ana = createPerson({ milestones, gaps: { stuck: gap({ opens: { sessions: 2 } }) } });
    ana.track("Workspace Created");
    ana.wait("29m");
    ana.visit();
    expect(ana.progress().gaps).toEqual([]);
    ana.wait("31m");
    ana.visit();
    expect(ana.progress().gaps).toEqual(["stuck"]);
  });

  test("is bridged when its far milestone is reached, and tells how long it stood open", () => {
    const ana = createPerson({ milestones, gaps: { stuck: gap({ opens: { after: "1d" } }) } });
    ana.track("Workspace Created");
    ana.wait("3d");
    const reports = ana.track("Invoice Sent");
    expect(reports.map(({ event }) => event)).toEqual(["Milestone Reached", "Gap Bridged"]);
    expect(reports[1]!.properties.elapsed_ms).toBe(2 * DAY);
    expect(ana.progress().gaps).toEqual([]);
  });

  test("does not open in the fact that reaches its far milestone", () => {
    const ana = createPerson({ milestones, gaps: { stuck: gap() } });
    ana.track("Invoice Sent");
    ana.track("Workspace Created");
    ana.wait("1d");
    expect(ana.told()).toEqual(["Milestone Reached: invoice", "Milestone Reached: workspace"]);
  });

  test("without a near milestone counts from the user's creation, where it is known", () => {
    const ana = createPerson({ milestones, gaps: { stuck: { to: "invoice", opens: { after: "2d" } } } });
    ana.wait("1h");
    expect(ana.progress().gaps).toEqual([]);
    ana.identify({ createdAt: START - 2 * DAY });
    expect(ana.progress().gaps).toEqual(["stuck"]);
  });

  test("is as if not there while it is not for the user, and comes back as it was", () => {
    const ana = createPerson({
      milestones,
      gaps: { stuck: gap({ for: { trait: "role", isNot: "clerk" } }) },
    });
    ana.track("Workspace Created");
    ana.identify({ role: "clerk" });
    expect(ana.progress().gaps).toEqual([]);
    ana.identify({ role: "owner" });
    expect(ana.progress().gaps).toEqual(["stuck"]);
    expect(ana.told().filter((line) => line.startsWith("Gap"))).toHaveLength(1);
  });

  test("opens in the config's order", () => {
    const ana = createPerson({ milestones, gaps: { b: gap(), a: gap({ to: "paid" }) } });
    const opened = ana.track("Workspace Created").filter(({ event }) => event === "Gap Opened");
    expect(opened.map(({ properties }) => properties.gap_id)).toEqual(["b", "a"]);
  });
});

describe("progress", () => {
  const config = {
    milestones,
    journeys: {
      start: { title: "Start", milestones: ["workspace", "invoice", "paid"] },
      clerks: { title: "Clerks", for: { trait: "role", is: "clerk" }, milestones: ["paid"] },
    },
    segments: [
      { id: "free", when: { account: "plan", is: "free" } },
      { id: "paying", when: { account: "plan", in: ["team", "business"] } },
    ],
  };

  test("says how far the user is on each journey that is theirs", () => {
    const ana = createPerson(config);
    ana.track("Workspace Created");
    ana.track("Paid");
    expect(ana.progress().journeys).toEqual([{ id: "start", done: 2, total: 3, next: "invoice" }]);
    expect(ana.reports[0]!.properties.journey_id).toBe("start");
  });

  test("names the highest rung of the ladder that the user stands on", () => {
    const ana = createPerson(config);
    expect(ana.progress().segment).toBeNull();
    ana.group({ plan: "free" });
    expect(ana.progress().segment).toBe("free");
    ana.group({ plan: "business" });
    expect(ana.progress().segment).toBe("paying");
  });
});

test("an account that is entered without a trait tells nothing of the past: what its people complete is reported", () => {
  const when = { event: "Member Joined" };
  const ana = createPerson({ milestones: { team: { title: "T", level: "account", when } } });
  ana.engine.advance(
    ana.state(),
    { kind: "event", name: "Member Joined", properties: {}, at: ana.now(), id: "1" },
    { ...ana.here(), account: "acme-inc" },
  );
  delete ana.state().accounts["acme-inc"]!.milestones.team;
  const [report] = ana.group({}, "acme-inc");
  expect(report).toMatchObject({ event: "Milestone Reached", properties: { milestone_id: "team" } });
  expect(report).not.toHaveProperty("past");
});
