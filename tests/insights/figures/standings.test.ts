import { describe, expect, test } from "vitest";
import { getStandings } from "../../../src/insights/figures/accounts/standings.ts";
import { getFunnels } from "../../../src/insights/figures/way/funnel.ts";
import { readTargets } from "../../../src/insights/measures/readTargets.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import type { Config } from "../../../src/sdk/config/schema.ts";
import { collectFacts } from "../collect.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 9);

const config = {
  version: 1,
  product: "acme",
  outcomes: { money: { title: "Money", owner: "mia@acme.example" }, paper: { title: "No paper" } },
  milestones: {
    signup: { title: "Sign up", when: { event: "Signed Up" }, target: { within: "2d" } },
    paid: { title: "Paid", when: { event: "Paid" }, outcome: "money", target: { within: "10d" } },
    team: { title: "Team", level: "account", when: { event: "Joined" }, target: { within: "5d" } },
  },
  gaps: { unpaid: { from: "signup", to: "paid", target: { within: "4d" } } },
  journeys: {
    start: { title: "Start", milestones: ["signup", "paid"] },
    together: { title: "Together", milestones: ["team"] },
  },
  retention: { value: { account: "mrr" }, churned: { event: "Left" }, silent: "9d" },
  guides: { ask: { type: "survey", question: { kind: "outcome", ask: "What for?" } } },
};

type Row = Readonly<Record<string, unknown>>;
let count = 0;
const did = (user: string, account: string, days: number, event: string, properties: Row = {}): Row => ({
  type: "track",
  event,
  properties,
  userId: user,
  messageId: `m${++count}`,
  timestamp: new Date(START + days * DAY).toISOString(),
  context: { groupId: account },
});
const worth = (user: string, account: string, mrr: number, more: Row = {}): Row => ({
  ...did(user, account, 0, ""),
  type: "group",
  groupId: account,
  traits: { mrr, ...more },
});

const LOG: readonly Row[] = [
  // Ana is stuck since her gap has been open for four days; Ben of the same studio has come further.
  did("ana", "studio", 0, "Signed Up"),
  did("ana", "studio", 9, "Looked"),
  did("ben", "studio", 0, "Signed Up"),
  did("ben", "studio", 9, "Paid"),
  // Cleo has not come to her first step in two days.
  worth("cleo", "harbour", 40),
  did("cleo", "harbour", 9, "Looked"),
  // Dan has done nothing for nine days, and more is lost with him.
  worth("dan", "nordlicht", 900),
  did("dan", "nordlicht", 0.5, "Signed Up"),
  // Eve's account has left.
  did("eve", "gone", 0, "Left"),
  did("ana", "studio", 1, "Outcome Chosen", { outcome_id: "money" }),
  did("ben", "studio", 1, "Outcome Chosen", { outcome_id: "paper" }),
  did("ben", "studio", 3, "Outcome Chosen", { outcome_id: "money" }),
  did("cleo", "harbour", 1, "Outcome Chosen", { outcome_id: "paper" }),
];

const { plan } = parse(config);
const targets = readTargets(config as unknown as Config);
const facts = collectFacts(config, LOG, { end: START + 10 * DAY });
const at = (days: number): number => START + days * DAY;

describe("where people stand", () => {
  const [start, together] = getStandings(facts, plan, targets);

  test("is counted by journey", () => {
    expect(start).toMatchObject({ journey: "start", of: "people" });
    expect(start!.counts).toEqual({ done: 1, "on-track": 0, behind: 1, stuck: 1, silent: 2 });
  });

  test("has each person's standing with since when, and what they wait for", () => {
    const said = facts.standings
      .filter(({ journey }) => journey === "start")
      .map(({ person, is, since, next }) => [person, is, since, next]);
    expect(said).toEqual([
      ["ana", "stuck", at(4), "paid"],
      ["ben", "done", at(9), null],
      ["cleo", "behind", at(2), "signup"],
      ["dan", "silent", at(9.5), "paid"],
      ["eve", "silent", at(9), "signup"],
    ]);
  });

  test("lists accounts whose people are all behind, stuck or silent, by what they are worth, with who answers for it", () => {
    expect(start!.accounts).toEqual([
      {
        account: "nordlicht",
        is: "silent",
        since: at(9.5),
        waitsFor: "paid",
        owner: "mia@acme.example",
        value: 900,
      },
      { account: "harbour", is: "behind", since: at(2), waitsFor: "signup", owner: null, value: 40 },
    ]);
  });

  test("is the account's where all milestones are, over all its people, from its own beginning", () => {
    expect(together).toMatchObject({ journey: "together", of: "accounts" });
    expect(together!.counts).toEqual({ done: 0, "on-track": 0, behind: 2, stuck: 0, silent: 2 });
    expect(together!.accounts.map(({ account, is, since }) => [account, is, since])).toEqual([
      ["nordlicht", "silent", at(9.5)],
      ["harbour", "behind", at(5)],
      ["studio", "behind", at(5)],
    ]);
    const older = collectFacts(
      config,
      [...LOG, worth("ana", "studio", 0, { createdAt: "2026-01-01T09:00:00Z" })],
      {
        end: at(10),
      },
    );
    const studio = older.standings.find((row) => row.journey === "together" && row.account === "studio");
    expect(studio).toMatchObject({ is: "behind", since: at(1) });
  });
});

describe("a funnel by what customers have chosen", () => {
  test("tells people apart by the outcome that they chose last", () => {
    const [{ groups } = { groups: [] }] = getFunnels(facts, plan, "outcome");
    expect(groups.map(({ outcome, segment, people }) => [outcome, segment, people])).toEqual([
      [undefined, null, 5],
      ["money", null, 2],
      ["paper", null, 1],
    ]);
    expect(groups[1]!.steps.map(({ throughout }) => throughout)).toEqual([2, 1]);
  });
});
