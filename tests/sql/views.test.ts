import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isOut } from "../../src/insights/facts/exposures.ts";
import type { Facts } from "../../src/insights/facts/rows.ts";
import { getEffect } from "../../src/insights/figures/effects/effect.ts";
import { getProgramme } from "../../src/insights/figures/effects/programme.ts";
import type { Findings } from "../../src/insights/figures/findings.ts";
import { getGapFigures } from "../../src/insights/figures/way/gapFigures.ts";
import { getReaches } from "../../src/insights/figures/way/reaches.ts";
import type { TargetMet } from "../../src/insights/figures/way/targetMet.ts";
import type { Targets } from "../../src/insights/figures/way/targets.ts";
import { getTimeToMilestone } from "../../src/insights/figures/way/timeToMilestone.ts";
import { readTargets } from "../../src/insights/measures/readTargets.ts";
import { studentTUpperQuantile } from "../../src/insights/stats/studentT.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { getSeason } from "../../src/sdk/domain/engine/holdout.ts";
import type { Plan } from "../../src/sdk/domain/plan/plan.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { createViews } from "../../src/sql/createViews.ts";
import type { DialectName } from "../../src/sql/dialects.ts";
import { createStudentT } from "../../src/sql/studentT.ts";
import { createFolder, milepost } from "../cli/command.ts";
import { collectFacts } from "../insights/collect.ts";
import { addReports } from "./toldLog.ts";
import { type Call, type Row, WAREHOUSES, type Warehouse } from "./warehouses.ts";

/** A log with its figures, as the report has them. */
interface Case {
  readonly config: Config;
  readonly calls: readonly Call[];
  readonly plan: Plan;
  readonly targets: Targets;
  readonly facts: Facts;
}

function createCase(config: Config, calls: readonly Call[]): Case {
  const { plan } = parse(config);
  return { config, calls, plan, targets: readTargets(config), facts: collectFacts(config, calls) };
}

const year = simulateYear({ accounts: 18, holdout: 0.3 });
const calls = [...year.rows];

const byAccount = (config: Config): Config => ({
  ...config,
  holdout: { share: 0.3, by: "account", season: "half-year" },
  gaps: Object.fromEntries(
    Object.entries(config.gaps ?? {}).map(([id, gap]) => [
      id,
      { ...gap, holdout: { share: 0.3, by: "account" } },
    ]),
  ),
});

/** As pages tell who is held out of the whole programme, too. */
const withProgramme = (config: Config, all: readonly Call[]): Call[] => {
  const { plan } = parse(config);
  return all.map((call) => {
    if (call.event !== "Guide Shown" && call.event !== "Guide Held Out") return call;
    const at = Date.parse(`${call.timestamp}`);
    const { groupId } = call.context as Row;
    const who = { knownAs: `${call.userId ?? call.anonymousId}`, account: (groupId as string) ?? null, at };
    const isHeldOut = isOut(plan, who);
    const properties = {
      ...(call.properties as Row),
      season: getSeason(plan.holdout, at),
      ...(isHeldOut && { held_out_by: "programme" }),
    };
    return { ...call, event: isHeldOut ? "Guide Held Out" : call.event, properties };
  });
};

/** What pages say is paused, by the month of the year. */
const PAUSED: Readonly<Record<number, readonly string[]>> = {
  2: ["no-first-invoice", "set-up"],
  4: ["*"],
  8: ["working-alone", "sent-not-paid"],
};
const pause = (all: readonly Call[]): Call[] =>
  all.map((call) => {
    const paused = PAUSED[new Date(`${call.timestamp}`).getUTCMonth()];
    const properties = { ...(call.properties as Row), paused };
    return call.event === "Milepost Loaded" && paused ? { ...call, properties } : call;
  });

/** Some were held out in another browser, some guides users opened themselves, and some calls name no account. */
const disturb = (all: readonly Call[]): Call[] => {
  let shown = 0;
  return all.flatMap((call) => {
    if (call.event !== "Guide Shown") return [call];
    shown++;
    const { timestamp, messageId } = call;
    if (shown % 9 === 0) return [{ ...call, properties: { ...(call.properties as Row), self_opened: true } }];
    if (shown % 11 === 0) return [{ ...call, context: { ...(call.context as Row), groupId: undefined } }];
    if (shown % 20 !== 0) return [call];
    const later = new Date(Date.parse(`${timestamp}`) + 60_000).toISOString();
    return [call, { ...call, event: "Guide Held Out", messageId: `${messageId}-again`, timestamp: later }];
  });
};

