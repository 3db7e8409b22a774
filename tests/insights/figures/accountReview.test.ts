import { describe, expect, test } from "vitest";
import type { MilestoneRow, PersonRow } from "../../../src/insights/facts/rows.ts";
import { getAccountReview } from "../../../src/insights/figures/accounts/accountReview.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: {
    sent: { title: "Sent", when: { event: "Sent" } },
    team: { title: "Team", level: "account", when: { event: "Joined", count: 2 } },
    weekly: { title: "Weekly", when: { event: "Sent", count: 2, within: "1w" }, lapses: true },
  },
  segments: [
    { id: "free", when: { account: "plan", is: "free" } },
    { id: "pro", when: { account: "plan", is: "pro" } },
    { id: "max", when: { account: "plan", is: "max" } },
  ],
  gaps: { stuck: { to: "sent" }, alone: { to: "team" } },
});
const targets = { milestones: { sent: { withinMs: 7 * DAY, share: 0.5 } }, gaps: {} };

const person = (name: string, account: string, first: number, segment: string | null): PersonRow => ({
  person: name,
  account,
  isVisitor: false,
  first,
  last: first,
  active: first,
  events: 1,
  segment,
  outcome: null,
  journeys: [],
  fits: [],
});
const row = (
  unit: string,
  milestone: string,
  at: number,
  more: Partial<MilestoneRow> = {},
): MilestoneRow => ({
  milestone,
  level: "user",
  unit,
  person: unit,
  kind: "reached",
  at,
  isPast: false,
  ...more,
});
const gap = (name: string, unit: string, bridged: number | null) => ({
  gap: name,
  unit,
  person: unit,
  account: "studio",
  occurrence: 0,
  opened: DAY,
  openedBy: "at once",
  bridged,
});

describe("an account's review", () => {
  const facts = withFacts({
    end: 20 * DAY,
    accounts: [
      {
        account: "studio",
        first: 0,
        last: 15 * DAY,
        active: 12 * DAY,
        people: 3,
        value: 90,
        churned: null,
      },
    ],
    people: [
      person("ana", "studio", 0, "free"),
      person("ben", "studio", 15 * DAY, "pro"),
      person("cleo", "studio", 2 * DAY, null),
      person("dan", "elsewhere", 0, "max"),
    ],
    milestones: [
      row("ana", "sent", 3 * DAY),
      row("cleo", "sent", 12 * DAY),
      row("dan", "sent", DAY),
      row("ana", "weekly", 4 * DAY),
      row("ana", "weekly", 9 * DAY, { kind: "lapsed" }),
      row("studio", "team", 5 * DAY, { level: "account" }),
    ],
    gaps: [
      gap("stuck", "ana", 3 * DAY),
      gap("stuck", "ben", null),
      gap("stuck", "dan", null),
      gap("alone", "studio", 5 * DAY),
    ],
  });
  const review = getAccountReview(facts, plan, targets, "studio")!;

  test("counts its own people against the target, each from their own first event", () => {
    const [sent, team, weekly] = review.milestones;
    expect(sent).toMatchObject({ n: 3, reached: 2, target: { inTime: 1, onTheWay: 1, share: 0.5 } });
    expect(team).toMatchObject({ n: 1, reached: 1, has: 1, target: null });
    expect(weekly).toMatchObject({ n: 3, reached: 1, has: 0, lapses: true });
  });

  test("has who is stuck where, and the rung above the highest", () => {
    expect(review.people.map(({ person: name, open }) => [name, open])).toEqual([
      ["ben", ["stuck"]],
      ["cleo", []],
      ["ana", []],
    ]);
    expect(review.gaps.map((one) => [one.gap, one.opened, one.crossed, one.open])).toEqual([
      ["stuck", 2, 1, 1],
      ["alone", 1, 1, 0],
    ]);
    expect(review).toMatchObject({ segment: "pro", nextSegment: "max", silentMs: 8 * DAY, value: 90 });
  });

  test("is none of an account that the log does not have", () => {
    expect(getAccountReview(facts, plan, targets, "nowhere")).toBeUndefined();
  });
});
