import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ConfigError, parse } from "../../../src/sdk/config/parse.ts";

// biome-ignore-start format: one case a line
const config = () => ({
  version: 1,
  product: "acme",
  segments: [{ id: "free", when: { account: "plan", is: "free" } }],
  milestones: {
    workspace: { title: "Create a workspace", when: { event: "Workspace Created" } },
    invoice: { title: "Send an invoice", when: { event: "Invoice Sent", where: { total: { above: 0 } } } },
  },
  journeys: { start: { title: "Start", milestones: ["workspace", "invoice"] } },
  gaps: {
    stuck: {
      from: "workspace",
      to: "invoice",
      opens: { any: [{ after: "1d" }, { sessions: 2 }] },
      bridge: ["tip", "sending"],
    } as Record<string, unknown>,
  },
  guides: {
    tip: { type: "tooltip", target: "#new", title: "Here" } as Record<string, unknown>,
    tour: { type: "tour", steps: [{ target: "#new", advance: { click: "target" } }] } as Record<
      string,
      unknown
    >,
  },
  docs: [{ id: "sending", title: "Send an invoice", body: "Press *Send*.", gaps: ["stuck"] }],
});
type Editable = ReturnType<typeof config> & Record<string, unknown>;

/** A mistake, and the one line that says what it is. */
const mistakes: ReadonlyArray<readonly [title: string, make: (it: Editable) => void, line: string]> = [
  [
    "an outcome that does not exist, in a condition",
    (it) => {
      it.outcomes = { money: { title: "Money" } };
      it.guides.tip.if = { outcome: ["money", "mony"], is: "chosen" };
    },
    'guides.tip.if.outcome: found "mony", expected the id of an outcome; did you mean "money"?',
  ],
  [
    "an outcome that does not exist, among choices",
    (it) => {
      it.outcomes = { money: { title: "Money" } };
      it.guides.tip = {
        type: "survey",
        question: [
          { kind: "nps", ask: "?" },
          { kind: "outcome", ask: "?", choices: ["mony"] },
        ],
      };
    },
    'guides.tip.question.1.choices.0: found "mony", expected the id of an outcome; did you mean "money"?',
  ],
  [
    "a question for outcomes where there are none",
    (it) => {
      it.guides.tip = { type: "survey", question: { kind: "outcome", ask: "?" } };
    },
    'guides.tip.question.kind: found "outcome", expected a config that has outcomes to choose from',
  ],
  [
    "two questions that keep the choice in two places",
    (it) => {
      it.outcomes = { money: { title: "Money" } };
      it.guides.tip = { type: "survey", question: { kind: "outcome", ask: "?" } };
      it.guides.tour = { type: "survey", question: { kind: "outcome", ask: "?", by: "account" } };
    },
    'guides.tour.question.by: found "account", expected the same as in guides.tip.question',
  ],
  [
    "a choice of the account's in another question",
    (it) => {
      it.guides.tip = { type: "survey", question: { kind: "nps", ask: "?", by: "account" } };
    },
    'guides.tip.question: found an object, expected by where the kind is "outcome", and only there',
  ],
  [
    "two choices of one id",
    (it) => {
      const choices = [
        { id: "a", label: "A" },
        { id: "a", label: "B" },
      ];
      it.guides.tip = { type: "survey", question: { kind: "choice", ask: "?", choices } };
    },
    'guides.tip.question: found an object, expected choices where the kind is "choice", each id once; none but where it is that or "outcome"',
  ],
  [
    "a journey that does not exist",
    (it) => {
      it.guides.tip.if = { journey: "strat", is: "behind" };
    },
    'guides.tip.if.journey: found "strat", expected the id of a journey; did you mean "start"?',
  ],
  [
    "a standing that does not exist",
    (it) => {
      it.guides.tip.if = { journey: "start", is: "behnd" };
    },
    'guides.tip.if.is: found "behnd", expected "done" or "silent" or "stuck" or "behind" or "on-track" or a list; did you mean "behind"?',
  ],
  [
    "a gap for those who are stuck in it",
    (it) => {
      it.gaps.stuck.for = { journey: "start", is: "stuck" };
    },
    "gaps.stuck.for: found a circle: gaps.stuck.for > journeys.start > gaps.stuck.for, expected conditions that do not ask for themselves",
  ],
  [
    "a gap that asks for itself, over another one",
    (it) => {
      it.gaps.stuck.for = { not: { gap: "late", is: "open" } };
      (it.gaps as Record<string, unknown>).late = { to: "invoice", for: { gap: "stuck", is: "open" } };
    },
    "gaps.stuck.for: found a circle: gaps.stuck.for > gaps.late.for > gaps.stuck.for, expected conditions that do not ask for themselves",
  ],
  [
    "a gap that protects what nobody knows",
    (it) => {
      it.gaps.stuck.protects = ["workspaces"];
    },
    'gaps.stuck.protects: found "workspaces", expected the id of a milestone; did you mean "workspace"?',
  ],
  [
    "a gap that protects what it is measured by",
    (it) => {
      it.gaps.stuck.protects = ["invoice"];
    },
    'gaps.stuck.protects: found "invoice", expected milestones beside its own to',
  ],
  [
    "a worth in points, where shares are meant",
    (it) => {
      it.gaps.stuck.worth = 5;
    },
    "gaps.stuck.worth: found 5, expected at most 1",
  ],
  [
    "a worth of nothing",
    (it) => {
      it.gaps.stuck.worth = 0;
    },
    "gaps.stuck.worth: found 0, expected at least 0.001",
  ],
  [
    "a review on no date",
    (it) => {
      it.gaps.stuck.review = "in March";
    },
    'gaps.stuck.review: found "in March", expected an ISO date like 2026-05-04 or 2026-05-04T09:00:00Z',
  ],
  [
    "a review under another name",
    (it) => {
      it.gaps.stuck.reviewed = "2027-03-01";
    },
    'gaps.stuck.reviewed: found the unknown key "reviewed", expected one of from, to, for, opens, bridge, holdout, exempt, target, protects, worth, review, status; did you mean "review"?',
  ],
  [
    "a renewal of a person",
    (it) => {
      it.retention = { renews: { trait: "renewsAt" } };
    },
    "retention.renews.account: found nothing, expected a text (and 1 more)",
  ],
  [
    "an ideal customer on a weekday that there is not",
    (it) => {
      it.outcomes = { paid: { title: "Paid", idealCustomer: { now: "weekday", is: "fryday" } } };
    },
    'outcomes.paid.idealCustomer.is: found "fryday", expected a weekday like mon; did you mean "fri"?',
  ],
  [
    "any case of a number",
    (it) => {
      it.gaps.stuck.for = { trait: "seats", above: 3, anyCase: true };
    },
    "gaps.stuck.for: found an object, expected anyCase beside a test of texts (is, isNot, in, notIn, contains, startsWith, matches)",
  ],
  [
    "a span in which a page is to be seen, and not how often",
    (it) => {
      it.gaps.stuck.for = { page: "/pricing", within: "7d" };
    },
    "gaps.stuck.for: found an object, expected within beside a count",
  ],
  [
    "three things one after the other",
    (it) => {
      it.gaps.stuck.for = { then: [{ event: "A" }, { event: "B" }, { event: "C" }] };
    },
    "gaps.stuck.for.then: found a list, expected two events, the one and then the other",
  ],
  [
    "a number of times that is compared with a trait in a property",
    (it) => {
      it.gaps.stuck.for = { event: "A", where: { used: { atLeast: { trait: "seats" } } } };
    },
    "gaps.stuck.for.where.used.atLeast: found an object, expected a number",
  ],
  [
    "a ladder of segments that asks for itself",
    (it) => {
      it.segments.push({
        id: "team",
        when: { any: [{ segment: "free" }, { account: "plan", is: "team" }] },
      } as never);
    },
    "segments: found a circle: segments > segments, expected conditions that do not ask for themselves",
  ],
  [
    "a word that we do not have",
    (it) => {
      it.locale = { words: { tr: { clsoe: "Kapat" } } };
    },
    expect.stringMatching(
      /^locale\.words\.tr\.clsoe: found the unknown key "clsoe", expected one of close, next, .*; did you mean "close"\?$/,
    ),
  ],
  [
    "a word that counts, without a form for all other numbers",
    (it) => {
      it.locale = { words: { tr: { found: { one: "{n} makale bulundu" } } } };
    },
    "locale.words.tr.found.other: found nothing, expected a text",
  ],
  [
    "a day that no calendar has",
    (it) => {
      it.gaps.stuck.holdout = { share: 0.1, until: "2026-13-01" };
    },
    'gaps.stuck.holdout.until: found "2026-13-01", expected an ISO date like 2026-05-04 or 2026-05-04T09:00:00Z',
  ],
  [
    "a date that only some engines read",
    (it) => {
      it.journeys.start = { ...it.journeys.start, since: "4 May 2026" } as never;
    },
    'journeys.start.since: found "4 May 2026", expected an ISO date like 2026-05-04 or 2026-05-04T09:00:00Z',
  ],
  [
    "an unknown key at the root",
    (it) => {
      it.milestons = {};
    },
    'milestons: found the unknown key "milestons", expected one of $schema, version, product, for, status, consent, debug, report, locale, outcomes, milestones, segments, journeys, gaps, guides, docs, limits, holdout, retention, extends, use; did you mean "milestones"?',
  ],
  [
    "a key that is misspelt",
    (it) => {
      it.gaps.stuck.brigde = [];
    },
    'gaps.stuck.brigde: found the unknown key "brigde", expected one of from, to, for, opens, bridge, holdout, exempt, target, protects, worth, review, status; did you mean "bridge"?',
  ],
  [
    "a key that is missing",
    (it) => {
      delete (it as Partial<Editable>).product;
    },
    "product: found nothing, expected a text",
  ],
  [
    "a value of the wrong type",
    (it) => {
      it.guides.tip!.priority = "high";
    },
    'guides.tip.priority: found "high", expected a number',
  ],
  [
    "a type that does not exist",
    (it) => {
      it.guides.tip!.type = "toltip";
    },
    'guides.tip.type: found "toltip", expected checklist, tooltip, tour, hotspot, banner, modal, survey, help, launcher; did you mean "tooltip"?',
  ],
  [
    "a word that does not exist",
    (it) => {
      it.gaps.stuck.status = "payused";
    },
    'gaps.stuck.status: found "payused", expected "live" or "draft" or "paused"; did you mean "paused"?',
  ],
  [
    "a span in words",
    (it) => {
      it.gaps.stuck.opens = { after: "1 day" };
    },
    'gaps.stuck.opens.after: found "1 day", expected a duration like 30s, 10m, 4h, 3d or 2w',
  ],
  [
    "a milestone that does not exist",
    (it) => {
      it.gaps.stuck.from = "worspace";
    },
    'gaps.stuck.from: found "worspace", expected the id of a milestone; did you mean "workspace"?',
  ],
  [
    "a guide that does not exist",
    (it) => {
      it.gaps.stuck.bridge = ["tipp"];
    },
    'gaps.stuck.bridge: found "tipp", expected the id of a guide or doc; did you mean "tip"?',
  ],
  [
    "a milestone in a condition",
    (it) => {
      it.guides.tip!.if = { not: { milestone: "invoce", is: "reached" } };
    },
    'guides.tip.if.not.milestone: found "invoce", expected the id of a milestone; did you mean "invoice"?',
  ],
  [
    "nothing like any name",
    (it) => {
      it.journeys.start.milestones = ["zzz"];
    },
    'journeys.start.milestones: found "zzz", expected the id of a milestone',
  ],
  [
    "one id for a guide and a doc",
    (it) => {
      it.docs[0]!.id = "tip";
      it.gaps.stuck.bridge = ["tip"];
    },
    'docs.tip: found the id "tip" twice, expected ids that differ among guides and docs',
  ],
  [
    "a key within a condition",
    (it) => {
      it.milestones.workspace.when = { event: "X", cuont: 2 } as never;
    },
    'milestones.workspace.when.cuont: found the unknown key "cuont", expected one of event, where, within, count, distinct, sum, inPeriods; did you mean "count"?',
  ],
  [
    "a kind of condition",
    (it) => {
      it.guides.tip!.if = { any: [{ evnt: "X", count: 2 }] } as never;
    },
    'guides.tip.if.any.0.evnt: found the unknown key "evnt", expected one of event, trait, account, now, page, then, sample, element, milestone, segment, gap, outcome, journey, signal, silent, after, sessions, all, any, not; did you mean "event"?',
  ],
  [
    "a condition without what says its kind",
    (it) => {
      it.guides.tip!.if = { is: "admin" } as never;
    },
    "guides.tip.if: found only is, expected one of the keys event, trait, account, now, page, then, sample, element, milestone, segment, gap, outcome, journey, signal, silent, after, sessions, all, any, not",
  ],
  [
    "a key beside the only one",
    (it) => {
      it.guides.tip!.if = { not: { event: "X" }, count: 2 } as never;
    },
    'guides.tip.if.count: found the unknown key "count", expected only not',
  ],
  [
    "a list where one value is meant: the form whose key is there speaks",
    (it) => {
      it.guides.tip!.if = { trait: "role", is: ["admin"] };
    },
    "guides.tip.if.is: found a list, expected a text or a number or true or false or null",
  ],
  [
    "a milestone without what is asked of it",
    (it) => {
      it.guides.tip!.if = { milestone: "invoice" };
    },
    'guides.tip.if.is: found nothing, expected "reached" or "open" or "lapsed"',
  ],
  [
    "a number where a name is meant, deep in a condition",
    (it) => {
      it.guides.tip!.if = { any: [{ not: { page: 7 } }] };
    },
    "guides.tip.if.any.0.not.page: found 7, expected a text or a list",
  ],
  [
    "two tests in one",
    (it) => {
      it.guides.tip!.if = { trait: "age", above: 1, below: 3 };
    },
    "guides.tip.if: found an object, expected exactly one test (is, isNot, in, notIn, above, below, atLeast, atMost, contains, startsWith, matches, exists, before, after, inNext, inLast)",
  ],
  [
    "a number as a text, deep down",
    (it) => {
      it.milestones.invoice.when.where = { total: { above: "0" } } as never;
    },
    'milestones.invoice.when.where.total.above: found "0", expected a number',
  ],
  [
    "a count beyond what is remembered",
    (it) => {
      it.milestones.workspace.when = { event: "X", count: 501 } as never;
    },
    "milestones.workspace.when.count: found 501, expected at most 500",
  ],
  [
    "a share beyond one",
    (it) => {
      it.gaps.stuck.holdout = 10;
    },
    "gaps.stuck.holdout: found 10, expected at most 1",
  ],
  [
    "a holdout beside exempt",
    (it) => {
      Object.assign(it.gaps.stuck, { holdout: 0.1, exempt: true });
    },
    'gaps.stuck.holdout: found a holdout beside "exempt": true, expected one of the two, since nobody is held out of what is exempt',
  ],
  [
    "a season that the calendar does not have",
    (it) => {
      Object.assign(it, { holdout: { share: 0.1, season: "week" } });
    },
    'holdout.season: found "week", expected "month" or "quarter" or "half-year" or "year"',
  ],
  [
    "a season of one gap",
    (it) => {
      Object.assign(it.gaps.stuck, { holdout: { share: 0.1, season: "quarter" } });
    },
    'gaps.stuck.holdout.season: found the unknown key "season", expected one of share, by, until',
  ],
  [
    "an older version",
    (it) => {
      it.version = 0;
    },
    "version: found 0, expected 1",
  ],
  [
    "several mistakes",
    (it) => {
      it.version = 0;
      it.product = 7 as never;
    },
    "version: found 0, expected 1 (and 1 more)",
  ],
];
// biome-ignore-end format: one case a line

