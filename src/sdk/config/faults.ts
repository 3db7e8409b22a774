import type * as z from "zod/mini";
import { getValue } from "../domain/conditions/values.ts";
import { suggest } from "./suggest.ts";

/** One mistake in a config. */
export interface Fault {
  /** Where: `gaps.no-first-invoice.opens.within`; empty for the whole. */
  readonly path: string;
  /** What is wrong there: what was found, what was expected, and what was probably meant. */
  readonly message: string;
}

export const formatFault = ({ path, message }: Fault): string => (path ? `${path}: ${message}` : message);

export function createFault(
  path: ReadonlyArray<PropertyKey>,
  found: string,
  expected: readonly string[] | string,
  meant?: string,
): Fault {
  const list = typeof expected === "string" ? expected : expected.join(", ");
  const hint = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
  return { path: path.map(String).join("."), message: `found ${found}, expected ${list}${hint}` };
}

/** A name that nothing has, held against those that exist. */
export const createUnknownName = (
  path: ReadonlyArray<PropertyKey>,
  found: string,
  what: string,
  known: readonly string[],
): Fault => createFault(path, JSON.stringify(found), `the id of a ${what}`, suggest(found, known));

/** What stands there, in few words. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value !== "object") {
    const shown = JSON.stringify(value) ?? String(value);
    return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown;
  }
  return Array.isArray(value) ? "a list" : "an object";
}

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Words of one issue, while zod still says which schema raised it. Handed to it as its error map. */
export function explainIssue(issue: RawIssue): string {
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = Object.keys(
        (issue.inst as { _zod?: { def?: { shape?: object } } })._zod?.def?.shape ?? {},
      );
      const [key = ""] = issue.keys;
      return createFault(
        [],
        `the unknown key ${JSON.stringify(key)}`,
        `one of ${known.join(", ")}`,
        suggest(key, known),
      ).message;
    }
    case "invalid_value":
      return createFault(
        [],
        describe(issue.input),
        issue.values.map((value) => JSON.stringify(value)).join(" or "),
        typeof issue.input === "string" ? suggest(issue.input, issue.values.map(String)) : undefined,
      ).message;
    case "invalid_type":
      return createFault([], describe(issue.input), TYPES[issue.expected] ?? issue.expected).message;
    case "too_small":
      return createFault([], describe(issue.input), `at least ${issue.minimum}`).message;
    case "too_big":
      return createFault([], describe(issue.input), `at most ${issue.maximum}`).message;
    case "invalid_union":
      return explainUnion(issue);
    default:
      return createFault([], describe(issue.input), "one of the forms in the reference").message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a text",
};

/** Objects that are told apart by one key: what it may be. */
function explainUnion({ input, discriminator, inst }: RawIssue): string {
  const key = String(discriminator ?? "");
  const values = (inst as { _zod?: { propValues?: Record<string, Set<unknown>> } })._zod?.propValues?.[key];
  const known = [...(values ?? [])].map(String);
  const found = getValue(input, [key]);
  return createFault(
    [],
    describe(found),
    known.join(", ") || "one of the forms in the reference",
    suggest(`${found}`, known),
  ).message;
}

/** The faults behind zod's issues with `config`: of a union's branches the one that came closest speaks. */
export function toFaults(
  issues: readonly Issue[],
  config: unknown,
  base: readonly PropertyKey[] = [],
): Fault[] {
  return issues.toSorted(byHint).flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const kinds = getKinds(issue.errors);
      if (kinds) return createFault(path, describe(getValue(config, path.map(String))), kinds.join(" or "));
      const [closest] = issue.errors.toSorted((a, b) => getDistance(a) - getDistance(b));
      return toFaults(closest!, config, path);
    }
    const key = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    // A schema's own words say only what is expected.
    const found = describe(getValue(config, path.map(String)));
    const message = issue.message.startsWith("found ")
      ? issue.message
      : `found ${found}, expected ${issue.message}`;
    return [{ path: [...path, ...key].map(String).join("."), message }];
  });
}

/** What each branch of a union expects in place of the whole value; `undefined` where one of them looks into it. */
function getKinds(branches: readonly Issue[][]): string[] | undefined {
  const kinds = branches.flatMap((issues) => {
    const [first] = issues;
    if (!first || first.path.length > 0 || !["invalid_type", "invalid_value"].includes(first.code)) return [];
    return [first.message.replace(/^found .*?, expected /, "")];
  });
  return kinds.length === branches.length ? [...new Set(kinds)] : undefined;
}

const hasHint = ({ message }: Issue): boolean => message.includes("did you mean");
const byHint = (a: Issue, b: Issue): number => +hasHint(b) - +hasHint(a);

/** How far a value is from a branch: a wrong type at its top is farther than any number of wrong keys in it. */
function getDistance(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    // Forms of conditions are told apart by a key: the one whose key is there is meant, whatever is wrong in it.
    if (issue.path.length === 1 && issue.message.startsWith("found nothing")) return sum + 20;
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const closest = Math.min(...issue.errors.map(getDistance));
      return sum + (issue.path.length > 0 ? Math.min(closest, 1) : closest);
    }
    if (issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value"))
      return sum + 100;
    return sum + (hasHint(issue) ? 0.1 : 1);
  }, 0);
}
