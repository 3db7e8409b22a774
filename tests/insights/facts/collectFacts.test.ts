import { beforeAll, describe, expect, test } from "vitest";
import type { Facts } from "../../../src/insights/facts/rows.ts";
import type { LogRow } from "../../../src/simulation/rows.ts";
import { simulateYear } from "../../../src/simulation/simulateYear.ts";
import { collectFacts } from "../collect.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1, 9);
const at = (days: number): string => new Date(START + days * DAY).toISOString();
let count = 0;
const event = (days: number, more: object): LogRow => ({
  type: "track",
  userId: "ana",
  messageId: `m-${++count}`,
  timestamp: at(days),
  ...more,
});
const track = (days: number, name: string, properties: object = {}, more: object = {}): LogRow =>
  event(days, { event: name, properties, ...more });

const CONFIG = {
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "Invoice", when: { event: "Invoice Sent" } },
    team: { title: "Team", level: "account", when: { event: "Member Joined", count: 2 } },
  },
  segments: [
    { id: "free", when: { account: "plan", is: "free" } },
    { id: "pro", when: { account: "plan", is: "pro" } },
  ],
  journeys: { way: { title: "Way", milestones: ["workspace", "invoice"] } },
  gaps: {
    stuck: {
      from: "workspace",
      to: "invoice",
      opens: { any: [{ after: "1d" }, { signal: "rage-click" }] },
      bridge: ["tip"],
      holdout: 0.5,
    },
    alone: { from: "workspace", to: "team", bridge: ["ask"], holdout: 0.5 },
  },
  guides: {
    tip: { type: "banner", title: "Tip" },
    ask: { type: "banner", title: "Ask" },
  },
  retention: { churned: { event: "Subscription Cancelled" }, value: { account: "mrr" } },
};