describe("a config with a mistake", () => {
  test.each(mistakes)("says of %s where it is, what was found and what was expected", (_, make, line) => {
    const it = config() as Editable;
    make(it);
    expect(() => parse(it)).toThrow(expect.objectContaining({ code: "config-invalid", message: line }));
  });

  test.each([
    ["nothing", undefined, "found nothing, expected an object"],
    ["a list", [], "found a list, expected an object"],
    ["a text", "{}", 'found "{}", expected an object'],
  ])("that is %s says so", (_, value, line) => {
    expect(() => parse(value)).toThrow(line);
  });

  test.each(["ask", "title", "body", "with", "where", "quiet", "choices"])(
    "says so below an id that is a key elsewhere, too: %s",
    (id) => {
      const it = config() as Editable;
      (it.guides as Record<string, unknown>)[id] = {
        type: "banner",
        title: "Hello",
        if: { milestone: "invoce", is: "open" },
      };
      expect(() => parse(it)).toThrow(
        `guides.${id}.if.milestone: found "invoce", expected the id of a milestone`,
      );
    },
  );

  test("says so in a condition under which all is quiet", () => {
    const it = config() as Editable;
    it.limits = { quiet: { segment: "nobody" } };
    expect(() => parse(it)).toThrow('limits.quiet.segment: found "nobody", expected the id of a segment');
  });

  test("names all that is wrong to who asks for more", () => {
    try {
      parse({ ...config(), version: 0, product: 7 });
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigError).faults.map(({ path }) => path)).toEqual(["version", "product"]);
    }
  });
});

