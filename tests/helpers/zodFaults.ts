import * as z from "zod/mini";
import { createFault, describe, type Fault } from "../../src/sdk/config/faults.ts";
import { sayNoKind, sayUnknownKey } from "../../src/sdk/config/keyFaults.ts";
import { suggest } from "../../src/sdk/config/suggest.ts";
import { getValue } from "../../src/sdk/domain/conditions/values.ts";

/** What zod itself makes of a value by a schema, in our words: what a table made of that schema has to say too. */
export function checkByZod(schema: z.core.$ZodType, given: unknown): { value: unknown; faults: Fault[] } {
  const result = z.safeParse(schema, given, { error: explainIssue });
  if (result.success) return { value: result.data, faults: [] };
  return { value: undefined, faults: toFaults(result.error.issues, given) };
}

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Words of one issue, while zod still says which schema raised it. */
function explainIssue(issue: RawIssue): string {
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = Object.keys(
        (issue.inst as { _zod?: { def?: { shape?: object } } })._zod?.def?.shape ?? {},
      );
      return sayUnknownKey(issue.keys[0] ?? "", known);
    }
    case "invalid_value":
      return createFault(
        [],
        describe(issue.input),
        issue.values.map((value) => JSON.stringify(value)).join(" or "),
        typeof issue.input === "string"
          ? suggest(
              issue.input,
              issue.values.filter((one) => typeof one === "string"),
            )
          : undefined,
      ).message;
    case "invalid_type":
      return createFault(
        [],
        describe(issue.input),
        sayPattern(issue) ?? TYPES[issue.expected] ?? issue.expected,
      ).message;
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

/** What a text has to look like says more than that it is one. */
function sayPattern({ inst }: RawIssue): string | undefined {
  const { checks = [] } = (inst as z.core.$ZodType)._zod.def;
  const defs = checks.map(
    (check) => check._zod.def as { readonly format?: string; error?(issue: object): unknown },
  );
  const pattern = defs.find(({ format }) => format === "regex");
  return pattern && `${pattern.error?.({})}`;
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

const ANY_FORM = "found nothing, expected one of the forms in the reference";

/** What a union of objects lacks of which each needs a key of its own first, where none of these is there. */
function findNoKind(value: unknown, inst: unknown): { key: string | undefined; message: string } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { options } = (inst as z.core.$ZodUnion)._zod.def;
  const shapes = options.flatMap(({ _zod: { def } }) =>
    def.type === "object" ? [(def as z.core.$ZodObjectDef).shape] : [],
  );
  const kinds = shapes.map((shape) => Object.keys(shape).find((key) => !shape[key]!._zod.optin));
  const known = kinds.filter((kind) => kind !== undefined);
  if (kinds.length < 2 || kinds.includes(undefined) || known.some((kind) => kind in value)) return undefined;
  const key = Object.keys(value).find((one) => shapes.every((shape) => !Object.hasOwn(shape, one)));
  return { key, message: sayNoKind(value as Readonly<Record<string, unknown>>, key, known) };
}

/** Objects that are told apart by one key: what it may be. Of another union, its branches speak, where one is meant. */
function explainUnion({ input, discriminator, inst }: RawIssue): string {
  if (discriminator === undefined) return findNoKind(input, inst)?.message ?? ANY_FORM;
  const key = String(discriminator);
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

function toFaults(issues: readonly Issue[], config: unknown, base: readonly PropertyKey[] = []): Fault[] {
  return issues.toSorted(byHint).flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0 && issue.message === ANY_FORM) {
      const kinds = getKinds(issue.errors);
      if (kinds) return createFault(path, describe(getValue(config, path.map(String))), kinds.join(" or "));
      const [closest] = issue.errors.toSorted((a, b) => getDistance(a) - getDistance(b));
      return toFaults(closest!, config, path);
    }
    const [, unknown] = /^found the unknown key ("(?:[^"\\]|\\.)*")/.exec(issue.message) ?? [];
    const key = unknown === undefined ? [] : [JSON.parse(unknown)];
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
