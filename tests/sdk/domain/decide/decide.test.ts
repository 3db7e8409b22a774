import { describe, expect, test } from "vitest";
import { createPerson } from "../../../helpers/person.ts";

const milestones = {
  workspace: { title: "Create a workspace", when: { event: "Workspace Created" } },
  invoice: { title: "Send an invoice", when: { event: "Invoice Sent" } },
};
const tip = (more: object = {}) => ({ type: "tooltip", target: "#new", title: "Here", ...more });
const stuck = (bridge: string[], more: object = {}) => ({
  from: "workspace",
  to: "invoice",
  bridge,
  ...more,
});

function createAna(guides: object, gaps: object = { stuck: stuck(Object.keys(guides)) }, more: object = {}) {
  const ana = createPerson({ milestones, guides, gaps, ...more });
  ana.track("Workspace Created");
  return ana;
}

describe("a guide", () => {
  test("shows while a gap that names it stands open, and not before or after", () => {
    const ana = createPerson({ milestones, guides: { tip: tip() }, gaps: { stuck: stuck(["tip"]) } });
    expect(ana.verdict("tip")).toBe("gap-not-started");
    ana.track("Workspace Created");
    expect(ana.verdict("tip")).toBe("show");
    ana.track("Invoice Sent");
    expect(ana.verdict("tip")).toBe("gap-bridged");
  });

  test("shows only on its pages", () => {
    const ana = createAna({ tip: tip({ on: "/invoices*" }) });
    expect(ana.verdict("tip")).toBe("page");
    ana.visit("/invoices/new");
    expect(ana.verdict("tip")).toBe("show");
  });

  test("asks its own condition when it would open, not while it stands there", () => {
    const ana = createAna({ tip: tip({ if: { trait: "role", isNot: "clerk" } }) });
    expect(ana.verdict("tip")).toBe("show");
    ana.shown("tip", "stuck");
    ana.identify({ role: "clerk" });
    expect(ana.verdict("tip", { live: new Set(["tip"]) })).toBe("show");
    expect(ana.verdict("tip")).toBe("if");
  });

  test("that no gap names needs a condition, or is asked for", () => {
    const ana = createAna({ tip: tip(), other: tip({ if: { all: [] } }) }, {});
    expect(ana.verdict("tip")).toBe("not-asked-for");
    expect(ana.verdict("other")).toBe("show");
    expect(ana.verdict("tip", { asked: new Set(["tip"]) })).toBe("show");
  });

  test("that was dismissed stays away, also in a later session", () => {
    const ana = createAna({ tip: tip() });
    ana.shown("tip", "stuck");
    ana.deed("tip", { did: "dismissed" }, "stuck");
    ana.wait("3d");
    ana.visit();
    expect(ana.verdict("tip")).toBe("dismissed");
  });

  test("that was snoozed comes back then, and says when to look again", () => {
    const ana = createAna({ tip: tip() });
    ana.shown("tip", "stuck");
    ana.deed("tip", { did: "snoozed", until: ana.now() + 3_600_000 }, "stuck");
    expect(ana.verdict("tip")).toBe("snoozed");
    expect(ana.decide().wake).toBe(ana.now() + 3_600_000);
    ana.wait("1h");
    expect(ana.verdict("tip")).toBe("show");
  });

  test("that repeats comes again after its time, at most as often as it says", () => {
    const ana = createAna({ tip: tip({ repeat: { every: "2d", atMost: 2 } }) });
    for (const [wait, verdict] of [
      ["1d", "repeat"],
      ["1d", "show"],
    ] as const) {
      if (wait === "1d" && verdict === "repeat") {
        ana.shown("tip", "stuck");
        ana.deed("tip", { did: "completed" }, "stuck");
      }
      ana.wait(wait);
      expect(ana.verdict("tip")).toBe(verdict);
    }
    ana.visit();
    ana.shown("tip", "stuck");
    ana.deed("tip", { did: "completed" }, "stuck");
    ana.wait("9d");
    expect(ana.verdict("tip")).toBe("once");
  });

  test("is reported once over reloads in the same session, and again in the next", () => {
    const ana = createAna({ tip: tip() });
    ana.shown("tip", "stuck");
    ana.shown("tip", "stuck");
    ana.wait("2h");
    ana.visit();
    ana.shown("tip", "stuck");
    const shown = ana.reports.filter(({ event }) => event === "Guide Shown");
    expect(new Set(shown.map(({ id }) => id)).size).toBe(2);
    expect(shown).toHaveLength(2);
  });
});

