import { describe, expect, test } from "vitest";
import type { AnswerRow, MilestoneRow } from "../../../src/insights/facts/rows.ts";
import { getLeads } from "../../../src/insights/figures/accounts/leadFigures.ts";
import { getStories, mayPublish } from "../../../src/insights/figures/accounts/stories.ts";
import { getFriction } from "../../../src/insights/figures/health/frictionFigures.ts";
import { getHealth } from "../../../src/insights/figures/health/health.ts";
import { getHelp } from "../../../src/insights/figures/health/helpFigures.ts";
import { getScores } from "../../../src/insights/figures/health/scores.ts";
import { toCsv } from "../../../src/insights/words/csv.ts";
import { getStoryCells } from "../../../src/insights/words/storyCells.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const answer = (person: string, kind: string, said: number | string, at = 0): AnswerRow => ({
  person,
  account: null,
  guide: "ask",
  question: 0,
  kind,
  answer: said,
  at,
});

describe("scores", () => {
  test("count each person once, with what they answered last", () => {
    const answers = [
      answer("ana", "nps", 10, 2),
      answer("ana", "nps", 0, 1),
      answer("ben", "nps", 9),
      answer("cleo", "nps", 7),
      answer("dan", "nps", 3),
    ];
    const [nps] = getScores(withFacts({ answers }));
    expect(nps).toMatchObject({ guide: "ask", kind: "nps", n: 4, score: 25 });
    expect(nps!.interval![0]).toBeLessThan(25);
    expect(nps!.interval![1]).toBeGreaterThan(25);
  });

  test("are the share of good answers for satisfaction, and the mean for effort, which one answer says no interval of", () => {
    const scores = getScores(
      withFacts({
        answers: [
          answer("ana", "csat", 5),
          answer("ben", "csat", 4),
          answer("cleo", "csat", 3),
          answer("dan", "ces", 6),
        ],
      }),
    );
    expect(scores[0]).toMatchObject({ kind: "csat", n: 3, score: 2 / 3 });
    expect(scores[1]).toMatchObject({ kind: "ces", n: 1, score: 6, interval: null });
  });

  test("pass over what is no answer of their kind", () => {
    const odd = [answer("ana", "nps", 11), answer("ben", "csat", "5"), answer("cleo", "text", "Good")];
    expect(getScores(withFacts({ answers: [...odd, answer("dan", "ces", 2.5)] }))).toEqual([]);
  });
});

describe("stories", () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: {
      first: { title: "First", when: { event: "First" } },
      team: { title: "Team", level: "account", when: { event: "Joined" } },
      late: { title: "Late", when: { event: "Late" } },
    },
    gaps: { stuck: { to: "first" }, alone: { to: "team" } },
  });

  test("say which gap was crossed to that, how long it took, and what its bridge does for all, if that is believed", () => {
    const reached: MilestoneRow = {
      milestone: "first",
      level: "user",
      unit: "ana",
      person: "ana",
      kind: "reached",
      at: 4 * DAY,
      isPast: false,
    };
    const gap = {
      gap: "stuck",
      unit: "ana",
      person: "ana",
      account: null,
      occurrence: 0,
      openedBy: "at once",
    };
    const facts = withFacts({
      milestones: [reached],
      gaps: [{ ...gap, opened: DAY, bridged: 4 * DAY }],
      stories: [
        { person: "ana", account: "studio", guide: "story", words: "Good.", consent: null, at: 5 * DAY },
      ],
    });
    const effect = { uplift: 0.1, interval: [0.02, 0.18], verdict: { kind: "helps" } } as const;
    const [told] = getStories(facts, plan, { stuck: effect });
    expect(told).toMatchObject({
      account: "studio",
      milestone: "first",
      gap: "stuck",
      crossedMs: 3 * DAY,
      effect,
    });
    const odd = { ...effect, verdict: { kind: "unhealthy", because: ["ratio"] } } as const;
    expect(getStories(facts, plan, { stuck: odd })[0]).toMatchObject({ gap: "stuck", effect: null });
    const later = withFacts({ ...facts, gaps: [{ ...gap, opened: DAY, bridged: 6 * DAY }] });
    expect(getStories(later, plan, { stuck: effect })[0]).toMatchObject({
      gap: null,
      crossedMs: null,
      effect: null,
    });
  });

  test.each([
    ["yes", true],
    ["Yes", true],
    ["No", false],
    ["Yes, but without my name", false],
    ["Ja", false],
    ["", false],
    [null, false],
  ])("whose teller has answered %j may be read by others: %j", (consent, may) => {
    expect(mayPublish({ consent })).toBe(may);
  });

  test("are written to a file without formulas, with what is measured of the way to them", () => {
    const told = {
      person: "ana",
      account: "=A1",
      guide: "story",
      words: "=1+1",
      consent: "yes",
      at: 5 * DAY,
    };
    const effect = {
      uplift: -0.1,
      interval: [-0.18, 0.02],
      verdict: { kind: "too early", unitsLeft: 40, daysLeft: 3 },
    } as const;
    const row = { ...told, milestone: "first", gap: "stuck", crossedMs: 3 * DAY, effect };
    const bare = {
      ...told,
      account: null,
      words: "Good",
      milestone: null,
      gap: null,
      crossedMs: null,
      effect: null,
    };
    expect(
      toCsv(getStoryCells([row, bare]))
        .split("\r\n")
        .slice(1),
    ).toEqual([
      "'=1+1,ana,'=A1,1970-01-06,first,stuck,3.0,-10,-18,+2,\"too early, 40 more to judge, 3 days at this rate\"",
      "Good,ana,,1970-01-06,,,,,,,",
    ]);
  });

  test("name the milestone that was reached last before, by the person or their account", () => {
    const reached = (
      unit: string,
      milestone: string,
      at: number,
      level: MilestoneRow["level"] = "user",
    ): MilestoneRow => ({ milestone, level, unit, person: "ana", kind: "reached", at, isPast: false });
    const told = { account: "studio", guide: "story", words: "Sooner.", consent: "Yes" };
    const stories = getStories(
      withFacts({
        milestones: [
          reached("ana", "first", 1),
          reached("studio", "team", 2, "account"),
          reached("ana", "late", 9),
        ],
        stories: [
          { ...told, person: "ana", at: 5 },
          { ...told, person: "ben", account: null, at: 6 },
        ],
      }),
      plan,
    );
    expect(stories.map(({ person, milestone, consent }) => [person, milestone, consent])).toEqual([
      ["ben", null, "Yes"],
      ["ana", "team", "Yes"],
    ]);
  });
});

