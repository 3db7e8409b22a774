import fc from "fast-check";
import { expect, test } from "vitest";
import { createCrowd } from "../../src/replay/crowd.ts";
import { getReach, withKept } from "../../src/replay/kept.ts";
import type { LogEvent } from "../../src/replay/logEvent.ts";
import { toFact } from "../../src/replay/toFact.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import type { Plan } from "../../src/sdk/domain/plan/plan.ts";
import type { Report } from "../../src/sdk/domain/state/facts.ts";
import { getLawRuns } from "../helpers/lawRuns.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse("2026-03-02T09:00:00Z");
const END = START + 60 * DAY;
/** What came before is deleted, at first and once more. */
const BEFORE = [START + 18 * DAY, START + 30 * DAY] as const;

const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "Invoices", when: { event: "Invoice Sent", count: 2, within: "5d" } },
    weekly: { title: "Each week", when: { event: "Report Read", within: "1w" }, lapses: { grace: "2d" } },
    regular: {
      title: "Most weeks",
      when: { event: "Report Read", inPeriods: { of: "1d", atLeast: 2, outOf: 4 } },
      lapses: true,
    },
  },
  gaps: {
    stuck: { from: "workspace", to: "invoice", opens: { any: [{ after: "20d" }, { silent: "6d" }] } },
    quiet: { from: "workspace", to: "weekly", opens: { silent: "3d" } },
    again: { to: "regular", opens: { after: "1d" } },
  },
});
const { look, grace } = getReach(plan);
const lapsing = new Set(["weekly", "regular"]);

const toEvent = (at: number, name: string, more: Partial<LogEvent> = {}): LogEvent => ({
  type: "track",
  user: "ana",
  former: undefined,
  isVisitor: false,
  account: undefined,
  name,
  id: `${name} ${at}`,
  at,
  properties: {},
  traits: {},
  path: undefined,
  zone: undefined,
  byServer: false,
  line: "",
  ...more,
});

/** What milestones and gaps there are to tell of, in order of time. */
function run(of: Plan, events: readonly LogEvent[]): readonly Report[] {
  const told: Report[] = [];
  const crowd = createCrowd({
    engine: createFullEngine(of),
    zone: "UTC",
    onReports: (_, reports) => told.push(...reports),
  });
  for (const event of events) crowd.advance(crowd.meet(event).person, toFact(event));
  for (const person of crowd.all()) crowd.advance(person, { kind: "time", at: END });
  return told.filter(({ event }) => event.startsWith("Milestone ") || event.startsWith("Gap "));
}

/** What is left of a log: its first event without what it was, what was told, and what came later. */
function forget(events: readonly LogEvent[], before: number, of: Plan = withKept(plan)): readonly LogEvent[] {
  const turn = before + look;
  const kept = { kept: turn };
  const told = run(of, events)
    .filter(({ event }) => event !== "Gap Bridged")
    .filter(({ at, properties }) => !lapsing.has(`${properties.milestone_id}`) || at < turn + grace)
    .map(({ event, at, properties }) => toEvent(at, event, { ...kept, properties, byServer: true }));
  const [first, ...others] = events.map((event, i) =>
    i === 0 && event.at < before ? { ...event, ...kept, name: "" } : event,
  );
  const left = others.filter(({ at, byServer }) => at >= before && !byServer);
  return [first!, ...[...told, ...left].sort((a, b) => a.at - b.at)];
}

const say = (reports: readonly Report[]): readonly string[] =>
  reports.map(({ event, at, id, properties }) => JSON.stringify([at, event, id, properties])).sort();

const lines = fc.uniqueArray(
  fc.record({
    hour: fc.integer({ min: 0, max: 58 * 24 }),
    name: fc.constantFrom("Workspace Created", "Invoice Sent", "Report Read", "Report Read", "Page Read"),
  }),
  { minLength: 1, maxLength: 40, selector: ({ hour }) => hour },
);

test("of whom the old events are deleted, the same was reached, lapsed and opened, then and since", () => {
  let lapses = 0;
  fc.assert(
    fc.property(lines, (some) => {
      const events = some
        .map(({ hour, name }) => toEvent(START + hour * HOUR, name))
        .sort((a, b) => a.at - b.at);
      const expected = run(plan, events);
      const once = forget(events, BEFORE[0], plan);
      expect(say(run(withKept(plan), once))).toEqual(say(expected));
      expect(say(run(withKept(plan), forget(once, BEFORE[1])))).toEqual(say(expected));
      lapses += expected.filter(({ event, at }) => event === "Milestone Lapsed" && at < BEFORE[0]).length;
    }),
    getLawRuns(200),
  );
  expect(lapses).toBeGreaterThan(0);
});

test("of whom nothing is deleted, everything is as without", () => {
  fc.assert(
    fc.property(lines, (some) => {
      const events = some
        .map(({ hour, name }) => toEvent(START + hour * HOUR, name))
        .sort((a, b) => a.at - b.at);
      expect(say(run(withKept(plan), events))).toEqual(say(run(plan, events)));
    }),
    getLawRuns(100),
  );
});

test("of whom nothing is deleted, everything is as without, whoever of their account's events are", () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: {
      team: { title: "Team", level: "account", when: { event: "Member Joined" } },
      weekly: { title: "Each week", when: { event: "Report Read", within: "1w" }, lapses: { grace: "2d" } },
    },
    gaps: { alone: { to: "team", opens: { after: "1h" } }, quiet: { to: "weekly", opens: { silent: "3d" } } },
  });
  const account = "studio";
  const bens = [
    toEvent(START, "Page Read", { user: "ben", account }),
    toEvent(START + 2 * HOUR, "Member Joined", { user: "ben", account }),
    toEvent(START + 3 * HOUR, "Report Read", { user: "ben", account }),
  ];
  const told = run(plan, bens);
  // Both are told of the account, by what its other people did, which is deleted.
  const kept = told
    .filter(({ event, properties: { milestone_id: id } }) => event !== "Gap Bridged" && id === "team")
    .map(({ event, at, properties }) =>
      toEvent(at, event, { user: "ben", account, properties, byServer: true, kept: START + 20 * DAY }),
    );
  expect(kept.map(({ name }) => name)).toEqual(["Gap Opened", "Milestone Reached"]);
  const events = [...bens, ...kept].sort((a, b) => a.at - b.at);
  expect(say(run(withKept(plan), events))).toEqual(say(told));
});