describe("of several interruptions", () => {
  const two = { low: tip(), high: tip({ priority: 5 }) };

  test("one shows at a time: the higher priority, then the gap open the longest, then the config's order", () => {
    const ana = createAna(two, { a: stuck(["low"]), b: stuck(["high"]) });
    expect([ana.verdict("low"), ana.verdict("high")]).toEqual(["outranked", "show"]);
    const bo = createAna(
      { late: tip(), early: tip() },
      { late: stuck(["late"], { opens: { after: "1h" } }), early: stuck(["early"]) },
    );
    bo.wait("1h");
    expect([bo.verdict("late"), bo.verdict("early")]).toEqual(["outranked", "show"]);
    const cy = createAna({ x: tip(), y: tip() }, { a: stuck(["x"]), b: stuck(["y"]) });
    expect([cy.verdict("x"), cy.verdict("y")]).toEqual(["show", "outranked"]);
  });

  test("what stands there is not displaced", () => {
    const ana = createAna(two, { a: stuck(["low"]), b: stuck(["high"], { opens: { after: "1h" } }) });
    ana.shown("low", "a");
    ana.wait("1h");
    expect([ana.verdict("low"), ana.verdict("high")]).toEqual(["show", "outranked"]);
  });

  test("a ladder's next waits for the one before to be completed or dismissed", () => {
    const ana = createAna({ first: tip(), second: tip() });
    expect(ana.verdict("second")).toBe("waits-for");
    ana.shown("first", "stuck");
    ana.deed("first", { did: "dismissed" }, "stuck");
    expect(ana.verdict("second")).toBe("show");
  });

  test("one whose target does not come lets the next go first", () => {
    const ana = createAna({ x: tip({ priority: 1 }), y: tip() }, { a: stuck(["x"]), b: stuck(["y"]) });
    const missing = new Set(["x"]);
    expect([ana.verdict("x", { missing }), ana.verdict("y", { missing })]).toEqual(["outranked", "show"]);
  });

  test("checklists and hotspots stand beside", () => {
    const list = { type: "checklist", title: "List", items: [{ milestone: "invoice" }] };
    const ana = createAna({ tip: tip(), spot: { type: "hotspot", target: "#a", title: "Spot" }, list });
    expect(["tip", "spot", "list"].map((id) => ana.verdict(id))).toEqual(["show", "show", "show"]);
  });
});

describe("limits", () => {
  const limited = (interruptions: object, more: object = {}) =>
    createAna(
      { first: tip({ priority: 1 }), second: tip() },
      { a: stuck(["first"]), b: stuck(["second"]) },
      {
        limits: { interruptions, ...more },
      },
    );
  const seeFirst = (ana: ReturnType<typeof limited>) => {
    ana.shown("first", "a");
    ana.deed("first", { did: "dismissed" }, "a");
  };

  test("so many in a session", () => {
    const ana = limited({ perSession: 1 });
    seeFirst(ana);
    expect(ana.verdict("second")).toBe("capped");
    ana.wait("2h");
    ana.visit();
    expect(ana.verdict("second")).toBe("show");
  });

  test("so many on a calendar day of the user's", () => {
    const ana = limited({ perDay: 1 });
    seeFirst(ana);
    ana.wait("14h");
    expect(ana.verdict("second")).toBe("capped");
    ana.wait("1h");
    expect(ana.verdict("second")).toBe("show");
  });

  test("so long apart, and it says when to look again", () => {
    const ana = limited({ apart: "10m" });
    seeFirst(ana);
    expect(ana.verdict("second")).toBe("apart");
    expect(ana.decide().wake).toBe(ana.now() + 600_000);
  });

  test("not under a condition", () => {
    const ana = limited({}, { unless: { page: "/checkout*" } });
    ana.visit("/checkout/pay");
    expect(ana.verdict("first")).toBe("unless");
  });

  test("never remove what is open", () => {
    const ana = limited({ perSession: 1 });
    ana.shown("first", "a");
    expect(ana.verdict("first", { live: new Set(["first"]) })).toBe("show");
  });

  test("do not hold back what the user asks for", () => {
    const ana = limited({ perSession: 1 });
    seeFirst(ana);
    expect(ana.verdict("second", { asked: new Set(["second"]) })).toBe("show");
  });
});