describe("help", () => {
  test("has what was looked for in vain, by people, and docs by who said that they helped", () => {
    const search = (person: string, query: string, hits: number) => ({ person, query, hits, at: 0 });
    const rate = (person: string, isHelpful: boolean, at: number) => ({
      person,
      doc: "sending",
      isHelpful,
      at,
    });
    const { searches, withoutHit, missing, docs } = getHelp(
      withFacts({
        searches: [
          search("ana", "refund", 0),
          search("ana", "refund", 0),
          search("ana", " SEPA ", 0),
          search("ben", "sepa", 0),
          search("ben", "invoice", 3),
        ],
        ratings: [rate("ana", false, 1), rate("ana", true, 2), rate("ben", false, 1)],
      }),
    );
    expect({ searches, withoutHit }).toEqual({ searches: 5, withoutHit: 4 });
    expect(missing).toEqual([
      { query: "sepa", people: 2, times: 2 },
      { query: "refund", people: 1, times: 2 },
    ]);
    expect(docs).toMatchObject([{ doc: "sending", n: 2, helpful: 1, share: 0.5 }]);
  });
});

describe("leads", () => {
  test("come by kind, with what became of them in a server's own words", () => {
    const lead = (id: string, kind: string, result: string | null = null, value: number | null = null) => ({
      id,
      person: "ana",
      account: null,
      lead: kind,
      guide: null,
      gap: null,
      at: 0,
      result,
      value,
      closed: result === null ? null : 1,
    });
    const leads = [
      lead("1", "referral"),
      lead("2", "full-serve", "won", 300),
      lead("3", "full-serve", "lost", 0),
      lead("4", "full-serve"),
      lead("5", "full-serve", "won", 100),
    ];
    expect(getLeads(withFacts({ leads }), { segments: [] })).toEqual([
      {
        lead: "full-serve",
        raised: 4,
        people: 1,
        results: [
          { result: "won", leads: 2, value: 400 },
          { result: "lost", leads: 1, value: 0 },
        ],
        open: 1,
        value: 400,
        later: { reached: 0, rose: 0 },
      },
      {
        lead: "referral",
        raised: 1,
        people: 1,
        results: [],
        open: 1,
        value: 0,
        later: { reached: 0, rose: 0 },
      },
    ]);
  });

  test("count what their people, and their accounts, came to afterwards, and not before", () => {
    const raise = (id: string, person: string, account: string | null = null) => ({
      id,
      person,
      account,
      at: 10 * DAY,
      lead: "full-serve",
      guide: null,
      gap: null,
      result: null,
      value: null,
      closed: null,
    });
    const reach = (unit: string, day: number): MilestoneRow => ({
      milestone: "sent",
      level: "user",
      unit,
      person: unit,
      kind: "reached",
      at: day * DAY,
      isPast: false,
    });
    const move = (person: string, day: number, from: string | null, to: string | null) => ({
      person,
      account: null,
      at: day * DAY,
      from,
      to,
    });
    const facts = withFacts({
      leads: [raise("1", "ana"), raise("2", "ben", "studio"), raise("3", "cleo"), raise("4", "dan")],
      milestones: [reach("ana", 20), reach("studio", 12), reach("cleo", 5)],
      moves: [move("ana", 15, "free", "pro"), move("cleo", 15, "pro", "free"), move("dan", 5, "free", "pro")],
    });
    const { plan } = parse({
      version: 1,
      product: "acme",
      milestones: { sent: { title: "Sent", when: { event: "Sent" } } },
      segments: [
        { id: "free", when: { account: "plan", is: "free" } },
        { id: "pro", when: { account: "plan", is: "pro" } },
      ],
    });
    expect(getLeads(facts, plan)[0]!.later).toEqual({ reached: 2, rose: 1 });
  });
});

