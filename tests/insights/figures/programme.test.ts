import { describe, expect, test } from "vitest";
import type { AccountRow, MilestoneRow, PersonRow, ProgrammeRow } from "../../../src/insights/facts/rows.ts";
import { getProgramme } from "../../../src/insights/figures/effects/programme.ts";
import { clusterDifference } from "../../../src/insights/stats/clusterDifference.ts";
import { newcombe } from "../../../src/insights/stats/newcombe.ts";
import { formatProgramme } from "../../../src/insights/words/formatProgramme.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { toShare } from "../../../src/sdk/domain/lib/toShare.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const at = (date: string): number => Date.parse(date);
const createPlan = (holdout: object | number) =>
  parse({
    version: 1,
    product: "acme",
    milestones: {
      done: { title: "Done", when: { event: "Done" } },
      team: { title: "Team", level: "account", when: { event: "Joined" } },
    },
    holdout,
  }).plan;
const TARGETS = { milestones: { done: { withinMs: 10 * DAY } }, gaps: {} };
const QUARTERS = { share: 0.5, season: "quarter" };

const person = (name: string, first: number, account: string | null = null): PersonRow => ({
  person: name,
  account,
  isVisitor: false,
  first,
  last: first,
  active: first,
  events: 1,
  segment: null,
  outcome: null,
  journeys: [],
  fits: [],
});
const reached = (unit: string, when: number, milestone = "done"): MilestoneRow => ({
  milestone,
  level: milestone === "team" ? "account" : "user",
  unit,
  person: unit,
  kind: "reached",
  at: when,
  isPast: false,
});
const isOut = (season: string, unit: string, share = 0.5): boolean =>
  toShare("acme", "*", season, unit) < share;
const PEOPLE = Array.from({ length: 200 }, (_, i) => `u-${i}`);
const START = at("2026-01-01");

/** All come on the first day of the year; who is not held out in this season reaches it five days into it. */
function live(season: string, { end = "2026-04-20", since = season }: { end?: string; since?: string } = {}) {
  const treated = PEOPLE.filter((name) => !isOut(season, name));
  const facts = withFacts({
    start: START,
    end: at(end),
    people: PEOPLE.map((name) => person(name, START)),
    milestones: treated.map((name) => reached(name, at(`${since}-01`) + 5 * DAY)),
  });
  return { facts, treated: treated.length };
}

