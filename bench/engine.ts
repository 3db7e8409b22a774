/**
 * What one event costs the engine, beside two rule engines that are given the same conditions. `npm run bench`.
 * Each of the milestones waits for an event of its own name with a total above 0. The others have no index and no
 * memory: they ask every rule of every event, which is what is measured here. It runs bundled, as products ship it: what
 * runs TypeScript as it is gives each function its name at run time, which doubles the time of the hot path.
 */
import { readFileSync } from "node:fs";
import jsonLogic, { type RulesLogic } from "json-logic-js";
import { Engine as RulesEngine } from "json-rules-engine";
import { parse } from "../src/sdk/config/parse.ts";
import { createFullEngine } from "../src/sdk/domain/features/fullEngine.ts";
import { createState } from "../src/sdk/domain/state/state.ts";

const HERE = { url: "https://acme.example/", user: "ana", zone: "UTC", replica: "one" };
const PROPERTIES = { total: 40 };
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `Event ${i}`);

/** Nanoseconds an event, the median of several rounds after one to warm up. */
async function measure(
  events: number,
  run: (name: string, i: number) => unknown,
  all: readonly string[],
): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    for (let i = 0; i < events; i++) {
      const done = run(all[i % all.length]!, round * events + i);
      if (done instanceof Promise) await done;
    }
    rounds.push(((performance.now() - start) / events) * 1e6);
  }
  return rounds.slice(1).sort((a, b) => a - b)[2]!;
}

function createMilepost(count: number, more: object): (name: string, i: number) => unknown {
  const milestones = Object.fromEntries(
    names(count).map((event, i) => [
      `m${i}`,
      { title: event, when: { event, where: { total: { above: 0 } }, ...more } },
    ]),
  );
  const gaps = Object.fromEntries(
    names(count).map((_, i) => [
      `g${i}`,
      { from: `m${i}`, to: `m${(i + 1) % count}`, opens: { after: "1d" } },
    ]),
  );
  const engine = createFullEngine(parse({ version: 1, product: "bench", milestones, gaps }).plan);
  const state = createState(0);
  return (name, i) =>
    engine.advance(state, { kind: "event", name, properties: PROPERTIES, at: i, id: `id-${i}` }, HERE);
}

function createRules(count: number): (name: string) => unknown {
  const engine = new RulesEngine();
  for (const event of names(count)) {
    engine.addRule({
      conditions: {
        all: [
          { fact: "name", operator: "equal", value: event },
          { fact: "total", operator: "greaterThan", value: 0 },
        ],
      },
      event: { type: event },
    });
  }
  return (name) => engine.run({ name, ...PROPERTIES });
}

function createLogic(count: number): (name: string) => unknown {
  const rules = names(count).map(
    (event): RulesLogic => ({ and: [{ "==": [{ var: "name" }, event] }, { ">": [{ var: "total" }, 0] }] }),
  );
  return (name) => {
    const data = { name, ...PROPERTIES };
    return rules.filter((rule) => jsonLogic.apply(rule, data));
  };
}

/** The floor: one look into a map by the event's name. */
function createLookup(count: number): (name: string) => unknown {
  const map = new Map(names(count).map((name, i) => [name, i]));
  return (name) => map.get(name);
}

/** A thousand people of the example's product at work, ten events in a session: events a second. */
function measureExample(): number {
  const config = JSON.parse(readFileSync("tests/cases/reference.milepost.json", "utf8"));
  const engine = createFullEngine(parse(config).plan);
  const start = Date.UTC(2026, 0, 5);
  const people = Array.from({ length: 1000 }, (_, i) => ({
    state: createState(start),
    here: { ...HERE, user: `user-${i}`, account: `account-${i % 50}`, zone: "Europe/Berlin" },
  }));
  for (const { state, here } of people) {
    engine.advance(state, { kind: "user", traits: { role: "admin" }, at: start }, here);
    engine.advance(state, { kind: "account", traits: { plan: "free" }, at: start }, here);
  }
  const events = 1_000_000;
  const began = performance.now();
  for (let i = 0, at = start; i < events; i++) {
    const { state, here } = people[Math.floor(i / 10) % people.length]!;
    at += i % 10 === 0 ? 100_000 : 1000;
    const properties = { total: 40, memberId: `member-${i % 9}` };
    const name = EXAMPLE_EVENTS[i % EXAMPLE_EVENTS.length]!;
    engine.advance(state, { kind: "event", name, properties, at, id: `8f1c2f3e-${i}` }, here);
  }
  return (events / (performance.now() - began)) * 1000;
}

/** Half of them the config asks for. */
const EXAMPLE_EVENTS = [
  "Workspace Created",
  "Invoice Sent",
  "Payment Received",
  "Member Joined",
  "Invoice Sent",
  "Invoice Viewed",
  "Report Opened",
  "Search Used",
  "Settings Changed",
  "Page Scrolled",
];

const format = (ns: number): string =>
  ns < 10_000
    ? `${ns.toFixed(0)} ns`
    : ns < 1e7
      ? `${(ns / 1000).toFixed(1)} µs`
      : `${(ns / 1e6).toFixed(1)} ms`;

console.log("an event".padEnd(44), ...["20", "200", "2,000 milestones"].map((head) => head.padStart(10)));
const rows: ReadonlyArray<
  readonly [
    what: string,
    create: (count: number) => (name: string, i: number) => unknown,
    events: number,
    all?: string[],
  ]
> = [
  ["that concerns nobody", (count) => createMilepost(count, {}), 200_000, ["Other"]],
  ["that a milestone has seen enough of", (count) => createMilepost(count, {}), 200_000],
  ["  of the same twenty kinds", (count) => createMilepost(count, {}), 200_000, names(20)],
  [
    "that three within a week are counted of",
    (count) => createMilepost(count, { count: 3, within: "7d" }),
    100_000,
  ],
  ["json-logic-js", createLogic, 200],
  ["json-rules-engine", createRules, 40],
  ["a bare Map lookup", createLookup, 500_000],
];
for (const [what, create, events, all] of rows) {
  const cells: string[] = [];
  for (const count of [20, 200, 2000]) {
    const fewer = count === 2000 ? Math.ceil(events / 10) : events;
    cells.push(format(await measure(fewer, create(count), all ?? names(count))).padStart(10));
  }
  console.log(what.padEnd(44), ...cells);
}
const rates = [measureExample(), measureExample(), measureExample()].sort((a, b) => a - b);
console.log(`\nthe example's config: ${Math.round(rates[1]!).toLocaleString("en")} events a second`);
