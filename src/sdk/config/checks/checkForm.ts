import { createFault, describe } from "../faults.ts";
import type { Form, FormRule } from "../form.ts";
import type { Issue } from "../issues.ts";
import { sayNoKind, sayUnknownKey } from "../keyFaults.ts";
import { suggest } from "../suggest.ts";
import { RULES } from "./rules.ts";

/** What a value is, in objects and lists of its own with their keys in the form's order, and what is wrong with it. */
export interface Checked {
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

type Bag = Readonly<Record<string, unknown>>;
type Of<T extends Form["is"]> = Extract<Form, { readonly is: T }>;

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is of a class of the page's may say anything of its keys. */
function isPlain(value: unknown): boolean {
  const above: unknown = isBag(value) && Object.getPrototypeOf(value);
  return above === null || (isBag(above) && Object.hasOwn(above, "isPrototypeOf"));
}

interface Kind {
  readonly expected: string;
  fits(value: unknown): boolean;
}

const KINDS: Readonly<Record<Exclude<Form["is"], "value" | "union">, Kind>> = {
  string: { expected: "a text", fits: (value) => typeof value === "string" },
  number: { expected: "a number", fits: Number.isFinite },
  boolean: { expected: "true or false", fits: (value) => typeof value === "boolean" },
  null: { expected: "null", fits: (value) => value === null },
  unknown: { expected: "anything", fits: () => true },
  array: { expected: "a list", fits: Array.isArray },
  object: { expected: "an object", fits: isBag },
  record: { expected: "an object", fits: isPlain },
};

type Keys = Of<"object">["keys"];

/** What is asked of a form's keys, found once for each form: thousands of guides have the same one. */
interface KeyTable {
  readonly all: ReadonlyArray<readonly [key: string, at: number]>;
  /** Those that an object has to have. */
  readonly needs: readonly string[];
}
const tables = new WeakMap<Keys, KeyTable>();

function readKeys(keys: Keys): KeyTable {
  let known = tables.get(keys);
  if (!known) {
    const all = Object.entries(keys);
    known = { all, needs: all.flatMap(([key, at]) => (at > 0 ? key : [])) };
    tables.set(keys, known);
  }
  return known;
}

/** Holds a value against the first form of a table. */
export function checkForm(forms: readonly Form[], given: unknown): Checked {
  function check(at: number, value: unknown): Checked {
    const form = forms[at]!;
    if (form.is === "union") return form.by ? checkNamed(form, form.by, value) : checkUnion(form, value);
    if (form.is === "value") {
      const { values } = form;
      const issue = createIssue("value", value, list(values), () => typeof value === "string" && values);
      return { value, issues: values.includes(value) ? [] : [issue] };
    }
    const { expected, fits } = KINDS[form.is];
    const wanted = form.rules?.find((rule) => rule.is === "pattern")?.expected ?? expected;
    const parts = fits(value) ? checkParts(form, value) : fail(createIssue("type", value, wanted), value);
    return form.rules ? checkRules(form.rules, parts) : parts;
  }

  function checkParts(form: Form, value: unknown): Checked {
    if (form.is === "array") {
      const items = Array.from(value as readonly unknown[], (item) => check(form.of, item));
      return { value: items.map((item) => item.value), issues: gather(items.map((item, i) => [i, item])) };
    }
    const bag = value as Bag;
    if (form.is === "record") {
      const keys = Object.keys(bag).filter((key) => key !== "__proto__");
      return join(keys.map((key) => [key, check(form.of, bag[key])]));
    }
    return form.is === "object" ? checkKeys(form, bag) : { value, issues: [] };
  }

  function checkKeys({ keys }: Of<"object">, bag: Bag): Checked {
    const parts: Array<readonly [string, Checked]> = [];
    for (const [key, at] of readKeys(keys).all)
      if (at > 0 || key in bag) parts.push([key, check(Math.abs(at), bag[key])]);
    const whole = join(parts);
    const unknown = Object.keys(bag).find((key) => !Object.hasOwn(keys, key));
    if (unknown === undefined) return whole;
    const say = once(() => sayUnknownKey(unknown, Object.keys(keys)));
    const issue: Issue = { code: "key", key: unknown, path: [], branches: [], isMild: true, say };
    return { ...whole, issues: [...whole.issues, issue] };
  }

  /** An object has no form of which it lacks a key: most of a union's are told by that. */
  function mayFit(at: number, value: unknown): boolean {
    const form = forms[at]!;
    if (form.is !== "object") return true;
    return isBag(value) && readKeys(form.keys).needs.every((key) => key in value);
  }

  /** The first form that it has; or the only one that it nearly has. */
  function checkUnion({ of }: Of<"union">, value: unknown): Checked {
    const tried = new Map<number, Checked>();
    for (const at of of.filter((one) => mayFit(one, value))) {
      const one = check(at, value);
      if (one.issues.length === 0) return one;
      tried.set(at, one);
    }
    const all = of.map((at) => tried.get(at) ?? check(at, value));
    const [near, other] = all.filter(({ issues }) => issues.every(({ isMild }) => isMild));
    if (near && !other) return near;
    const issue = createIssue("union", value, "one of the forms in the reference");
    const own = isBag(value) && findNoKind(forms, of, value);
    return fail({ ...issue, ...own, branches: all.map(({ issues }) => issues) }, value);
  }

  function checkNamed({ of }: Of<"union">, by: string, value: unknown): Checked {
    if (!isBag(value)) return fail(createIssue("type", value, KINDS.object.expected), value);
    const name = value[by];
    const getNames = (at: number): readonly unknown[] => {
      const { keys } = forms[at] as Of<"object">;
      return (forms[keys[by]!] as Of<"value">).values;
    };
    const chosen = of.find((at) => getNames(at).includes(name));
    if (chosen !== undefined) return check(chosen, value);
    const names = of.flatMap(getNames);
    const issue = createIssue("union", name, names.join(", "), () => names);
    return fail({ ...issue, path: [by] }, value);
  }

  return check(0, given);
}

/** Forms of objects are told apart by the first key that each needs: where none is there, all of them are expected. */
function findNoKind(forms: readonly Form[], of: readonly number[], bag: Bag): Partial<Issue> | false {
  const tables = of.flatMap((at) => {
    const form = forms[at]!;
    return form.is === "object" ? [form.keys] : [];
  });
  const kinds = tables.map((keys) => readKeys(keys).needs[0]);
  const known = kinds.filter((key) => key !== undefined);
  if (known.length < 2 || known.length < kinds.length || known.some((key) => key in bag)) return false;
  const key = Object.keys(bag).find((one) => !tables.some((keys) => Object.hasOwn(keys, one)));
  return { isOwn: true, ...(key !== undefined && { key }), say: once(() => sayNoKind(bag, key, known)) };
}

/** Asks the rules of what has the form; how long it is can be said of other things too. */
function checkRules(rules: readonly FormRule[], { value, issues }: Checked): Checked {
  const all = [...issues];
  for (const rule of rules)
    if (rule.is === "size" || all.every(({ isMild }) => isMild)) all.push(...askRule(rule, value));
  return { value, issues: all };
}

function askRule(rule: FormRule, value: unknown): readonly Issue[] {
  const unless = (holds: boolean, expected: string): readonly Issue[] =>
    holds ? [] : [{ ...createIssue("limit", value, expected), isMild: true }];
  switch (rule.is) {
    case "whole":
      if (!Number.isInteger(value)) return [createIssue("type", value, "a whole number")];
      return Number(value) > 0
        ? unless(Number.isSafeInteger(value), `at most ${Number.MAX_SAFE_INTEGER}`)
        : unless(Number.isSafeInteger(value), `at least ${Number.MIN_SAFE_INTEGER}`);
    case "least":
      return unless(Number(value) >= rule.limit, `at least ${rule.limit}`);
    case "most":
      return unless(Number(value) <= rule.limit, `at most ${rule.limit}`);
    case "size": {
      const { length = rule.limit } = Object(value) as { readonly length?: number };
      return unless(length >= rule.limit, `at least ${rule.limit}`);
    }
    case "pattern":
      return unless(new RegExp(rule.pattern).test(`${value}`), rule.expected);
    case "rule": {
      const { holds, expected } = RULES[rule.name];
      return unless(holds(value), expected);
    }
    default:
      return rule satisfies never;
  }
}

/** @param among Of which names one may have been meant; `false`: of none. */
const createIssue = (
  code: Issue["code"],
  value: unknown,
  expected: string,
  among: () => readonly unknown[] | false = () => false,
): Issue => ({
  code,
  path: [],
  branches: [],
  isMild: false,
  say: once(() => {
    const names = among();
    return createFault(
      [],
      describe(value),
      expected,
      names
        ? suggest(
            `${value}`,
            names.filter((name) => typeof name === "string"),
          )
        : undefined,
    ).message;
  }),
});

const fail = (issue: Issue, value: unknown): Checked => ({ value, issues: [issue] });

const list = (values: readonly unknown[]): string => values.map((one) => JSON.stringify(one)).join(" or ");

/** The issues of parts, told from the whole. */
function gather(parts: ReadonlyArray<readonly [key: PropertyKey, part: Checked]>): readonly Issue[] {
  const all: Issue[] = [];
  for (const [key, { issues }] of parts)
    for (const issue of issues) all.push({ ...issue, path: [key, ...issue.path] });
  return all;
}

const join = (parts: ReadonlyArray<readonly [key: string, part: Checked]>): Checked => ({
  value: Object.fromEntries(parts.map(([key, { value }]) => [key, value])),
  issues: gather(parts),
});

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