/** Each gap whose bridge is judged aims for a share, too. */
const aim = (config: Config): Config => ({
  ...config,
  gaps: Object.fromEntries(
    Object.entries(config.gaps ?? {}).map(([id, gap], i) => [
      id,
      { ...gap, target: { within: gap.target?.within ?? "10d", share: 0.2 + 0.1 * i } },
    ]),
  ),
});

/** Seven years of one open-source library, as its pages would have told of them had it had any. */
function createContributions(): Case {
  const config = JSON.parse(readFileSync("tests/cases/contributions.milepost.json", "utf8")) as Config;
  const log = readFileSync("tests/data/contributions.jsonl", "utf8").trim().split("\n");
  const measured: Config = {
    ...config,
    holdout: 0.2,
    gaps: {
      gone: { ...config.gaps!.gone!, holdout: 0.3, target: { within: "2w" } },
      slow: { ...config.gaps!.slow!, bridge: ["tip"], holdout: 0.5, target: { within: "12w" } },
      alone: { from: "first", to: "busy", opens: { after: "1d" }, bridge: ["hint"], holdout: 0.4 },
    },
    guides: {
      ...config.guides,
      tip: { type: "banner", title: "Tests are welcome" },
      hint: { type: "banner", title: "There is more to do" },
    },
  };
  const own = log.map((line) => JSON.parse(line) as Call);
  return createCase(aim(measured), addReports(measured, own));
}

const held = byAccount(aim(year.config));
let third: Case | undefined;
let first: Case | undefined;
let second: Case | undefined;
const CASES: Readonly<Record<string, () => Case>> = {
  "a simulated year": () => (first ??= createCase(aim(year.config), calls)),
  "one that was disturbed and paused, with whole accounts held out, of all too": () =>
    (second ??= createCase(held, pause(disturb(withProgramme(held, calls))))),
  "a real log": () => (third ??= createContributions()),
};

/** What was aimed for, as views say it. */
const TARGET = ["ms", "share", "reached", "lower", "upper", "is_met"].map((name) => `target_${name}`);
const toTarget = (target: TargetMet | null): Row => ({
  target_ms: target?.withinMs ?? null,
  target_share: target?.share ?? null,
  target_reached: near(target?.reached ?? null),
  target_lower: near(target?.interval?.[0] ?? null),
  target_upper: near(target?.interval?.[1] ?? null),
  target_is_met: target && (target.isMet ? 1 : 0),
});

const toJson = (figure: object): object => JSON.parse(JSON.stringify(figure)) as object;
const toNumber = (cell: unknown): number | null => (cell === null ? null : Number(cell));
const near = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 9));
const sortBy = (rows: readonly Row[], ...keys: readonly string[]): Row[] => {
  const toKey = (row: Row): string => keys.map((key) => row[key]).join(" ");
  return rows.toSorted((a, b) => (toKey(a) < toKey(b) ? -1 : 1));
};

const everywhere = Object.keys(WAREHOUSES).flatMap((dialect) =>
  Object.keys(CASES).map((name) => [dialect as DialectName, name] as const),
);

