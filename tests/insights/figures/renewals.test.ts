import { describe, expect, test } from "vitest";
import type { AccountRow, MilestoneRow, PersonRow } from "../../../src/insights/facts/rows.ts";
import { getFits } from "../../../src/insights/figures/accounts/idealCustomers.ts";
import { createAccountStates } from "../../../src/insights/figures/staying/accountStates.ts";
import { getRenewals } from "../../../src/insights/figures/staying/renewals.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const account = (name: string, more: Partial<AccountRow> = {}): AccountRow => ({
  account: name,
  first: 0,
  last: 0,
  active: null,
  people: 2,
  value: null,
  churned: null,
  ...more,
});
const person = (name: string, more: Partial<PersonRow> = {}): PersonRow => ({
  person: name,
  account: null,
  isVisitor: false,
  first: 0,
  last: 0,
  active: null,
  events: 1,
  segment: null,
  outcome: null,
  journeys: [],
  fits: [],
  ...more,
});

describe("how an account stands", () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: {
      weekly: { title: "Weekly", when: { event: "Sent", count: 2, within: "1w" }, lapses: true },
      once: { title: "Once", when: { event: "Sent" } },
    },
  });
  const row = (
    unit: string,
    kind: MilestoneRow["kind"],
    day: number,
    milestone = "weekly",
  ): MilestoneRow => ({
    milestone,
    level: "user",
    unit,
    person: unit,
    kind,
    at: day * DAY,
    isPast: false,
  });
  const facts = withFacts({
    people: [person("ana", { account: "studio" }), person("ben", { account: "studio" })],
    milestones: [
      row("ana", "reached", 5, "once"),
      row("ana", "reached", 10),
      row("ana", "lapsed", 20),
      row("ben", "reached", 15),
      row("ben", "lapsed", 30),
    ],
    activity: [{ account: "studio", days: [5, 10, 15, 25, 60] }],
  });
  const getState = createAccountStates(facts, plan, { milestones: {}, gaps: {}, silentMs: 21 * DAY });

  test.each([
    [6, "no habit yet"],
    [12, "habit kept"],
    [22, "habit kept"],
    [31, "habit lapsed"],
    [45, "habit lapsed"],
    [46, "silent"],
    [59, "silent"],
    [61, "habit lapsed"],
  ])("is told by what was known on day %i: %s", (day, state) => {
    expect(getState("studio", day * DAY)).toBe(state);
  });

  test("is silent where nobody was ever at work, and never where the config says no silence", () => {
    expect(getState("nobody", 10 * DAY)).toBe("silent");
    const none = createAccountStates(facts, plan, { milestones: {}, gaps: {} });
    expect(none("nobody", 300 * DAY)).toBe("no habit yet");
  });
});

