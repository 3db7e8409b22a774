import { describe, expect, test } from "vitest";
import type { AccountRow, MilestoneRow, PersonRow } from "../../../src/insights/facts/rows.ts";
import { getChurn } from "../../../src/insights/figures/staying/churnByMonth.ts";
import { getSegmentChurn } from "../../../src/insights/figures/staying/churnBySegment.ts";
import { getCohorts } from "../../../src/insights/figures/staying/cohorts.ts";
import { getLasting } from "../../../src/insights/figures/staying/lasting.ts";
import { getSilence } from "../../../src/insights/figures/staying/silence.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const JANUARY = Date.UTC(2026, 0, 1);
const FEBRUARY = Date.UTC(2026, 1, 1);
const MARCH = Date.UTC(2026, 2, 1);

const account = (name: string, more: Partial<AccountRow> = {}): AccountRow => ({
  account: name,
  first: JANUARY - DAY,
  last: JANUARY,
  active: null,
  people: 1,
  value: null,
  churned: null,
  ...more,
});

describe("a habit's cohorts", () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: {
      once: { title: "Once", when: { event: "Once" } },
      weekly: { title: "Weekly", when: { event: "Sent", count: 2, within: "1w" }, lapses: true },
    },
  });
  const row = (unit: string, kind: MilestoneRow["kind"], at: number, more = {}): MilestoneRow => ({
    milestone: "weekly",
    level: "user",
    unit,
    person: unit,
    kind,
    at,
    isPast: false,
    ...more,
  });

  test("count who has it so many days after they first had it, of who was followed for so long", () => {
    const facts = withFacts({
      end: FEBRUARY + 35 * DAY,
      milestones: [
        row("ana", "reached", JANUARY),
        row("ben", "reached", JANUARY + DAY),
        row("ben", "lapsed", JANUARY + 20 * DAY),
        row("ben", "reached", JANUARY + 50 * DAY),
        row("cleo", "reached", FEBRUARY + 10 * DAY),
      ],
    });
    const cohorts = getCohorts(facts, plan);
    expect(
      cohorts.map(({ month, n, kept }) => [month, n, kept.map((one) => [one.days, one.kept, one.n])]),
    ).toEqual([
      [
        "2026-01",
        2,
        [
          [28, 1, 2],
          [56, 2, 2],
        ],
      ],
      ["2026-02", 1, []],
    ]);
    const [share] = cohorts[0]!.kept;
    expect(share!.interval[0]).toBeLessThan(0.5);
    expect(share!.interval[1]).toBeGreaterThan(0.5);
  });

  test("leave out whose habit began before anybody looked", () => {
    const facts = withFacts({
      end: MARCH,
      milestones: [row("ana", "reached", JANUARY, { isPast: true }), row("ana", "lapsed", JANUARY + DAY)],
    });
    expect(getCohorts(facts, plan)).toEqual([]);
  });
});

describe("silent accounts", () => {
  const facts = withFacts({
    end: JANUARY + 30 * DAY,
    accounts: [
      account("busy", { active: JANUARY + 29 * DAY, value: 500 }),
      account("quiet", { active: JANUARY + 10 * DAY, value: 40, people: 3 }),
      account("never", { first: JANUARY }),
      account("gone", { active: JANUARY, churned: JANUARY + DAY, value: 90 }),
    ],
  });

  test("are those of which nobody is at work any more, and which have not left", () => {
    expect(getSilence(facts, { silentMs: 14 * DAY })).toEqual({
      afterMs: 14 * DAY,
      accounts: 3,
      silent: [
        { account: "never", people: 1, silentMs: 30 * DAY, value: null },
        { account: "quiet", people: 3, silentMs: 20 * DAY, value: 40 },
      ],
      value: 40,
    });
  });

  test("are none where the config does not say what silence is", () => {
    expect(getSilence(facts, {})).toMatchObject({ afterMs: null, silent: [], value: null });
  });
});