describe.each(everywhere)("in %s, the views of %s", (dialect, name) => {
  let warehouse: Warehouse;
  let known: Case;
  beforeAll(async () => {
    known = CASES[name]!();
    warehouse = await WAREHOUSES[dialect]!();
    // Warehouses have some calls twice.
    await warehouse.load([...known.calls, ...known.calls.filter((_, i) => i % 7 === 0)]);
    const options = { dialect, table: "calls", time: "timestamp" };
    for (const statement of createViews(known.plan, known.targets, options)) await warehouse.run(statement);
  });
  afterAll(() => warehouse?.close());

  const read = async (view: string, numbers: readonly string[]): Promise<Row[]> =>
    (await warehouse.read(`select * from milepost_${view}`)).map((row) => ({
      ...row,
      ...Object.fromEntries(numbers.map((column) => [column, toNumber(row[column])])),
    }));

  test("have each unit's first reach of a milestone at the time that the report has", async () => {
    const rows = await read("milestones_reached", ["first_reached_ms"]);
    const { milestones } = known.facts;
    const expected = known.plan.milestones.flatMap(({ id: milestone_id }) => {
      const reached = milestones.filter(
        ({ milestone, kind }) => milestone === milestone_id && kind === "reached",
      );
      return [...new Set(reached.map(({ unit }) => unit))].map((unit_id) => {
        const [first_reached_ms] = getReaches(known.facts).get(milestone_id)!.get(unit_id)!;
        return { milestone_id, unit_id, first_reached_ms };
      });
    });
    const own = rows.map(({ milestone_id, unit_id, first_reached_ms }) => ({
      milestone_id,
      unit_id,
      first_reached_ms,
    }));
    expect(expected.length).toBeGreaterThan(150);
    expect(sortBy(own, "milestone_id", "unit_id")).toEqual(sortBy(expected, "milestone_id", "unit_id"));
  });

  test("have the way's times as the report has them", async () => {
    const columns = ["units", "reached", "quartile_ms", "median_ms", "upper_quartile_ms"];
    const rows = await read("way", [...columns, ...TARGET]);
    const expected = known.plan.milestones.map((milestone) => {
      const aim = known.targets.milestones[milestone.id];
      const { n, reached, medianMs, quartilesMs, target } = getTimeToMilestone(known.facts, milestone, aim);
      return {
        milestone_id: milestone.id,
        units: n,
        reached,
        quartile_ms: quartilesMs[0],
        median_ms: medianMs,
        upper_quartile_ms: quartilesMs[1],
        ...toTarget(target),
      };
    });
    expect(sortBy(rows, "milestone_id")).toEqual(sortBy(expected, "milestone_id"));
  });

  test("have the gaps of which a page has told, by who is lost, as the report has them", async () => {
    const { facts, plan, targets } = known;
    const owners = new Map<unknown, unknown>();
    for (const { userId, anonymousId } of known.calls)
      if (userId && !owners.has(anonymousId)) owners.set(anonymousId, userId);
    const told = new Set(
      known.calls
        .filter(({ event }) => event === "Gap Opened")
        .flatMap(({ timestamp, properties, context, userId, anonymousId }) =>
          [userId ?? owners.get(anonymousId), (context as Row).groupId].map(
            (unit) => `${(properties as Row).gap_id} ${unit} ${Date.parse(`${timestamp}`)}`,
          ),
        ),
    );
    const isTold = ({ gap, unit, opened }: Facts["gaps"][number]): boolean =>
      told.has(`${gap} ${unit} ${opened}`);
    const rows = await read("gaps", ["opened", "bridged", "lost", "median_ms", ...TARGET]);
    const expected = getGapFigures({ ...facts, gaps: facts.gaps.filter(isTold) }, plan, targets).map(
      ({ gap, opened, bridged, lost, medianMs, target }) => ({
        gap_id: gap,
        opened,
        bridged,
        lost,
        median_ms: medianMs,
        ...toTarget(target),
      }),
    );
    expect(sortBy(rows, "gap_id")).toEqual(sortBy(expected, "gap_id"));
    expect(rows.filter(({ target_lower }) => target_lower !== null).length).toBeGreaterThan(0);
    // Of the others none has told, since it was time that opened them, and nobody came any more.
    const untold = facts.gaps.filter((row) => !isTold(row));
    const last = new Map(facts.people.map((person) => [person.person, person.last]));
    expect(untold.length).toBeGreaterThan(30);
    expect(untold.filter(({ person, opened }) => last.get(person)! > opened)).toEqual([]);
  });

  test("have each unit's first trigger and its arm as the report has them", async () => {
    const rows = (await read("first_triggers", ["triggered_ms", "is_mixed"])).map((row) => ({
      gap_id: row.gap_id,
      unit_id: row.unit_id,
      account_id: row.account_id,
      triggered_ms: row.triggered_ms,
      arm: row.arm,
      is_mixed: row.is_mixed,
    }));
    // Who was held out of the whole programme has a trigger of none of its gaps.
    const own = known.facts.triggers.filter(({ isOut }) => !isOut);
    const expected = own.map(({ gap, unit, account, at, arm, isMixed }) => ({
      gap_id: gap,
      unit_id: unit,
      account_id: account,
      triggered_ms: at,
      arm,
      is_mixed: isMixed ? 1 : 0,
    }));
    expect(expected.length).toBeGreaterThan(150);
    expect(sortBy(rows, "gap_id", "unit_id")).toEqual(sortBy(expected, "gap_id", "unit_id"));
  });

  test("have the uplift of each gap, and its interval, as the report has them", async () => {
    const counts = [
      "treated_n",
      "treated_successes",
      "held_out_n",
      "held_out_successes",
      "mixed",
      "paused",
      "too_young",
    ];
    const rows = await read("uplift", [...counts, "uplift", "uplift_lower", "uplift_upper"]);
    const triggered = new Set(known.facts.triggers.flatMap(({ gap, isOut }) => (isOut ? [] : gap)));
    const expected = known.plan.gaps
      .filter(({ id }) => triggered.has(id))
      .map((gap) => {
        const figure = getEffect(known.facts, gap, known.plan, known.targets);
        return {
          gap_id: gap.id,
          mixed: figure.mixed,
          paused: figure.paused,
          too_young: figure.tooYoung,
          treated_n: figure.treated.n,
          treated_successes: figure.treated.bridged,
          held_out_n: figure.heldOut.n,
          held_out_successes: figure.heldOut.bridged,
          uplift: near(figure.uplift),
          uplift_lower: near(figure.interval?.[0] ?? null),
          uplift_upper: near(figure.interval?.[1] ?? null),
        };
      });
    expect(sortBy(rows, "gap_id")).toEqual(sortBy(expected, "gap_id"));
    expect(rows.filter(({ uplift_lower }) => uplift_lower !== null).length).toBeGreaterThan(1);
  });

  test("have the pauses that pages have told as the report has them", async () => {
    const rows = await read("pauses", ["paused_ms", "resumed_ms"]);
    const expected = known.facts.pauses.map(({ gap, from, until }) => ({
      gap_id: gap,
      paused_ms: from,
      resumed_ms: until,
    }));
    expect(sortBy(rows, "gap_id", "paused_ms")).toEqual(sortBy(expected, "gap_id", "paused_ms"));
  });

  test("have the worth of the programme in each season as the report has it", async () => {
    const { facts, plan, targets } = known;
    // Without a holdout of all there is no such view.
    if (plan.holdout.share === 0) return expect(getProgramme(facts, plan, targets)).toEqual([]);
    const counts = ["treated_n", "treated_successes", "held_out_n", "held_out_successes", "too_young"];
    const numbers = [...counts, "uplift", "uplift_lower", "uplift_upper", "told", "disagreeing"];
    const rows = await read("programme", [...numbers, "season_start", "season_end"]);
    const expected = getProgramme(facts, plan, targets).flatMap(
      ({ season, start, end, status, milestones, told, disagreeing }) =>
        milestones.map(({ milestone, treated, heldOut, uplift, interval, tooYoung }) => ({
          season,
          season_start: start,
          season_end: end,
          status,
          milestone_id: milestone,
          too_young: tooYoung,
          treated_n: treated.n,
          treated_successes: treated.reached,
          held_out_n: heldOut.n,
          held_out_successes: heldOut.reached,
          uplift: near(uplift),
          uplift_lower: near(interval?.[0] ?? null),
          uplift_upper: near(interval?.[1] ?? null),
          told,
          disagreeing,
        })),
    );
    expect(expected.some(({ held_out_n }) => held_out_n > 5)).toBe(true);
    expect(sortBy(rows, "season", "milestone_id")).toEqual(sortBy(expected, "season", "milestone_id"));
  });
});

