import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileSource } from "../../src/check/compileSource.ts";
import { diskFiles } from "../../src/check/files/files.ts";
import { loadConfig } from "../../src/check/files/loadConfig.ts";
import { toValue } from "../../src/check/source/part.ts";
import { type LogEvent, readEvent } from "../../src/replay/logEvent.ts";
import { createReplay } from "../../src/replay/replay.ts";
import { findConditions } from "../../src/replay/watches.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { decide } from "../../src/sdk/domain/decide/decide.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import { getBodies } from "../../src/sdk/domain/plan/getBodies.ts";
import type { Plan, Test, TraitRef } from "../../src/sdk/domain/plan/plan.ts";
import { loadPlan } from "../../src/sdk/runtime/loadPlan.ts";
import type { Chunks } from "../../src/sdk/runtime/world.ts";
import { parseMarkdown } from "../../src/widgets/text/markdown.ts";

/** What a page has of an address that gives `text`. It can check a config where it `checks`. */
async function load(text: string, checks: boolean): Promise<Plan> {
  const config = async () => {
    if (!checks) throw new Error("found what checks a config, expected none for a compiled plan");
    return { parse };
  };
  const chunks = { config } as unknown as Chunks;
  const { plan } = await loadPlan("/milepost.json", Promise.resolve(new Response(text)), chunks);
  return plan;
}

const NONE: ReadonlySet<string> = new Set();
const MONTH = 30 * 86_400_000;
const START = Date.UTC(2026, 0, 5, 9);

/** What follows of each event in turn: all that is decided for the one who did it, and all that was reported up to then. */
function follow(plan: Plan, log: readonly LogEvent[]): string[] {
  const lines: string[] = [];
  const engine = createFullEngine(plan);
  const replay = createReplay({
    engine,
    zone: "UTC",
    onReport: (person, report) => lines.push(`${person.number} ${JSON.stringify(report)}`),
    onJoin: () => {},
    onEvent(person, event) {
      const scene = engine.look(person.state, person.here, event.at);
      const decisions = decide(scene, { live: person.live, asked: NONE, missing: NONE });
      lines.push(`${person.number} ${JSON.stringify(decisions)}`);
    },
  });
  for (const event of log) replay.take(event);
  replay.end((log.at(-1)?.at ?? 0) + MONTH);
  return lines;
}

type Asked = TraitRef & { readonly test: Test };
const ALIKE: Test = { op: "is", value: 3 };

const toEvent = (row: object): LogEvent => {
  const event = readEvent(row, JSON.stringify(row));
  if ("code" in event) throw new Error(`found ${JSON.stringify(row)}, expected an event`);
  return event;
};

/** A value that a trait has to have, by what a condition asks of it at `at`. */
function fulfil({ op, value }: Test, at: number): unknown {
  if (op === "inNext" || op === "inLast")
    return new Date(at + (op === "inNext" ? value : -value) / 2).toISOString();
  if (op === "above") return value + 1;
  return op === "below" ? value - 1 : [value].flat()[0];
}

/** A quarter in a config's product: its own events, pages and traits, with what it asks of them or not, and others. */
function imagine(plan: Plan, seed: number): LogEvent[] {
  const all = [...findConditions(plan)];
  const events = plan.counters.flatMap(({ events: names, where }) =>
    names.map((name) => ({
      type: "track",
      event: name === "*" ? "Something Else" : name,
      properties: Object.fromEntries(where.map(([path, test]) => [path.join("."), fulfil(test, START)])),
    })),
  );
  const pages = [...all, ...plan.guides].flatMap((one) => ("on" in one && one.on) || []);
  const traits = all.flatMap((one): Asked[] => {
    if (one.kind !== "trait") return [];
    const { test } = one;
    // Two that are to be compared are alike.
    return "than" in test ? [one, test.than].map((each) => ({ ...each, test: ALIKE })) : [{ ...one, test }];
  });
  const act = fc.record({
    user: fc.constantFrom("ana", "bo", "cy", "di"),
    hours: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
    row: fc.oneof(
      fc.constantFrom(...events, { type: "track", event: "Something Else" }),
      fc.constantFrom(...events).map((one) => ({ ...one, properties: {} })),
      fc.constantFrom(...pages, "/").map((path) => ({
        type: "page",
        properties: { path: path.replaceAll(/\*|:\w+/g, "1") },
      })),
      fc.constant({ type: "identify" }),
      { arbitrary: fc.constant({ type: "group", groupId: "acme" }), weight: 4 },
    ),
    known: fc.shuffledSubarray(traits),
  });
  const [acts] = fc.sample(fc.array(act, { minLength: 150, maxLength: 150 }), { numRuns: 1, seed });
  let at = START;
  return acts!.map(({ user, hours, row, known }, i) => {
    at += hours * 3_600_000 + 1;
    const of = row.type === "group" ? "account" : "user";
    const said = known.filter((one) => one.of === of);
    return toEvent({
      ...row,
      userId: user,
      messageId: `m${i}`,
      timestamp: new Date(at).toISOString(),
      traits: Object.fromEntries(said.map(({ path, test }) => [path.join("."), fulfil(test, at)])),
    });
  });
}

const readLog = (path: string): LogEvent[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => toEvent(JSON.parse(line)));

const CONFIGS = [
  "examples/invoices/milepost.json",
  "examples/tasks/milepost.json",
  ...readdirSync("playbooks").map((name) => `playbooks/${name}/milepost.json`),
  ...readdirSync("tests/cases/real").map((name) => `tests/cases/real/${name}`),
  "tests/cases/reference.milepost.json",
];

test.each(CONFIGS)("a compiled plan has its Markdown read: %s", async (path) => {
  const { made } = compileSource(loadConfig(path, diskFiles), { now: Date.parse("2026-01-01") });
  const { marks = {}, widgets, ...plan } = await load(made!.json, false);
  expect(widgets).not.toContain("markdown");
  for (const body of getBodies(plan).filter((one) => one.trim()))
    expect(marks[body] ?? [{ tag: "p", of: [body.trim()] }]).toEqual(parseMarkdown(body));
});

describe("a compiled plan decides and reports after each event what its config does:", () => {
  async function makeBoth(path: string): Promise<readonly [compiled: Plan, config: Plan]> {
    const loaded = loadConfig(path, diskFiles);
    const { made } = compileSource(loaded, { now: Date.parse("2026-01-01") });
    const compiled = await load(made!.json, false);
    return [compiled, await load(JSON.stringify(toValue(loaded.root!)), true)];
  }

  test.each(CONFIGS)("%s", async (path) => {
    const [compiled, config] = await makeBoth(path);
    const seen = [1, 2, 3].flatMap((seed) => {
      const log = imagine(config, seed);
      const expected = follow(config, log);
      expect(follow(compiled, log)).toEqual(expected);
      return expected;
    });
    // So that it says something: guides show, and milestones are reached.
    expect(seen.some((line) => line.includes('"show":true'))).toBe(true);
    expect(seen.some((line) => line.includes('"Milestone Reached"'))).toBe(true);
  });

  test("the real log of a library's changes", async () => {
    const [compiled, config] = await makeBoth("tests/cases/contributions.milepost.json");
    const log = readLog("tests/data/contributions.jsonl");
    const expected = follow(config, log);
    expect(expected.length).toBeGreaterThan(log.length);
    expect(follow(compiled, log)).toEqual(expected);
  });
});
