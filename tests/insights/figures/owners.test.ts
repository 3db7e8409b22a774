import { expect, test } from "vitest";
import type { GapRow, MilestoneRow } from "../../../src/insights/facts/rows.ts";
import { getOwners } from "../../../src/insights/figures/accounts/owners.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const { plan } = parse({
  version: 1,
  product: "acme",
  outcomes: { paid: { title: "Paid" }, team: { title: "Team" }, free: { title: "Free" } },
  milestones: {
    sent: { title: "Sent", outcome: "paid", when: { event: "Sent" } },
    joined: { title: "Joined", outcome: "team", when: { event: "Joined" } },
    seen: { title: "Seen", outcome: "free", when: { event: "Seen" } },
    lone: { title: "Lone", when: { event: "Lone" } },
  },
  gaps: { stuck: { to: "sent" }, alone: { to: "joined" }, other: { to: "lone" } },
});
const person = (name: string, first: number) => ({
  person: name,
  account: null,
  isVisitor: false,
  first: first * DAY,
  last: first * DAY,
  active: null,
  events: 1,
  segment: null,
  outcome: null,
  journeys: [],
  fits: [],
});
const reached = (unit: string, day: number): MilestoneRow => ({
  milestone: "sent",
  level: "user",
  unit,
  person: unit,
  kind: "reached",
  at: day * DAY,
  isPast: false,
});
const open = (unit: string, opened: number, bridged: number | null): GapRow => ({
  gap: "stuck",
  unit,
  person: unit,
  account: null,
  occurrence: 0,
  opened: opened * DAY,
  openedBy: "at once",
  bridged: bridged === null ? null : bridged * DAY,
});

test("owners have what is theirs, against its target, and how it was a week before", () => {
  const facts = withFacts({
    end: 30 * DAY,
    people: [person("ana", 0), person("ben", 0), person("cleo", 5), person("dan", 29)],
    milestones: [reached("ana", 3), reached("ben", 28)],
    gaps: [open("ana", 1, 3), open("ben", 1, 28), open("cleo", 6, null), open("dan", 29, null)],
  });
  const targets = {
    milestones: { sent: { withinMs: 30 * DAY, share: 0.5 } },
    gaps: { stuck: { withinMs: 3 * DAY, share: 0.25 } },
  };
  const owners = getOwners(facts, plan, targets, { paid: "ana@acme.example", team: "ben@acme.example" });
  expect(owners.map(({ owner, outcomes }) => [owner, outcomes])).toEqual([
    ["ana@acme.example", ["paid"]],
    ["ben@acme.example", ["team"]],
  ]);
  const [{ milestones, gaps }] = owners as [(typeof owners)[number]];
  expect(milestones).toMatchObject([{ milestone: "sent", n: 4, reached: 2, reachedLately: 1 }]);
  const [{ target, targetBefore }] = milestones as [(typeof milestones)[number]];
  expect(targetBefore).toMatchObject({ share: 0.5, isMet: false });
  expect(targetBefore!.reached).toBeCloseTo(1 / 3, 10);
  expect(target!.reached).toBeGreaterThan(targetBefore!.reached);
  // A week before, ben and cleo were lost; now cleo and dan are.
  expect(gaps).toMatchObject([{ gap: "stuck", lost: 2, lostBefore: 2 }]);
  // Of three one has crossed it within three days; dan has been followed for one of them.
  const [{ target: aim, targetBefore: aimBefore }] = gaps as [(typeof gaps)[number]];
  expect(aim).toMatchObject({ withinMs: 3 * DAY, share: 0.25, isMet: true });
  expect([aim!.reached, aimBefore!.reached]).toEqual([expect.closeTo(1 / 3, 10), expect.closeTo(1 / 3, 10)]);
  expect(owners[1]!.gaps).toEqual([
    { gap: "alone", lost: 0, lostBefore: 0, target: null, targetBefore: null },
  ]);
});