describe("renewals", () => {
  const END = 400 * DAY;
  const said = (name: string, day: number, due: number) => ({ account: name, at: day * DAY, due: due * DAY });
  const calm = () => "calm";

  test("are those of the next 90 days, the earliest first, with their worth", () => {
    const { due, value } = getRenewals(
      withFacts({
        end: END,
        accounts: ["late", "soon", "over", "far", "left", "moved"].map((name) =>
          account(name, { value: 10, churned: name === "left" ? 399 * DAY : null }),
        ),
        renewals: [
          said("late", 300, 480),
          said("soon", 300, 401),
          said("over", 300, 399),
          said("far", 300, 491),
          said("left", 300, 410),
          said("moved", 300, 410),
          said("moved", 390, 775),
        ],
      }),
      calm,
    );
    expect(due.map((one) => one.account)).toEqual(["soon", "late"]);
    expect(due[0]).toMatchObject({ due: 401 * DAY, state: "calm", earlier: null, people: 2 });
    expect(value).toBe(20);
  });

  test("stand beside what earlier accounts in the same state did, as many days before their date", () => {
    const past = Array.from({ length: 12 }, (_, i) => `p-${i}`);
    // Six were silent 30 days before, of whom four left on the day; of the six others one left ten days later.
    const isSilent = (name: string) => Number(name.slice(2)) < 6;
    const leaves = (name: string): number | null => {
      const i = Number(name.slice(2));
      return i < 4 ? 200 * DAY : i === 6 ? 210 * DAY : i === 7 ? 220 * DAY : null;
    };
    const figure = getRenewals(
      withFacts({
        end: END,
        accounts: [...past.map((name) => account(name, { churned: leaves(name) })), account("now")],
        renewals: [...past.map((name) => said(name, 165, 200)), said("now", 300, 420)],
      }),
      (name, at) => (name === "now" || (isSilent(name) && at === 170 * DAY) ? "silent" : "habit kept"),
    );
    expect(figure.due).toMatchObject([{ account: "now", state: "silent", earlier: { n: 6, stayed: 2 } }]);
    expect(figure.earlier).toMatchObject([
      { state: "silent", daysBefore: 30, n: 6, stayed: 2, share: 1 / 3 },
      { state: "habit kept", daysBefore: 30, n: 6, stayed: 5 },
    ]);
    const [lower, upper] = figure.due[0]!.earlier!.interval;
    expect([lower, upper].map((limit) => Number(limit.toFixed(4)))).toEqual([0.0968, 0.7]);
  });

  test("count a date as it was known then: one said too late, moved before, or left before is none", () => {
    const { earlier } = getRenewals(
      withFacts({
        end: END,
        accounts: ["in time", "too late", "moved", "renewed early", "gone", "not settled"].map((name) =>
          account(name, { churned: name === "gone" ? 150 * DAY : null }),
        ),
        renewals: [
          said("in time", 100, 200),
          said("too late", 180, 200),
          said("moved", 100, 200),
          said("moved", 105, 900),
          said("renewed early", 100, 200),
          said("renewed early", 190, 900),
          said("gone", 100, 200),
          said("not settled", 100, 390),
        ],
      }),
      calm,
    );
    expect(earlier.find(({ daysBefore }) => daysBefore === 30)).toMatchObject({ n: 2, stayed: 2 });
    expect(earlier.find(({ daysBefore }) => daysBefore === 90)).toMatchObject({ n: 3, stayed: 2 });
  });

  test("are held against what happened, told by what had settled before alone", () => {
    // One date a day; each second account leaves. The first ones have nobody before them.
    const names = Array.from({ length: 200 }, (_, i) => `a-${i}`);
    const { hindsight, earlier } = getRenewals(
      withFacts({
        end: END,
        accounts: names.map((name, i) => account(name, { churned: i % 2 === 0 ? (100 + i) * DAY : null })),
        renewals: names.map((name, i) => said(name, 65 + i, 100 + i)),
      }),
      calm,
    );
    expect(earlier).toMatchObject([{ daysBefore: 30, n: 200, stayed: 100 }]);
    const [told] = hindsight;
    // 30 days ahead and two weeks after: who is asked on day d knows those of d - 44 and before, and needs ten.
    expect(told!.n).toBe(200 - 44 - 9);
    expect(told!.expected).toBeCloseTo(told!.n / 2, -1);
    expect(told!.stayed).toBe(Math.ceil(told!.n / 2));
  });
});

test("accounts do not fit where an outcome is meant for none of their people, and have not left", () => {
  const facts = withFacts({
    end: 10 * DAY,
    accounts: [
      account("fits"),
      account("small", { value: 5, active: 8 * DAY }),
      account("large", { value: 50 }),
      account("left", { churned: DAY }),
    ],
    people: [
      person("ana", { account: "fits", fits: ["paid"] }),
      person("ben", { account: "fits" }),
      person("cleo", { account: "large", fits: ["other"] }),
      person("dan", { account: "left" }),
    ],
  });
  expect(getFits(facts, ["paid"])).toEqual([
    {
      outcome: "paid",
      accounts: 3,
      fit: 1,
      misfits: [
        { account: "large", people: 2, value: 50, silentMs: 10 * DAY },
        { account: "small", people: 2, value: 5, silentMs: 2 * DAY },
      ],
    },
  ]);
  expect(getFits(facts, [])).toEqual([]);
});