test.each(Object.keys(CASES))(
  "the command prints the way, the gaps and the uplift that the views have, of %s",
  async (name) => {
    const { config, calls: log, plan, facts, targets } = CASES[name]!();
    const folder = createFolder();
    try {
      const words = [folder.write("milepost.json", config), folder.write("log.jsonl", [...log])];
      const found = JSON.parse((await milepost("report", ...words, "--json")).out) as Findings;
      for (const milestone of plan.milestones)
        expect(found.milestones[milestone.id]).toMatchObject(
          toJson(
            getTimeToMilestone(
              facts,
              milestone,
              targets.milestones[milestone.id],
              plan.segments.map(({ id }) => id),
            ),
          ),
        );
      for (const gap of plan.gaps) {
        const { opened, ...effect } = getEffect(facts, gap, plan, targets);
        const { treated, heldOut, uplift, interval, mixed, tooYoung } = effect;
        expect(found.gaps[gap.id]).toMatchObject(
          toJson({ treated, heldOut, uplift, interval, mixed, tooYoung, effectIfOpened: opened }),
        );
      }
      for (const figure of getGapFigures(facts, plan, targets))
        expect(found.gaps[figure.gap]).toMatchObject(toJson(figure));
    } finally {
      folder.remove();
    }
  },
);

