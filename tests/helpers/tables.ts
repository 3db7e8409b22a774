import { createSetting, type Given, type Setting } from "./given.ts";
import type { Story } from "./story.ts";

/**
 * A table of cases, as it lies in tests/cases: what it is about, what is given in all of it, and its parts. A case is a
 * row: its title, what is given for it alone (left out: nothing), and its story, which ends with an expectation. Where a
 * part puts a condition to the test, `true` and `false` are expectations. A `release` within a story says what is given
 * from then on.
 */
export interface Table {
  readonly about: string;
  readonly parts: ReadonlyArray<{ readonly title: string; readonly cases: readonly Case[] }>;
}

export interface Case extends Setting {
  readonly title: string;
  readonly story: Story;
}

type Bag = Readonly<Record<string, unknown>>;

/** @throws naming the place where the table is not one. */
export function readTable(json: unknown): Table {
  const { about, given = {}, parts } = toBag(json, "the table", ["about", "given", "parts"]);
  return {
    about: toTitle(about, "what the table is about"),
    parts: toList(parts, "the parts").map((part) => readPart(part, toBag(given, "what is given"))),
  };
}

function readPart(json: unknown, given: Given): Table["parts"][number] {
  const part = toBag(json, "a part", ["title", "given", "cases"]);
  const title = toTitle(part.title, "a part's title");
  const more = toBag(part.given ?? {}, `what is given in "${title}"`);
  const rows = toList(part.cases, `the cases of "${title}"`);
  const cases = rows.map((row) => readCase(row, title, [given, more]));
  const twice = cases.find((one, i) => cases.findIndex((other) => other.title === one.title) < i);
  if (twice) throw new Error(`"${title}" has "${twice.title}" twice`);
  const answers = new Set(
    rows.map((row) => (row as unknown[]).at(-1)).filter((one) => typeof one === "boolean"),
  );
  if (answers.size === 1) throw new Error(`"${title}" has cases for ${[...answers]} only: none could fail`);
  return { title, cases };
}

function readCase(row: unknown, part: string, givens: readonly Given[]): Case {
  const [first, ...rest] = toList(row, `a case of "${part}"`);
  const title = toTitle(first, `the title of a case of "${part}"`);
  const here = `"${title}" of "${part}"`;
  const own = rest.length > 1 && typeof rest[0] === "object" ? toBag(rest.shift(), here) : {};
  const known = [...givens, own];
  const setting = createSetting(...known);
  const story = rest.map((step): Story[number] => {
    if (typeof step === "boolean") return setting.expects(step);
    if (typeof step === "string") return step;
    const bag = toBag(step, here);
    if (!("release" in bag)) return bag;
    known.push(toBag(bag.release, here));
    return { release: createSetting(...known).config };
  });
  const last = story.at(-1);
  if (typeof last !== "object" || "release" in last || Object.keys(last).length === 0)
    throw new Error(`${here} does not end with what is expected`);
  return { title, story, ...setting };
}

function toBag(value: unknown, what: string, keys?: readonly string[]): Bag {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${what}: no object`);
  const unknown = Object.keys(value).find((key) => keys && !keys.includes(key));
  if (unknown !== undefined) throw new Error(`${what}: nothing is known of "${unknown}"`);
  return value as Bag;
}

function toList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${what}: none`);
  return value;
}

function toTitle(value: unknown, what: string): string {
  if (typeof value !== "string" || value.trim() === "") throw new Error(`${what}: no words`);
  return value;
}