describe("the worth of the programme", () => {
  test("is the difference of the arms that the hash gives, of all customers, whether they came to a guide or not", () => {
    const { facts, treated } = live("2026-01");
    const [first] = getProgramme(facts, createPlan(QUARTERS), TARGETS);
    const { lower, upper } = newcombe(
      { trials: treated, successes: treated },
      { trials: 200 - treated, successes: 0 },
    );
    expect(first).toMatchObject({
      season: "2026-01",
      start: START,
      end: at("2026-04-01"),
      status: "final",
      milestones: [
        {
          milestone: "done",
          withinMs: 10 * DAY,
          treated: { n: treated, reached: treated },
          heldOut: { n: 200 - treated, reached: 0 },
          uplift: 1,
          interval: [lower, upper],
          tooYoung: 0,
        },
      ],
    });
  });

  test("draws anew in the next season, and leaves out who was there already", () => {
    const { facts } = live("2026-01", { end: "2026-06-30" });
    const [, second] = getProgramme(facts, createPlan(QUARTERS), TARGETS);
    const open = PEOPLE.filter((name) => isOut("2026-01", name));
    const out = open.filter((name) => isOut("2026-04", name)).length;
    expect(second).toMatchObject({ season: "2026-04", status: "running" });
    expect(second!.milestones[0]).toMatchObject({
      treated: { n: open.length - out, reached: 0 },
      heldOut: { n: out, reached: 0 },
    });
  });

  test("is not to be read before its season is over, nor for eight days after that", () => {
    const getStatus = (end: string) =>
      getProgramme(live("2026-01", { end }).facts, createPlan(QUARTERS), TARGETS)[0]!.status;
    expect(["2026-03-31", "2026-04-08", "2026-04-09"].map(getStatus)).toEqual([
      "running",
      "settling",
      "final",
    ]);
  });

  test("counts who is too young, by when they came into the season", () => {
    const late = at("2026-03-25");
    const facts = withFacts({
      start: START,
      end: at("2026-05-01"),
      people: [person("old", START), person("late", late), { ...person("visitor", START), isVisitor: true }],
      milestones: [reached("late", late + DAY)],
    });
    const [first] = getProgramme(facts, createPlan(QUARTERS), TARGETS);
    const { treated, heldOut, tooYoung } = first!.milestones[0]!;
    expect([treated.n + heldOut.n, tooYoung]).toEqual([1, 1]);
  });

  test("compares accounts where accounts are drawn, of their people and of their own milestones", () => {
    const accounts = Array.from({ length: 40 }, (_, i) => `a-${i}`);
    const treated = accounts.filter((name) => !isOut("2026-01", name));
    const facts = withFacts({
      start: START,
      end: at("2026-05-01"),
      people: accounts.flatMap((account) => [1, 2].map((i) => person(`${account}-${i}`, START, account))),
      accounts: accounts.map(
        (account): AccountRow => ({
          account,
          first: START,
          last: START,
          active: START,
          people: 2,
          value: null,
          churned: null,
        }),
      ),
      milestones: [
        ...treated.map((account) => reached(`${account}-1`, START + DAY)),
        ...treated.slice(0, 5).map((account) => reached(account, START + DAY, "team")),
      ],
    });
    const [first] = getProgramme(facts, createPlan({ ...QUARTERS, by: "account" }), TARGETS);
    const clusters = (count: number, successes: number) =>
      Array.from({ length: count }, () => ({ people: 2, successes }));
    const { interval } = clusterDifference(clusters(treated.length, 1), clusters(40 - treated.length, 0));
    const [done, team] = first!.milestones;
    expect(done).toMatchObject({ uplift: 0.5, interval: [interval.lower, interval.upper] });
    expect(done!.treated).toEqual({ n: 2 * treated.length, reached: treated.length });
    expect(team!.treated).toEqual({ n: treated.length, reached: 5 });
    expect(team!.heldOut).toEqual({ n: 40 - treated.length, reached: 0 });
  });

  test("leaves milestones of accounts out where people are drawn", () => {
    const [first] = getProgramme(live("2026-01").facts, createPlan(QUARTERS), TARGETS);
    expect(first!.milestones.map(({ milestone }) => milestone)).toEqual(["done"]);
  });

  test("counts whose pages have told of another arm, and says that it is not to be believed", () => {
    const { facts } = live("2026-01");
    const told = PEOPLE.map(
      (name, i): ProgrammeRow => ({
        person: name,
        season: "2026-01",
        arm: isOut("2026-01", name) === i >= 10 ? "held_out" : "treated",
        at: START,
      }),
    );
    const programme = getProgramme({ ...facts, programme: told }, createPlan(QUARTERS), TARGETS);
    expect(programme[0]).toMatchObject({ disagreeing: 10, told: 200 });
    expect(formatProgramme({ programme }).join("\n")).toContain("not to be believed: 10 of 200");
  });

  test("has one season without an end where none is said, with the arms of who has always been held out", () => {
    const plan = createPlan(0.5);
    const [only, ...others] = getProgramme(live("2026-01").facts, plan, TARGETS);
    const out = PEOPLE.filter((name) => toShare("acme", "*", name) < 0.5).length;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ season: "", start: START });
    expect(only!.milestones[0]!.heldOut.n).toBe(out);
  });

  test("is nothing where nobody is held out of it", () => {
    expect(getProgramme(live("2026-01").facts, createPlan(0), TARGETS)).toEqual([]);
  });

  test("is said in sentences, the latest season first", () => {
    const { facts } = live("2026-01");
    const lines = formatProgramme({ programme: getProgramme(facts, createPlan(QUARTERS), TARGETS) });
    expect(lines.filter((line) => line.startsWith("The whole"))).toEqual([
      "The whole programme, season 2026-04",
      "The whole programme, season 2026-01",
    ]);
    expect(lines.at(-1)).toMatch(
      /^ {2}done: by the age of 10 d in the season 100 % of \d+ with guides, 0 % of \d+ without: \+100 points \(\+\d+ to \+\d+\)$/,
    );
  });
});
