import type { ConditionConfig, TestConfig } from "../../sdk/config/conditionSchema.ts";
import { fits } from "../../sdk/domain/conditions/fits.ts";
import { passes } from "../../sdk/domain/conditions/values.ts";
import { FULL_ABILITIES } from "../../sdk/domain/features/fullEngine.ts";
import type { Scalar, Test } from "../../sdk/domain/plan/plan.ts";
import { TEST_OPS } from "../../sdk/domain/plan/plan.ts";
import type { Moment } from "../../sdk/domain/state/moment.ts";
import { getNeeded, type Placed } from "./parts.ts";

/** Why a condition can never hold, and which part of it. */
export interface Never extends Placed<ConditionConfig> {
  readonly why: string;
}

/** Looks at what has to hold at once: two of these may leave nothing between them. `undefined` where nothing is found. */
export function findNever(whole: Placed<ConditionConfig>): Never | undefined {
  const needed = getNeeded(whole);
  for (const one of needed) {
    if ("any" in one.part) {
      if (one.part.any.length === 0) return { ...one, why: "an empty list of which none can hold" };
      const parts = one.part.any.map((part, i) => findNever({ path: [...one.path, "any", i], part }));
      if (parts.every(Boolean)) return parts[0];
    }
    if ("sample" in one.part && one.part.sample === 0) return { ...one, why: "a share of nobody" };
  }
  return (
    findOpposites(needed) ?? findEmptyRange(needed) ?? findSplit(needed) ?? findEmptyWeek(needed) ?? undefined
  );
}

const write = (value: unknown): string => JSON.stringify(value);

function findOpposites(needed: ReadonlyArray<Placed<ConditionConfig>>): Never | undefined {
  if (needed.every(({ part }) => !("not" in part))) return undefined;
  const held = new Set(needed.map(({ part }) => write(part)));
  const opposite = needed.find(({ part }) => "not" in part && held.has(write(part.not)));
  return opposite && { ...opposite, why: "the opposite of what stands beside it" };
}

type TraitConfig = Extract<ConditionConfig, { trait: string } | { account: string }>;
const getTrait = (part: ConditionConfig): string | undefined =>
  "trait" in part ? `trait ${part.trait}` : "account" in part ? `account ${part.account}` : undefined;

/** Tests of values that can be tried out: the rest ask for patterns or the time. */
const TRIED = new Set(["is", "isNot", "in", "notIn", "above", "below", "atLeast", "atMost", "exists"]);

function toTriedTest(part: TestConfig | TraitConfig): Test | undefined {
  const op = TEST_OPS.find((name) => part[name] !== undefined)!;
  const value = part[op];
  const isOther = typeof value === "object" && value !== null && !Array.isArray(value);
  return TRIED.has(op) && !isOther && !part.anyCase ? ({ op, value } as Test) : undefined;
}

/** All values that can make a difference to the tests: those that they name, and one on each side of them. */
function getWitnesses(tests: readonly Test[]): unknown[] {
  const named = tests.flatMap(({ value }) => (Array.isArray(value) ? value : [value]) as Scalar[]);
  const numbers = named.filter((one) => typeof one === "number").toSorted((a, b) => a - b);
  const between = numbers.flatMap((one, i) => [one, (one + (numbers[i + 1] ?? one + 2)) / 2]);
  return [
    ...named,
    ...between,
    (numbers[0] ?? 0) - 1,
    `${named.join("")} and another`,
    undefined,
    null,
    true,
    false,
  ];
}

/** Tests of constants ask for no time. */
const NO_MOMENT = { abilities: FULL_ABILITIES } as unknown as Moment;

const areAtOdds = (tests: readonly Test[]): boolean =>
  !getWitnesses(tests).some((value) => tests.every((test) => passes(test, value, NO_MOMENT)));

function findEmptyRange(needed: ReadonlyArray<Placed<ConditionConfig>>): Never | undefined {
  const groups = new Map<string, Array<{ readonly one: Placed<ConditionConfig>; readonly test: Test }>>();
  for (const one of needed) {
    const trait = getTrait(one.part);
    const test = trait === undefined ? undefined : toTriedTest(one.part as TraitConfig);
    // What is at a star is many values, of which each test may mean another one.
    if (trait === undefined || !test || trait.includes("*")) continue;
    const group = [...(groups.get(trait) ?? []), { one, test }];
    if (areAtOdds(group.map(({ test: each }) => each)))
      return { ...one, why: `at odds with what is asked of the same ${trait} beside it` };
    groups.set(trait, group);
  }
  return undefined;
}

type Asked = Extract<ConditionConfig, { milestone: string } | { gap: string }>;

/** What is in one place or state at a time. */
function findSplit(needed: ReadonlyArray<Placed<ConditionConfig>>): Never | undefined {
  for (const [i, one] of needed.entries())
    for (const other of needed.slice(0, i)) {
      const why = getSplit(one.part, other.part);
      if (why) return { ...one, why };
    }
  return undefined;
}

function getSplit(one: ConditionConfig, other: ConditionConfig): string | undefined {
  const [a, b] = [one, other] as readonly [Partial<Asked>, Partial<Asked>];
  for (const key of ["milestone", "gap"] as const) {
    const id = (a as Record<string, unknown>)[key];
    if (id === undefined || id !== (b as Record<string, unknown>)[key] || a.is === b.is) continue;
    // One that has lapsed is open.
    if ([a.is, b.is].includes("lapsed") && [a.is, b.is].includes("open")) continue;
    return `the ${key} ${write(id)} as ${a.is}, which is asked for as ${b.is} beside it`;
  }
  if ("segment" in one && "segment" in other && areApart(one.segment, other.segment))
    return "one segment beside another one, where everybody is in one at a time";
  if ("outcome" in one && "outcome" in other && areApart(one.outcome, other.outcome))
    return "one outcome beside another one, where one is chosen at a time";
  if ("journey" in one && "journey" in other && one.journey === other.journey && areApart(one.is, other.is))
    return `one standing in the journey ${write(one.journey)} beside another one, where everybody has one at a time`;
  if ("page" in one && "page" in other && one.count === undefined && other.count === undefined) {
    const [mine, others] = [one.page, other.page].map(toList);
    const isPlain = [...mine!, ...others!].every((page) => /^\/[^*:?#]*\*?$/.test(page));
    const meet = mine!.some((x) => others!.some((y) => fits(x, y) || fits(y, x)));
    if (isPlain && !meet) return "one page beside another one, where there is one at a time";
  }
  return undefined;
}

const areApart = (a: string | readonly string[], b: string | readonly string[]): boolean =>
  !toList(a).some((one) => toList(b).includes(one));

const toList = (one: string | readonly string[]): readonly string[] => [one].flat();

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function findEmptyWeek(needed: ReadonlyArray<Placed<ConditionConfig>>): Never | undefined {
  const days = needed.filter(({ part }) => "now" in part && part.now === "weekday");
  const tests = days.flatMap(({ part }) => toTriedTest(part as TestConfig) ?? []);
  const isEmpty = days.length > 0 && !WEEK.some((day) => tests.every((test) => passes(test, day, NO_MOMENT)));
  return isEmpty ? { ...days.at(-1)!, why: "no day of the week" } : undefined;
}