describe("a config without one", () => {
  test("gives a plan with spans in milliseconds and defaults filled in", () => {
    const { plan, leftOut } = parse(config());
    expect(leftOut).toEqual([]);
    expect(plan.gaps[0]).toEqual({
      id: "stuck",
      from: "workspace",
      to: "invoice",
      opens: {
        kind: "any",
        of: [
          { kind: "after", ms: 86_400_000 },
          { kind: "sessions", count: 2 },
        ],
      },
      bridge: [{ show: ["tip"] }, { show: ["sending"] }],
      holdout: { share: 0, byAccount: false },
      status: "live",
    });
    expect(plan.guides[0]).toMatchObject({
      id: "tip",
      target: [{ css: "#new" }],
      repeat: "until-done",
      priority: 0,
    });
  });

  test("lets a tour speak in its first step, and have its buttons in each", () => {
    const it = config();
    const later = { label: "Later", snooze: "1d" };
    const steps = [{ title: "First" }, { title: "Second", actions: [{ label: "How", doc: "sending" }] }];
    Object.assign(it.guides, { walk: { type: "tour", body: "Two minutes.", steps, actions: [later] } });
    const walk = parse(it).plan.guides.find(({ id }) => id === "walk");
    const drawn =
      walk?.type === "tour" &&
      walk.steps.map(({ body, actions }) => [body, actions.map(({ label }) => label)]);
    expect(drawn).toEqual([
      ["Two minutes.", ["Later"]],
      [undefined, ["How", "Later"]],
    ]);
  });

  test("gives the same version for the same content, another for another", () => {
    const other = config();
    other.milestones.workspace.title = "Make a workspace";
    expect(parse(config()).plan.version).toBe(parse(config()).plan.version);
    expect(parse(other).plan.version).not.toBe(parse(config()).plan.version);
  });

  test("counts equal conditions once, however their keys are ordered", () => {
    const it = config();
    it.milestones.workspace.when = { where: { b: 1, a: 2 }, event: "X" } as never;
    it.milestones.invoice.when = { event: "X", where: { a: 2, b: 1 } } as never;
    expect(parse(it).plan.counters).toHaveLength(1);
  });

  test("leaves drafts behind", () => {
    const it = config();
    it.guides.tip!.status = "draft";
    const { plan } = parse(it);
    expect(plan.guides.map(({ id }) => id)).toEqual(["tour"]);
    expect(plan.gaps[0]!.bridge).toEqual([{ show: ["sending"] }]);
  });

  test.each(["draft", "paused"] as const)(
    "leaves an article behind that is %s, also out of bridges",
    (status) => {
      const it = config();
      Object.assign(it.docs[0]!, { status });
      const { plan } = parse(it);
      expect(plan.docs).toEqual([]);
      expect(plan.gaps[0]!.bridge.flatMap(({ show }) => show)).not.toContain("sending");
    },
  );

  test("lets only those traits leave that conditions read, where it does not say which", () => {
    const it = {
      ...config(),
      report: { endpoint: "https://x.example", writeKey: "k" },
      for: { trait: "role", is: "admin" },
    };
    expect(parse(it).plan.report?.traits).toEqual(["role"]);
  });
});

