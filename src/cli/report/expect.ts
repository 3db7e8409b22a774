import { createFault, describe, type Fault } from "../../sdk/config/faults.ts";
import { suggest } from "../../sdk/config/suggest.ts";
import { passes } from "../../sdk/domain/conditions/values.ts";
import { FULL_ABILITIES } from "../../sdk/domain/features/fullEngine.ts";
import type { Test } from "../../sdk/domain/plan/plan.ts";
import { createCalendar } from "../../sdk/domain/time/calendar.ts";
import { createClocks } from "../../sdk/domain/time/zones.ts";

/** The tests of the config's that a count can be put to, as they are said. */
const TESTS = {
  is: "",
  isNot: "another than ",
  in: "one of ",
  notIn: "none of ",
  above: "more than ",
  below: "less than ",
  atLeast: "at least ",
  atMost: "at most ",
} as const;
type Op = keyof typeof TESTS;
const OPS = Object.keys(TESTS) as Op[];

/** What a figure has to come to. */
export interface Expectation {
  readonly path: readonly string[];
  readonly op: Op;
  readonly value: unknown;
}

type Bag = Readonly<Record<string, unknown>>;
const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads expectations: of the form of `figures`, any part of it, a number or a test for each count. What cannot be one is
 * told to `onFault`.
 */
export function readExpectations(
  wanted: unknown,
  figures: unknown,
  onFault: (fault: Fault) => void,
  path: readonly string[] = [],
): Expectation[] {
  const expect = (found: string, expected: string, meant?: string): [] => {
    onFault(createFault(path, found, expected, meant));
    return [];
  };
  if (!isBag(figures)) {
    if (typeof wanted === "number") return [{ path, op: "is", value: wanted }];
    const [op, ...more] = isBag(wanted) ? Object.keys(wanted) : [];
    const test = `a number or one test (${OPS.join(", ")})`;
    if (op === undefined || more.length > 0) return expect(describe(wanted), test);
    if (!isOp(op)) return expect(`the unknown test ${JSON.stringify(op)}`, test, suggest(op, OPS));
    const value = (wanted as Bag)[op];
    const isList = op === "in" || op === "notIn";
    const isSound = isList ? Array.isArray(value) && value.every(isNumber) : isNumber(value);
    return isSound
      ? [{ path, op, value }]
      : expect(describe(value), isList ? "a list of numbers" : "a number");
  }
  if (!isBag(wanted)) return expect(describe(wanted), "an object");
  return Object.entries(wanted).flatMap(([key, value]) => {
    const inner = [...path, key];
    if (Object.hasOwn(figures, key)) return readExpectations(value, figures[key], onFault, inner);
    const known = Object.keys(figures);
    const expected = known.join(", ") || "none here";
    onFault(createFault(inner, JSON.stringify(key), expected, suggest(key, known)));
    return [];
  });
}

const isOp = (name: string): name is Op => Object.hasOwn(TESTS, name);
const isNumber = (value: unknown): boolean => typeof value === "number";

/** Those of the expectations that do not hold, and what was found instead. */
export function getFailures(expectations: readonly Expectation[], figures: unknown): Fault[] {
  const moment = {
    now: 0,
    zone: "UTC",
    calendar: createCalendar(createClocks),
    abilities: FULL_ABILITIES,
    wake: 0,
  };
  return expectations.flatMap(({ path, op, value }) => {
    const found = path.reduce((part, key) => (part as Bag)[key], figures);
    // What was read has the kind of value that its operator takes.
    if (passes({ op, value } as Test, found, moment)) return [];
    const limit = Array.isArray(value) ? value.join(", ") : `${value}`;
    return [createFault(path, `${found}`, TESTS[op] + limit)];
  });
}
