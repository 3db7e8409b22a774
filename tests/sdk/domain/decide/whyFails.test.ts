import { expect, test } from "vitest";
import { whyFails } from "../../../../src/sdk/domain/decide/whyFails.ts";
import { createPerson, type TestPerson } from "../../../helpers/person.ts";

const config = (condition: object) => ({
  milestones: {
    sent: { title: "Sent", when: { event: "Sent" } },
    habit: { title: "Habit", when: { event: "Sent", within: "1d" }, lapses: true },
  },
  outcomes: { money: { title: "Money" }, team: { title: "Team" } },
  journeys: {
    start: { title: "Start", milestones: ["sent"] },
    staff: { title: "Staff", for: { trait: "role", is: "staff" }, milestones: ["sent"] },
  },
  segments: [{ id: "pro", when: { trait: "plan", is: "pro" } }],
  gaps: { stuck: { to: "sent", opens: { event: "Asked" } } },
  guides: { tip: { type: "tooltip", target: "#a", title: "Tip", if: condition } },
});

const known = (ana: TestPerson): unknown =>
  ana.identify({ role: "clerk", createdAt: 1_767_225_600, plan: "free" });
const sent = (ana: TestPerson): unknown => ana.track("Sent", { total: 5 });

type Row = readonly [said: string, condition: object, story?: (ana: TestPerson) => unknown];

const ROWS: readonly Row[] = [
  ['trait role: found "clerk", expected is "admin"', { trait: "role", is: "admin" }, known],
  ['trait role: found nothing, expected in ["admin","owner"]', { trait: "role", in: ["admin", "owner"] }],
  ['account plan.name: found nothing, expected is "pro"', { account: "plan.name", is: "pro" }],
  [
    "trait createdAt: found 1767225600 (1970-01-21 in milliseconds; are these seconds?), expected inLast 2w",
    { trait: "createdAt", inLast: "14d" },
    known,
  ],
  ["event Sent: found 1, expected 3 within 1w", { event: "Sent", count: 3, within: "7d" }, sent],
  [
    "event Sent: found 0, expected 1 where total is above 10",
    { event: "Sent", where: { total: { above: 10 } } },
    sent,
  ],
  ["event Sent: found 5, expected 9 in total", { event: "Sent", sum: { of: "total", atLeast: 9 } }, sent],
  ["outcome: found none, expected money", { outcome: "money" }],
  [
    "outcome: found team, expected money",
    { all: [{ outcome: ["team", "money"] }, { outcome: "money" }] },
    (ana) => ana.track("Outcome Chosen", { outcome_id: "team" }),
  ],
  [
    "journey start: found on-track before sent, expected behind or stuck",
    { journey: "start", is: ["behind", "stuck"] },
  ],
  ["journey start: found done, expected silent", { journey: "start", is: "silent" }, sent],
  ["journey staff: found somebody who is not on it, expected on-track", { journey: "staff", is: "on-track" }],
  ["gap stuck: found not open, expected open for 1d", { gap: "stuck", is: "open", after: "1d" }],
  ["any event: found 1, expected 2", { event: "*", count: 2 }, sent],
  [
    "event Sent, then event Paid: found 1 of 1, then 0 of 1, expected the one and then the other",
    { then: [{ event: "Sent" }, { event: "Paid" }] },
    sent,
  ],
  ["views of /pricing: found 0, expected 2 within 1w", { page: "/pricing", count: 2, within: "7d" }],
  [
    "trait used: found 4, expected atLeast 5 (trait seats)",
    { trait: "used", atLeast: { trait: "seats" } },
    (ana) => ana.identify({ used: 4, seats: 5 }),
  ],
  [
    "trait used: found 4, expected atLeast nothing (account seats)",
    { trait: "used", atLeast: { account: "seats" } },
    (ana) => ana.identify({ used: 4 }),
  ],
  [
    'trait role: found "Clerk", expected is "admin" in any case',
    { trait: "role", is: "Admin", anyCase: true },
    (ana) => ana.identify({ role: "Clerk" }),
  ],
  [
    'trait teams.*.role: found "a", "b", expected is "c"',
    { trait: "teams.*.role", is: "c" },
    (ana) => ana.identify({ teams: [{ role: "a" }, { role: "b" }] }),
  ],
  ["sample by user: found another part of them, expected the share of 0", { sample: 0 }],
  ["milestone sent: found open, expected reached", { milestone: "sent", is: "reached" }],
  ["milestone sent: found reached, expected open", { milestone: "sent", is: "open" }, sent],
  [
    "milestone sent: found reached, expected reached for 1d",
    { milestone: "sent", is: "reached", after: "1d" },
    sent,
  ],
  ["segment: found none, expected pro", { segment: "pro" }],
  ["gap stuck: found not open, expected open", { gap: "stuck", is: "open" }],
  ["page: found /, expected /invoices", { page: "/invoices" }],
  ['now weekday: found "mon", expected in ["sat","sun"]', { now: "weekday", in: ["sat", "sun"] }],
  ["silent: found a sign of life since, expected silence for 1d", { silent: "1d" }],
  [
    'trait role: found "clerk", expected is "admin"',
    { all: [{ trait: "plan", is: "free" }, { trait: "role", is: "admin" }, { event: "Never" }] },
    known,
  ],
  [
    'trait role: found "clerk", expected is "admin"; and event Never: found 0, expected 1',
    { any: [{ trait: "role", is: "admin" }, { event: "Never" }] },
    known,
  ],
  [
    "trait role: found that it holds, expected that it does not",
    { not: { trait: "role", is: "clerk" } },
    known,
  ],
];

test.each(ROWS.map((row) => [row[0], row] as const))(
  "what fails is said: %s",
  (said, [, condition, story]) => {
    const ana = createPerson(config(condition));
    story?.(ana);
    const scene = ana.engine.look(ana.state(), ana.here(), ana.now());
    expect(whyFails(scene.index.guides.get("tip")!.if!, scene)).toBe(said);
  },
);

test("of what holds, nothing is said", () => {
  const ana = createPerson(config({ trait: "role", is: "clerk" }));
  known(ana);
  const scene = ana.engine.look(ana.state(), ana.here(), ana.now());
  expect(whyFails(scene.index.guides.get("tip")!.if!, scene)).toBeUndefined();
});