describe("churn by month", () => {
  const said = (name: string, value: number, at: number) => ({ account: name, value, at });

  test("has what was lost and won of the accounts that paid at the month's start, in whole months alone", () => {
    const before = JANUARY - DAY;
    const months = getChurn(
      withFacts({
        start: before,
        end: FEBRUARY + 10 * DAY,
        accounts: [
          account("leaves", { churned: JANUARY + 5 * DAY }),
          account("shrinks"),
          account("grows"),
          account("free"),
          account("comes", { first: JANUARY + DAY }),
        ],
        values: [
          said("leaves", 100, before),
          said("shrinks", 200, before),
          said("shrinks", 150, JANUARY + DAY),
          said("grows", 100, before),
          said("grows", 180, JANUARY + DAY),
          said("free", 0, before),
          said("comes", 1000, JANUARY + DAY),
        ],
      }),
    );
    expect(months.map(({ month }) => month)).toEqual(["2026-01"]);
    const [{ n, lost, share, revenue }] = months as [(typeof months)[number]];
    expect({ n, lost }).toEqual({ n: 3, lost: 1 });
    expect(share).toBeCloseTo(1 / 3, 10);
    expect(revenue!.start).toBe(400);
    expect(revenue!.gross).toBeCloseTo(150 / 400, 10);
    expect(revenue!.expansion).toBeCloseTo(80 / 400, 10);
    expect(revenue!.net).toBeCloseTo(70 / 400, 10);
  });

  test("is of all accounts, without revenue, where nothing is known of their worth", () => {
    const months = getChurn(
      withFacts({
        start: JANUARY,
        end: MARCH,
        accounts: [
          account("here", { first: JANUARY }),
          account("gone", { first: JANUARY, churned: FEBRUARY + DAY }),
        ],
      }),
    );
    expect(months).toMatchObject([
      { month: "2026-01", n: 0, share: null, revenue: null },
      { month: "2026-02", n: 2, lost: 1, share: 0.5, revenue: null },
    ]);
  });
});

describe("staying", () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: {
      sent: { title: "Sent", when: { event: "Sent" } },
      team: { title: "Team", level: "account", when: { event: "Joined" } },
    },
    segments: [
      { id: "free", when: { account: "plan", is: "free" } },
      { id: "pro", when: { account: "plan", is: "pro" } },
    ],
  });
  const person = (name: string, own: string, segment: string): PersonRow => ({
    person: name,
    account: own,
    isVisitor: false,
    first: JANUARY - DAY,
    last: JANUARY,
    active: null,
    events: 1,
    segment,
    outcome: null,
    journeys: [],
    fits: [],
  });
  const sent = (unit: string, day: number): MilestoneRow => ({
    milestone: "sent",
    level: "user",
    unit,
    person: unit,
    kind: "reached",
    at: JANUARY + day * DAY,
    isPast: false,
  });

  test("is told by segment a month, by that of the month's start, whatever somebody falls to before they leave", () => {
    const facts = withFacts({
      start: JANUARY - DAY,
      end: MARCH,
      accounts: [
        account("a", { churned: FEBRUARY + 5 * DAY }),
        account("b"),
        account("c", { first: MARCH - DAY }),
        account("nobody"),
      ],
      people: [person("ana", "a", "free"), person("ben", "b", "free"), person("bob", "b", "pro")],
      // Falls and leaves in the same month.
      moves: [{ person: "ana", account: "a", at: FEBRUARY + 2 * DAY, from: "pro", to: "free" }],
    });
    const figures = getSegmentChurn(facts, plan);
    expect(figures).toMatchObject([{ segment: "pro", n: 4, lost: 1, share: 0.25, revenue: null }]);
    const values = [
      { account: "a", at: JANUARY - DAY, value: 10 },
      { account: "b", at: JANUARY - DAY, value: 20 },
      { account: "b", at: FEBRUARY + DAY, value: 25 },
    ];
    const [paid] = getSegmentChurn({ ...facts, values }, plan);
    // 60 at the starts of January and February; 10 lost, 5 won.
    expect(paid!.revenue!.gross).toBeCloseTo(10 / 60, 12);
    expect(paid!.revenue!.net).toBeCloseTo(5 / 60, 12);
  });

  test("has to do with a milestone as it was after 28 days, and nobody has it since they stayed long enough to", () => {
    const end = JANUARY + 200 * DAY;
    const own = (name: string, more: Partial<AccountRow> = {}) => account(name, { first: JANUARY, ...more });
    const facts = withFacts({
      end,
      accounts: [
        own("a"),
        own("b", { churned: JANUARY + 60 * DAY }),
        // Left before they were asked, and came too late to be followed: in neither.
        own("gone", { churned: JANUARY + 10 * DAY }),
        own("new", { first: end - 60 * DAY }),
        // Left after they were followed.
        own("c", { churned: JANUARY + 150 * DAY }),
        own("late"),
      ],
      people: [
        person("ana", "a", "free"),
        person("ben", "b", "free"),
        person("cleo", "c", "free"),
        person("lea", "late", "free"),
      ],
      milestones: [sent("ana", 3), sent("cleo", 5), sent("lea", 40)],
    });
    const [figure, team] = getLasting(facts, plan);
    expect(figure).toMatchObject({
      with: { n: 2, stayed: 2 },
      without: { n: 2, stayed: 1 },
      difference: 0.5,
    });
    expect(figure!.interval![0]).toBeLessThan(0);
    expect(team).toMatchObject({ with: { n: 0 }, without: { n: 4 }, difference: null, interval: null });
    expect(getLasting({ ...facts, accounts: [own("a")] }, plan)).toEqual([]);
  });
});
