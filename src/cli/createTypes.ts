import { getActions, getAll, getConditions, getSteps, getTexts } from "../check/rules/parts.ts";
import { getOutcomeQuestions } from "../sdk/config/checks/checkOutcomes.ts";
import type { EventConfig, TestConfig } from "../sdk/config/conditionSchema.ts";
import type { Config } from "../sdk/config/schema.ts";
import { TEST_OPS, type TestOp } from "../sdk/domain/plan/plan.ts";

/** Types of each property, by its name. */
type Shape = Map<string, Set<string>>;

/** The TypeScript that tells `track`, `identify`, `group` and `start` the names of a config. */
export function createTypes(config: Config, file: string): string {
  const events = new Map<string, Shape>();
  const [users, accounts]: readonly [Shape, Shape] = [new Map(), new Map()];
  const noteEvent = (name: string): Shape => getOr(events, name, () => new Map());

  for (const { part } of getConditions(config).flatMap(getAll)) {
    if ("event" in part) noteCounted(part, noteEvent);
    if ("then" in part) for (const one of part.then) noteCounted(one, noteEvent);
    if ("trait" in part) note(users, part.trait, toType(part as TestConfig));
    if ("outcome" in part) noteChoice(config, noteEvent);
    if ("account" in part) note(accounts, part.account, toType(part as TestConfig));
  }
  if (getOutcomeQuestions(config).length > 0) noteChoice(config, noteEvent);
  for (const { part } of getActions(config)) if (part.track !== undefined) noteEvent(part.track);
  for (const guide of Object.values(config.guides ?? {}))
    for (const { advance } of getSteps(guide)) if (advance && "event" in advance) noteEvent(advance.event);
  for (const { part } of getTexts(config))
    for (const [, of, name] of JSON.stringify(part).matchAll(/\{\{\s*(user|account)\.([\w-]+)/g))
      note(of === "user" ? users : accounts, name!, undefined);

  const ids = [...Object.keys(config.guides ?? {}), ...(config.docs ?? []).map(({ id }) => id)];
  const members = [
    `events: ${writeObject(
      sort(events).map(([name, shape]) => `${write(name)}: ${writeShape(shape, 3)};`),
      2,
    )};`,
    `guides: ${ids.toSorted().map(write).join(" | ") || "never"};`,
    `userTraits: ${writeShape(users, 2)};`,
    `accountTraits: ${writeShape(accounts, 2)};`,
  ];
  return [
    `// Made of ${file} by \`milepost types\`: what is changed here is lost when it runs again.`,
    'import "milepost";',
    "",
    'declare module "milepost" {',
    "  interface Vocabulary {",
    ...members.map((member) => `    ${member}`),
    "  }",
    "}",
    "",
  ].join("\n");
}

/** A form of the page's own may ask what somebody came for. */
function noteChoice({ outcomes = {} }: Config, noteEvent: (name: string) => Shape): void {
  const ids = [...Object.keys(outcomes).map(write), "null"];
  note(noteEvent("Outcome Chosen"), "outcome_id", ids.join(" | "));
}

type Counted = Pick<EventConfig, "event" | "where" | "distinct" | "sum">;

function noteCounted(
  { event, where = {}, distinct, sum }: Counted,
  noteEvent: (name: string) => Shape,
): void {
  for (const name of [event].flat()) {
    // Any event has properties of its own.
    if (name === "*") continue;
    const shape = noteEvent(name);
    for (const [path, test] of Object.entries(where)) {
      const isTest = typeof test === "object" && test !== null;
      note(shape, path, isTest ? toType(test) : toTypeOf([test]));
    }
    if (distinct !== undefined) note(shape, distinct, "string | number");
    if (sum) note(shape, sum.of, "number");
  }
}

/** Of what lies deeper than one step only the first one is known, and that it is there. */
function note(shape: Shape, path: string, type: string | undefined): void {
  const isDeep = path.includes(".");
  const types = getOr(shape, path.split(".")[0]!, () => new Set<string>());
  if (!isDeep && type !== undefined) for (const one of type.split(" | ")) types.add(one);
}

/** What a value has to be for these tests to say anything of it; left out where it may be anything. */
const TYPES: Readonly<Partial<Record<TestOp, string>>> = {
  above: "number",
  below: "number",
  atLeast: "number",
  atMost: "number",
  contains: "string | readonly unknown[]",
  startsWith: "string",
  matches: "string",
  before: "string | number",
  after: "string | number",
  inNext: "string | number",
  inLast: "string | number",
};

function toType(test: TestConfig): string | undefined {
  const op = TEST_OPS.find((name) => test[name] !== undefined);
  const value = op && test[op];
  if (op === undefined || op === "exists" || isOtherTrait(value)) return undefined;
  return TYPES[op] ?? toTypeOf([value].flat());
}

const isOtherTrait = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const toTypeOf = (values: readonly unknown[]): string | undefined =>
  [...new Set(values.map((value) => (value === null ? "null" : typeof value)))].join(" | ") || undefined;

const write = (name: string): string => JSON.stringify(name);
const sort = <T>(map: ReadonlyMap<string, T>): ReadonlyArray<[string, T]> =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

const writeShape = (shape: Shape, depth: number): string =>
  writeObject(
    sort(shape).map(([name, types]) => `${write(name)}?: ${[...types].toSorted().join(" | ") || "unknown"};`),
    depth,
  );

/** @param depth How far in its braces stand, in steps of two spaces. */
function writeObject(lines: readonly string[], depth: number): string {
  if (lines.length === 0) return "Record<never, never>";
  const indent = "  ".repeat(depth);
  return `{\n${lines.map((line) => `${indent}  ${line}`).join("\n")}\n${indent}}`;
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (!map.has(key)) map.set(key, make());
  return map.get(key)!;
}