describe("the facts of a log", () => {
  test("count a hand-over as a trigger, whoever came to it first by a guide or by that", () => {
    const config = structuredClone(CONFIG) as { gaps: { stuck: { bridge: unknown[] } } };
    config.gaps.stuck.bridge = ["tip", { hand: "csm", after: "3d" }];
    const of = (userId: string, hand?: string) => ({
      gap_id: "stuck",
      ...(hand ? { hand } : { guide_id: "tip" }),
      userId,
    });
    const rows = [
      ...["ana", "ben", "cyd"].map((userId) => track(0, "Workspace Created", {}, { userId })),
      track(2, "Guide Shown", of("ana"), { userId: "ana" }),
      track(5, "Bridge Handed On", of("ana", "csm"), { userId: "ana" }),
      track(5, "Bridge Handed On", of("ben", "csm"), { userId: "ben" }),
      track(5, "Bridge Held Out", of("cyd", "csm"), { userId: "cyd" }),
    ];
    const { triggers, shown } = collectFacts(config, rows);
    expect(
      triggers.map(({ person, arm, guide, at: when }) => [person, arm, guide, (when - START) / DAY]),
    ).toEqual([
      ["ana", "treated", "tip", 2],
      ["ben", "treated", "hand:csm", 5],
      ["cyd", "held_out", "hand:csm", 5],
    ]);
    expect(shown.map(({ guide }) => guide)).toEqual(["tip"]);
    // Where a log has no reports of what was shown, it is what would have been.
    const replayed = collectFacts(config, rows.slice(0, 3), { basis: "replayed", end: START + 9 * DAY });
    expect(replayed.triggers.filter(({ guide }) => guide === "hand:csm").length).toBeGreaterThan(0);
  });

  test("are who was there, since when, in which account and segment, and on which journeys", () => {
    const { people, accounts, moves, values } = collectFacts(CONFIG, [
      event(0, { type: "group", groupId: "studio", traits: { plan: "free", mrr: 0 } }),
      track(1, "Workspace Created", {}, { context: { groupId: "studio" } }),
      event(3, { type: "group", groupId: "studio", traits: { plan: "pro", mrr: 25 }, channel: "server" }),
      track(9, "Subscription Cancelled", {}, { context: { groupId: "studio" }, channel: "server" }),
    ]);
    const [active, first, last] = [START + DAY, START, START + 9 * DAY];
    const ana = { person: "ana", account: "studio", isVisitor: false, first, last, active, events: 4 };
    expect(people).toEqual([{ ...ana, segment: "pro", outcome: null, journeys: ["way"], fits: [] }]);
    expect(accounts).toEqual([
      { account: "studio", first, last, active, people: 1, value: 25, churned: last },
    ]);
    expect(values.map(({ value }) => value)).toEqual([0, 25]);
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      [null, "free"],
      ["free", "pro"],
    ]);
  });

  test("are gaps with what opened them, and when they were crossed", () => {
    const { gaps, milestones } = collectFacts(CONFIG, [
      track(0, "Workspace Created"),
      track(1.5, "Invoice Sent"),
      track(0, "Workspace Created", {}, { userId: "ben" }),
      track(0.5, "signal rage-click", {}, { userId: "ben" }),
      track(4, "Looked", {}, { userId: "ben" }),
    ]);
    expect(gaps.filter(({ gap }) => gap === "stuck")).toEqual([
      {
        gap: "stuck",
        unit: "ben",
        person: "ben",
        account: null,
        occurrence: 0,
        opened: START + DAY / 2,
        openedBy: "signal rage-click",
        bridged: null,
      },
      {
        gap: "stuck",
        unit: "ana",
        person: "ana",
        account: null,
        occurrence: 0,
        opened: START + DAY,
        openedBy: "after 1d",
        bridged: START + 1.5 * DAY,
      },
    ]);
    expect(milestones.map(({ unit, milestone, kind }) => [unit, milestone, kind])).toEqual([
      ["ana", "workspace", "reached"],
      ["ben", "workspace", "reached"],
      ["ana", "invoice", "reached"],
    ]);
  });

  test("have an account as the unit where the milestone is the account's", () => {
    const studio = { context: { groupId: "studio" } };
    const { gaps, milestones, triggers } = collectFacts(CONFIG, [
      track(0, "Workspace Created", {}, studio),
      track(1, "Guide Shown", { guide_id: "ask", gap_id: "alone", arm: "treated" }, studio),
      track(2, "Guide Held Out", { guide_id: "ask", gap_id: "alone" }, { ...studio, userId: "ben" }),
      track(3, "Member Joined", {}, { ...studio, userId: "ben" }),
      track(3, "Member Joined", {}, { ...studio, userId: "cleo" }),
    ]);
    const [team] = milestones.filter(({ milestone }) => milestone === "team");
    expect(team).toMatchObject({ unit: "studio", level: "account", at: START + 3 * DAY });
    expect(gaps.find(({ gap }) => gap === "alone")).toMatchObject({
      unit: "studio",
      bridged: START + 3 * DAY,
    });
    expect(triggers).toMatchObject([{ unit: "studio", arm: "treated", isMixed: true, at: START + DAY }]);
  });

  test("are one person's where a visitor turns out to be a user, with what they saw under both names", () => {
    const { people, triggers, exposures } = collectFacts(CONFIG, [
      track(0, "Workspace Created", {}, { userId: undefined, anonymousId: "visitor" }),
      track(
        1.1,
        "Guide Shown",
        { guide_id: "tip", gap_id: "stuck" },
        { userId: undefined, anonymousId: "visitor" },
      ),
      event(2, { type: "identify", anonymousId: "visitor", traits: {} }),
      track(3, "Guide Shown", { guide_id: "tip", gap_id: "stuck" }),
      track(4, "Guide Shown", { guide_id: "tip", gap_id: "stuck", self_opened: true }),
    ]);
    expect(people.map(({ person, isVisitor }) => [person, isVisitor])).toEqual([["ana", false]]);
    expect(exposures).toMatchObject([{ unit: "ana", knownAs: "visitor", times: 2 }]);
    expect(triggers).toMatchObject([{ unit: "ana", isMixed: false }]);
  });

  test("are answers, stories with their consent, leads with what became of them, searches and friction", () => {
    const page = { context: { page: { path: "/import" } } };
    const { answers, stories, leads, searches, friction, missing, ratings, errors } = collectFacts(CONFIG, [
      track(1, "Survey Answered", { guide_id: "nps", question: 0, question_kind: "nps", answer: 9 }),
      track(2, "Story Told", { guide_id: "story", question: 0, question_kind: "story", answer: "Sooner." }),
      track(2, "Survey Answered", { guide_id: "story", question: 1, question_kind: "choice", answer: "Yes" }),
      track(
        3,
        "Lead Raised",
        { lead: "self-serve", guide_id: "ask", gap_id: "alone" },
        { messageId: "lead-1" },
      ),
      track(4, "Lead Raised", { lead: "referral" }, { messageId: "lead-2" }),
      track(5, "Lead Closed", { lead_id: "lead-1", result: "won", value: 300 }, { channel: "server" }),
      track(6, "Doc Searched", { query: "sepa", hits: 0 }),
      track(7, "signal rage-click", {}, page),
      track(7, "signal rage-click", {}, page),
      track(8, "Guide Target Missing", { guide_id: "tip" }, page),
      track(9, "Doc Rated", { doc_id: "sending", helpful: false }),
      track(9, "Milepost Error", { code: "chunk-missing" }, page),
    ]);
    expect(answers.map(({ kind, answer }) => [kind, answer])).toEqual([
      ["nps", 9],
      ["choice", "Yes"],
    ]);
    expect(stories).toMatchObject([{ words: "Sooner.", consent: "Yes" }]);
    expect(leads).toMatchObject([
      { id: "lead-1", lead: "self-serve", gap: "alone", result: "won", value: 300, closed: START + 5 * DAY },
      { id: "lead-2", lead: "referral", gap: null, result: null, value: null, closed: null },
    ]);
    expect(searches).toMatchObject([{ query: "sepa", hits: 0 }]);
    expect(friction).toEqual([
      { page: "/import", addresses: ["/import"], signal: "rage-click", times: 2, people: 1 },
    ]);
    expect(missing).toMatchObject([{ guide: "tip", page: "/import" }]);
    expect(ratings).toMatchObject([{ person: "ana", doc: "sending", isHelpful: false }]);
    expect(errors).toEqual([{ code: "chunk-missing", times: 1, people: 1 }]);
  });

  test("are how guides ended for people, by the plan of their page", () => {
    const { ends } = collectFacts(CONFIG, [
      track(1, "Guide Dismissed", { guide_id: "tip", plan_version: "p1" }),
      track(2, "Guide Snoozed", { guide_id: "tip", plan_version: "p1" }),
      track(3, "Guide Completed", { guide_id: "tour" }),
    ]);
    expect(ends).toEqual([
      { guide: "tip", person: "ana", at: START + DAY, isDismissed: true, planVersion: "p1" },
      { guide: "tour", person: "ana", at: START + 3 * DAY, isDismissed: false, planVersion: null },
    ]);
  });

  test("are what runs in somebody's page, as they were heard of last, also where a visitor became a user", () => {
    const by = (version: string) => ({ context: { library: { name: "milepost", version } } });
    const visitor = { userId: undefined, anonymousId: "visitor" };
    const { field } = collectFacts(CONFIG, [
      track(0, "Milepost Loaded", { plan_version: "old" }, { ...visitor, ...by("0.1.0") }),
      event(1, { type: "identify", anonymousId: "visitor", traits: {} }),
      track(2, "Invoice Sent", {}, by("0.2.0")),
      track(3, "Subscription Renewed", {}, { context: { library: { name: "billing", version: "7" } } }),
    ]);
    expect(field).toEqual([{ person: "ana", at: START + 2 * DAY, sdkVersion: "0.2.0", planVersion: "old" }]);
  });

  test("have arms as the hash gives them for who somebody was then, also where all gaps are held out of some", () => {
    const visitors = Array.from({ length: 40 }, (_, i) => `visitor-${i}`);
    const rows = visitors.flatMap((anonymousId, i): LogRow[] => {
      const nobody = { userId: undefined, anonymousId };
      const page = { type: "page", ...nobody, context: { page: { path: "/" } } };
      const user = { userId: `user-${i}`, anonymousId };
      return [
        track(0, "Workspace Created", {}, nobody),
        event(2, page),
        event(3, { type: "identify", traits: {}, ...user }),
      ];
    });
    const config = { ...CONFIG, holdout: 0.3 };
    const { triggers } = collectFacts(config, rows, { basis: "replayed" });
    expect(triggers).toHaveLength(visitors.length);
    expect(new Set(triggers.map(({ arm }) => arm)).size).toBe(2);
    expect(triggers.filter(({ unit }) => !unit.startsWith("user-"))).toEqual([]);
    expect(triggers.filter(({ arm, drawn }) => arm !== drawn)).toEqual([]);
  });

  test("are those of a replay where the log does not have what pages have shown", () => {
    const log = [
      track(0, "Workspace Created"),
      event(2, { type: "page", context: { page: { path: "/" } } }),
      track(3, "Invoice Sent"),
    ];
    const replayed = collectFacts(CONFIG, log, { basis: "replayed" });
    expect(replayed.triggers).toMatchObject([
      { gap: "stuck", unit: "ana", at: START + 2 * DAY, sdkVersion: null },
    ]);
    expect(replayed.triggers[0]!.drawn).toBe(replayed.triggers[0]!.arm);
    expect(collectFacts(CONFIG, log).triggers).toEqual([]);
  });
});