describe("friction", () => {
  test("comes by page, where the most people have met it first", () => {
    const friction = [
      { page: "/a", addresses: ["/a"], signal: "error", times: 50, people: 1 },
      { page: "/b/:id", addresses: ["/b/1", "/b/2", "/b/3", "/b/4"], signal: "error", times: 2, people: 2 },
      {
        page: "/b/:id",
        addresses: ["/b/1", "/b/2", "/b/3", "/b/4"],
        signal: "rage-click",
        times: 9,
        people: 7,
      },
    ];
    expect(getFriction(withFacts({ friction }))).toEqual([
      {
        page: "/b/:id",
        addresses: 4,
        times: 11,
        signals: [
          { signal: "rage-click", times: 9, people: 7 },
          { signal: "error", times: 2, people: 2 },
        ],
      },
      { page: "/a", addresses: 1, times: 50, signals: [{ signal: "error", times: 50, people: 1 }] },
    ]);
  });
});

describe("health", () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: { sent: { title: "Sent", when: { event: "Sent" } } },
    gaps: { stuck: { to: "sent", bridge: ["seen", "unseen", "paused", "help"] } },
    guides: {
      seen: { type: "banner", title: "Seen" },
      unseen: { type: "banner", title: "Unseen" },
      paused: { type: "banner", title: "Paused", status: "paused" },
      help: { type: "help", title: "Help" },
    },
  });

  test("has what runs in the pages of who was there lately, what is missing, and what nobody has seen", () => {
    const ran = (person: string, at: number, sdkVersion: string, planVersion: string | null) => ({
      person,
      at,
      sdkVersion,
      planVersion,
    });
    const missing = (person: string) => ({ person, guide: "unseen", page: "/", at: 0 });
    const health = getHealth(
      withFacts({
        end: 100 * DAY,
        field: [
          ran("ana", 99 * DAY, "0.2.0", "new"),
          ran("ben", 98 * DAY, "0.2.0", null),
          ran("cleo", 80 * DAY, "0.1.0", "old"),
          ran("dan", 10 * DAY, "0.0.1", "older"),
        ],
        errors: [
          { code: "chunk-missing", times: 9, people: 1 },
          { code: "storage", times: 2, people: 2 },
        ],
        missing: [missing("ana"), missing("ana"), missing("ben")],
        shown: [{ guide: "seen", person: "ana", at: 0, times: 1 }],
      }),
      plan,
    );
    expect(health).toMatchObject({
      versions: [
        { version: "0.2.0", people: 2 },
        { version: "0.1.0", people: 1 },
      ],
      plans: [
        { version: "new", people: 1 },
        { version: "old", people: 1 },
      ],
      missing: [{ guide: "unseen", page: "/", people: 2, times: 3 }],
      neverShown: ["unseen"],
    });
    expect(health.errors.map(({ code }) => code)).toEqual(["storage", "chunk-missing"]);
  });

  test("names guides that everybody has dismissed since the last release, and none of which too few have ended", () => {
    const end = (
      guide: string,
      person: string,
      planVersion: string | null,
      isDismissed = true,
      at = 2 * DAY,
    ) => ({
      guide,
      person,
      at,
      isDismissed,
      planVersion,
    });
    const people = ["ana", "ben", "cleo", "dan", "eve"];
    const { alwaysDismissed } = getHealth(
      withFacts({
        end: 9 * DAY,
        ends: [
          ...people.map((person) => end("seen", person, "old", false, DAY)),
          ...people.map((person) => end("seen", person, "new")),
          end("seen", "ana", "new", true, 3 * DAY),
          ...people.map((person) => end("unseen", person, "new", person !== "eve")),
          ...people.slice(1).map((person) => end("help", person, "new")),
          ...people.map((person) => end("gone", person, "new")),
          // A page that was open since the release before, and one that names no version.
          end("seen", "ana", "old", false, 4 * DAY),
          end("seen", "ben", null, false, 4 * DAY),
        ],
      }),
      plan,
    );
    expect(alwaysDismissed).toEqual([{ guide: "seen", people: 5, times: 6, since: 2 * DAY }]);
  });
});