describe("a holdout", () => {
  test("withholds the bridge from its share of users, and reports the moment instead", () => {
    const ana = createAna({ tip: tip() }, { stuck: stuck(["tip"], { holdout: 1 }) });
    expect(ana.verdict("tip")).toBe("held out");
    const [report] = ana.deed("tip", { did: "shown", heldOut: true, selfOpened: false }, "stuck");
    expect(report).toMatchObject({
      event: "Guide Held Out",
      properties: { arm: "held_out", gap_id: "stuck" },
    });
    expect(ana.verdict("tip")).toBe("held-out");
    expect(ana.verdict("tip", { asked: new Set(["tip"]) })).toBe("show");
  });

  test("names the arms only where there is one", () => {
    const arms = [0, 0.000001].map((holdout) => {
      const ana = createAna({ tip: tip() }, { stuck: stuck(["tip"], { holdout }) });
      return ana.shown("tip", "stuck")[0]!.properties.arm;
    });
    expect(arms).toEqual([undefined, "treated"]);
  });

  test("is drawn at the first showing, and kept by who is then known by another id, whatever that would draw", () => {
    const config = { milestones, guides: { tip: tip() }, gaps: { stuck: stuck(["tip"], { holdout: 0.5 }) } };
    const arrive = (user: string) => {
      const one = createPerson(config, { user });
      one.track("Workspace Created");
      return one;
    };
    const people = Array.from({ length: 20 }, (_, i) => arrive(`user-${i}`));
    const [treated, heldOut] = ["show", "held out"].map(
      (arm) => people.find((one) => one.verdict("tip") === arm)!,
    );
    for (const [anonymous, user] of [
      [treated!, heldOut!],
      [heldOut!, treated!],
    ] as const) {
      const drawn = anonymous.verdict("tip");
      anonymous.deed("tip", { did: "shown", heldOut: drawn === "held out", selfOpened: false }, "stuck");
      const later = createPerson(config, { user: user.here().user });
      later.setState(structuredClone(anonymous.state()));
      later.wait("1d");
      later.visit();
      expect(later.verdict("tip")).toBe(drawn === "show" ? "show" : "held-out");
    }
  });

  test("where two devices drew otherwise, the earlier draw stands", () => {
    const config = { milestones, guides: { tip: tip() }, gaps: { stuck: stuck(["tip"], { holdout: 0.5 }) } };
    const [one, other] = [false, true].map((heldOut) => {
      const ana = createPerson(config);
      ana.track("Workspace Created", {}, ana.now(), "same");
      ana.wait(heldOut ? "2h" : "1h");
      ana.deed("tip", { did: "shown", heldOut, selfOpened: false }, "stuck");
      return ana;
    });
    const joined = one!.engine.merge(one!.state(), other!.state());
    expect(joined.user.gaps.stuck?.arm?.[1]).toBe(false);
  });

  test("is told when the gap is bridged, with the guides that were shown for it in their order", () => {
    const ana = createAna(
      { tip: tip(), spot: { type: "hotspot", target: "#b", title: "B" } },
      {
        stuck: stuck(["tip", "spot"], { holdout: 0.000001 }),
      },
    );
    ana.shown("spot", "stuck");
    ana.wait("1h");
    ana.shown("tip", "stuck");
    ana.track("Invoice Sent");
    expect(ana.reports.find(({ event }) => event === "Gap Bridged")?.properties).toMatchObject({
      guides: ["spot", "tip"],
      arm: "treated",
      elapsed_ms: 3_600_000,
    });
  });

  test("takes about its share, another one for each gap", () => {
    const arms = Array.from({ length: 2000 }, (_, i) => {
      const one = createPerson(
        {
          milestones,
          guides: { a: tip(), b: { type: "hotspot", target: "#b", title: "B" } },
          gaps: {
            a: { to: "invoice", bridge: ["a"], holdout: 0.3 },
            b: { to: "invoice", bridge: ["b"], holdout: 0.5 },
          },
        },
        { user: `user-${i}` },
      );
      return [one.verdict("a") === "held out", one.verdict("b") === "held out"] as const;
    });
    const share = (pick: (arm: (typeof arms)[number]) => boolean) => arms.filter(pick).length / arms.length;
    expect(share(([a]) => a)).toBeCloseTo(0.3, 1);
    expect(share(([, b]) => b)).toBeCloseTo(0.5, 1);
    expect(share(([a, b]) => a && b)).toBeCloseTo(0.15, 1);
  });
});

describe("a checklist", () => {
  const list = {
    type: "checklist",
    title: "List",
    items: [
      { milestone: "workspace" },
      { milestone: "invoice" },
      { milestone: "admin", if: { trait: "role", is: "admin" }, optional: true },
    ],
  };
  const all = {
    ...milestones,
    admin: { title: "Administer", when: { event: "Administered" } },
    paid: { title: "Get paid", when: { event: "Paid" } },
  };
  const create = () =>
    createPerson({ milestones: all, guides: { list }, gaps: { unpaid: { to: "paid", bridge: ["list"] } } });

  test("ticks its items off and is completed with the last", () => {
    const ana = create();
    ana.shown("list", "unpaid");
    ana.track("Workspace Created");
    ana.track("Invoice Sent");
    expect(ana.told().filter((line) => !line.startsWith("Milestone"))).toEqual([
      "Gap Opened: paid",
      "Guide Shown: unpaid",
      "Checklist Item Completed: workspace",
      "Checklist Item Completed: invoice",
      "Guide Completed: list",
    ]);
    expect(ana.verdict("list")).toBe("completed");
  });

  test("counts only the items that are the user's, and lets optional ones be skipped", () => {
    const ana = create();
    ana.identify({ role: "admin" });
    ana.shown("list", "unpaid");
    ana.track("Workspace Created");
    ana.track("Invoice Sent");
    expect(ana.verdict("list")).toBe("show");
    ana.deed("list", { did: "skipped", item: "admin" }, "unpaid");
    expect(ana.verdict("list")).toBe("completed");
  });
});