describe("the facts of a simulated year", () => {
  let facts: Facts;
  let rows: LogRow[];
  beforeAll(() => {
    const year = simulateYear({ accounts: 60, seed: 5 });
    rows = [...year.rows];
    facts = collectFacts(year.config, rows);
  });

  test("have each milestone that a page has reported, at its time", () => {
    const known = new Set(
      facts.milestones.map(({ milestone, unit, kind, at }) => `${kind} ${milestone} ${unit} ${at}`),
    );
    const reported = rows.filter(
      ({ event }) => event === "Milestone Reached" || event === "Milestone Lapsed",
    );
    expect(reported.length).toBeGreaterThan(200);
    const unknown = reported.filter(({ event, userId, timestamp, properties, context }) => {
      const { milestone_id } = properties as { milestone_id: string };
      const unit = milestone_id === "team" ? (context as { groupId: string }).groupId : userId;
      const kind = event === "Milestone Reached" ? "reached" : "lapsed";
      return !known.has(`${kind} ${milestone_id} ${unit} ${Date.parse(timestamp)}`);
    });
    expect(unknown).toEqual([]);
  });

  test("have each gap that a page has reported to open", () => {
    const known = new Set(facts.gaps.map(({ gap, unit, opened }) => `${gap} ${unit} ${opened}`));
    const opened = new Set(facts.gaps.map(({ gap, unit }) => `${gap} ${unit}`));
    const reported = rows.filter(({ event }) => event === "Gap Opened");
    expect(reported.length).toBeGreaterThan(200);
    // On their first page nobody has said yet who they are.
    const names = new Map(rows.filter(({ userId }) => userId).map((row) => [row.anonymousId, row.userId]));
    const unknown = reported.filter(({ userId, anonymousId, timestamp, properties, context }) => {
      const { gap_id } = properties as { gap_id: string };
      const unit =
        gap_id === "working-alone" ? (context as { groupId: string }).groupId : names.get(anonymousId);
      // Of a visitor another browser of theirs may have told before.
      if (userId === undefined) return !opened.has(`${gap_id} ${unit}`);
      return !known.has(`${gap_id} ${unit} ${Date.parse(timestamp)}`);
    });
    expect(unknown).toEqual([]);
  });

  test("have arms as the hash gives them, none mixed, with the page that reported each", () => {
    const measured = facts.triggers.filter(({ gap }) => !["not-paid-yet", "renewal-at-risk"].includes(gap));
    expect(measured.length).toBeGreaterThan(150);
    expect(measured.filter(({ arm, drawn, isMixed }) => arm !== drawn || isMixed)).toEqual([]);
    const highest = Math.max(...measured.flatMap(({ arm, lot }) => (arm === "held_out" ? lot : [])));
    expect(measured.filter(({ arm, lot }) => arm === "treated" && lot <= highest)).toEqual([]);
    expect(new Set(measured.map(({ browser }) => browser))).toEqual(
      new Set(["chrome", "safari", "firefox", "edge"]),
    );
    expect(new Set(measured.map(({ sdkVersion }) => sdkVersion))).toEqual(new Set(["0.1.0", "0.2.0"]));
    expect(new Set(measured.map(({ planVersion }) => planVersion)).size).toBe(2);
  });

  test("have accounts that have left, and what they were worth", () => {
    expect(facts.accounts).toHaveLength(60);
    expect(facts.accounts.some(({ churned }) => churned !== null)).toBe(true);
    expect(facts.accounts.filter(({ value }) => value !== null && value > 0).length).toBeGreaterThan(10);
    expect(facts.friction.find(({ page }) => page === "/settings/import")?.signal).toBe("rage-click");
  });
});