describe.each(Object.keys(WAREHOUSES) as DialectName[])("in %s", (dialect) => {
  const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
  const say = (who: Row, minute: number, event: string, properties: Row = {}): Call => ({
    ...who,
    type: "track",
    event,
    timestamp: at(minute),
    properties,
    context: {},
  });
  const config = {
    version: 1,
    product: "acme",
    milestones: { "it's \\ done": { title: "Done", when: { event: "Done" } } },
    gaps: { stuck: { to: "it's \\ done", opens: { after: "1d" } } },
  } as const;

  test("a visitor's calls are those of the first user who came with the same id, and an empty id is none", async () => {
    const warehouse = await WAREHOUSES[dialect]!();
    await warehouse.load([
      say({ anonymousId: "kiosk" }, 0, "Looked"),
      say({ anonymousId: "kiosk", userId: "" }, 1, "Looked"),
      say({ anonymousId: "kiosk", userId: "bo" }, 3, "Looked"),
      say({ anonymousId: "kiosk", userId: "ana" }, 2, "Looked"),
      say({ anonymousId: "kiosk" }, 4, "Looked"),
      say({ userId: "cy", anonymousId: "" }, 5, "Looked"),
      say({ anonymousId: "passer-by" }, 6, "Looked"),
      say({ anonymousId: "", userId: "" }, 7, "Looked"),
    ]);
    const { plan } = parse(config);
    const targets = { milestones: {}, gaps: {} };
    for (const statement of createViews(plan, targets, { dialect, table: "calls", time: "timestamp" }))
      await warehouse.run(statement);
    const rows = await warehouse.read("select person_id from milepost_calls order by happened_ms");
    expect(rows.map(({ person_id }) => person_id)).toEqual([
      "ana",
      "ana",
      "ana",
      "bo",
      "ana",
      "cy",
      "passer-by",
    ]);
    await warehouse.close();
  });

  test("who was triggered while the gap was paused, or shortly before, is counted and left out", async () => {
    const days = (day: number): number => day * 24 * 60;
    const paused: Config = {
      version: 1,
      product: "acme",
      milestones: { done: { title: "Done", when: { event: "Done" } } },
      gaps: {
        stuck: { to: "done", bridge: ['a "tip"', "hint"], holdout: 0.5, target: { within: "7d" } },
        open: { to: "done", bridge: ["other"], holdout: 0.5, target: { within: "7d" } },
      },
      guides: {
        'a "tip"': { type: "banner", title: "Tip" },
        hint: { type: "banner", title: "Hint" },
        other: { type: "banner", title: "Other" },
      },
    };
    const load = (day: number, ids?: readonly string[]): Call =>
      say({ userId: "page" }, days(day), "Milepost Loaded", ids ? { paused: ids } : {});
    const trigger = (userId: string, day: number, event = "Guide Shown"): Call[] =>
      Object.entries({ stuck: "hint", open: "other" }).map(([gap_id, guide_id]) =>
        say({ userId }, days(day), event, { gap_id, guide_id }),
      );
    const log: Call[] = [
      load(1, ["hint"]),
      ...trigger("whole", 2),
      ...trigger("before", 14, "Bridge Handed On"),
      load(20, ["hint", 'a "tip"']),
      ...trigger("during", 21, "Guide Held Out"),
      load(22, ['a "tip"', "hint"]),
      load(30),
      ...trigger("after", 31, "Bridge Held Out"),
      load(60),
    ];
    const { plan } = parse(paused);
    const warehouse = await WAREHOUSES[dialect]!();
    await warehouse.load(log);
    const targets = readTargets(paused);
    for (const statement of createViews(plan, targets, { dialect, table: "calls", time: "timestamp" }))
      await warehouse.run(statement);
    const rows = await warehouse.read("select * from milepost_uplift order by gap_id desc");
    expect(
      rows.map((row) => [row.gap_id, ...[row.treated_n, row.held_out_n, row.paused].map(Number)]),
    ).toEqual([
      ["stuck", 1, 1, 2],
      ["open", 2, 2, 0],
    ]);
    const facts = collectFacts(paused, log);
    for (const [i, gap] of plan.gaps.entries())
      expect(getEffect(facts, gap, plan, targets)).toMatchObject({
        treated: { n: Number(rows[i]!.treated_n) },
        heldOut: { n: Number(rows[i]!.held_out_n) },
        paused: Number(rows[i]!.paused),
      });
    await warehouse.close();
  });

  test("accounts that are all alike have an interval by their number, and Student's t is right to nine digits", async () => {
    const whole: Config = {
      version: 1,
      product: "acme",
      milestones: { done: { title: "Done", when: { event: "Done" } } },
      gaps: {
        stuck: {
          to: "done",
          bridge: ["hint"],
          holdout: { share: 0.5, by: "account" },
          target: { within: "7d" },
        },
      },
      guides: { hint: { type: "banner", title: "Hint" } },
    };
    // Of each account one in three gets there, whose shares are the same but for rounding.
    const log = Array.from({ length: 42 }, (_, i): Call[] => {
      const account = `a${Math.floor(i / 3)}`;
      const who = { userId: `u${i}`, context: { groupId: account } };
      const isOut = i >= 24;
      const done = { ...say({ userId: `u${i}` }, 5, "Milestone Reached", { milestone_id: "done" }), ...who };
      return [
        {
          ...say({}, i % 3, isOut ? "Guide Held Out" : "Guide Shown", { gap_id: "stuck", guide_id: "hint" }),
          ...who,
        },
        ...(i % 3 === 0 ? [{ ...done, event: "Done" }, done] : []),
      ];
    }).flat();
    const { plan } = parse(whole);
    const warehouse = await WAREHOUSES[dialect]!();
    await warehouse.load([...log, say({ userId: "late" }, 30 * 24 * 60, "Seen")]);
    const targets = readTargets(whole);
    for (const statement of createViews(plan, targets, { dialect, table: "calls", time: "timestamp" }))
      await warehouse.run(statement);
    const [row] = await warehouse.read("select * from milepost_uplift");
    const facts = collectFacts(whole, [...log, say({ userId: "late" }, 30 * 24 * 60, "Seen")]);
    const { interval } = getEffect(facts, plan.gaps[0]!, plan, targets);
    expect(interval).not.toBeNull();
    expect([row!.uplift_lower, row!.uplift_upper].map(Number)).toEqual([
      near(interval![0]),
      near(interval![1]),
    ]);
    const degrees = [1, 1.0001, 1.37, 2, 3.3, 7, 12.5, 40, 333.3, 1e6];
    const given = degrees.map((df) => `select cast(${df} as double precision) as df`).join(" union all ");
    const read = await warehouse.read(
      `select df, ${createStudentT("df")} as t from (${given}) d order by df`,
    );
    for (const [i, df] of degrees.entries())
      expect(Number(read[i]!.t) / studentTUpperQuantile(0.025, df)).toBeCloseTo(1, 9);
    await warehouse.close();
  });

  test("an id may have any letter, and views go where they are told to", async () => {
    const warehouse = await WAREHOUSES[dialect]!();
    await warehouse.run("create schema figures");
    await warehouse.load([
      say({ userId: "ana" }, 0, "Milestone Reached", { milestone_id: "it's \\ done" }),
      say({ userId: "bo" }, 1, "Done"),
    ]);
    const { plan } = parse(config);
    const options = { dialect, table: "calls", time: "timestamp", into: "figures" };
    for (const statement of createViews(plan, { milestones: {}, gaps: {} }, options))
      await warehouse.run(statement);
    const [row] = await warehouse.read("select * from figures.milepost_way");
    expect([row!.milestone_id, Number(row!.units), Number(row!.reached)]).toEqual(["it's \\ done", 2, 1]);
    await warehouse.close();
  });
});