test("what the report alone asks for is not in the plan, and changes nothing of it", () => {
  const [it, other] = [config(), config()];
  Object.assign(it, { outcomes: { sent: { title: "Sent" } } });
  Object.assign(other, {
    outcomes: { sent: { title: "Sent", owner: "ana", idealCustomer: { event: "Seat Added", count: 3 } } },
    retention: {
      churned: { all: [{ event: "Plan Cancelled" }, { account: "plan", is: "none" }] },
      value: { trait: "mrr" },
      renews: { account: "renewsAt" },
    },
  });
  Object.assign(other.gaps.stuck, { protects: ["workspace"], worth: 0.05, review: "2027-03-01" });
  expect(parse(other).leftOut).toEqual([]);
  expect(parse(other).plan).toEqual(parse(it).plan);
});

describe("the reference config", () => {
  const reference: unknown = JSON.parse(readFileSync("tests/cases/reference.milepost.json", "utf8"));

  test("is accepted whole, with all its guides and gaps", () => {
    const { plan, leftOut } = parse(reference);
    expect(leftOut.map(({ path }) => path).filter((path) => /^(guides|gaps)/.test(path))).toEqual([]);
    expect(plan.guides.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "setup",
        "invoice-tour",
        "how-to-send",
        "welcome-back",
        "upgrade-offer",
        "nps",
        "help",
      ]),
    );
    expect(plan.guides.find(({ id }) => id === "setup")).toMatchObject({ items: { length: 4 } });
    expect(plan.gaps.find(({ id }) => id === "not-paid-yet")).toMatchObject({
      to: "first-payment",
      bridge: [{ show: ["setup"] }],
    });
  });
});