describe("what a log tells of the whole programme, of what is exempt and of pauses", () => {
  const shown = (days: number, name: string, more: object, gap = "stuck") =>
    track(days, name, { gap_id: gap, guide_id: "tip", ...more });

  test("who was held out of the programme is no comparison for a gap, and has an arm in its season", () => {
    const { triggers, exposures, programme } = collectFacts({ ...CONFIG, holdout: 0.1 }, [
      track(0, "Workspace Created"),
      shown(2, "Guide Held Out", { held_out_by: "programme", season: "2026-04" }),
      shown(40, "Guide Shown", { season: "2026-07" }),
    ]);
    expect(exposures.map(({ arm, isOut = false }) => [arm, isOut])).toEqual([
      ["held_out", true],
      ["treated", false],
    ]);
    expect(triggers.filter(({ isOut }) => !isOut).map(({ arm, at: when }) => [arm, when])).toEqual([
      ["treated", START + 40 * DAY],
    ]);
    expect(programme).toEqual([
      { person: "ana", season: "2026-04", arm: "held_out", at: START + 2 * DAY },
      { person: "ana", season: "2026-07", arm: "treated", at: START + 40 * DAY },
    ]);
  });

  test("who is held out of a gap alone is in the treated arm of the programme", () => {
    const { programme } = collectFacts({ ...CONFIG, holdout: 0.1 }, [
      track(0, "Workspace Created"),
      shown(2, "Guide Held Out", {}),
    ]);
    expect(programme.map(({ season, arm }) => [season, arm])).toEqual([["", "treated"]]);
  });

  test("what is exempt is no trigger, and tells of no arm", () => {
    const guides = { ...CONFIG.guides, tip: { ...CONFIG.guides.tip, exempt: true } };
    const { triggers, exposures, programme } = collectFacts({ ...CONFIG, guides, holdout: 0.1 }, [
      track(0, "Workspace Created"),
      shown(2, "Guide Shown", {}),
    ]);
    expect([triggers, programme]).toEqual([[], []]);
    expect(exposures).toHaveLength(1);
  });

  test("a gap was paused from the first page that said so to the next that did not", () => {
    const loaded = (days: number, paused?: readonly string[]) =>
      track(days, "Milepost Loaded", paused ? { paused } : {});
    const get = (...rows: readonly LogRow[]) => collectFacts(CONFIG, rows).pauses;
    expect(get(loaded(0), loaded(1, ["stuck"]), loaded(2, ["stuck"]), loaded(3))).toEqual([
      { gap: "stuck", from: START + DAY, until: START + 3 * DAY },
    ]);
    // Of the file, or of all guides of its bridge.
    expect(get(loaded(0, ["*"])).map(({ gap, until }) => [gap, until])).toEqual([
      ["stuck", null],
      ["alone", null],
    ]);
    expect(get(loaded(0, ["ask"])).map(({ gap }) => gap)).toEqual(["alone"]);
    expect(get(loaded(0))).toEqual([]);
  });
});
