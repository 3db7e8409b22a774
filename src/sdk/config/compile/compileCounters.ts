import { hash53 } from "../../domain/lib/hash.ts";
import { toJson } from "../../domain/lib/json.ts";
import { toLowerCase } from "../../domain/lib/toLowerCase.ts";
import { type Counter, type Path, TEST_OPS, type Test } from "../../domain/plan/plan.ts";
import type { EventConfig, TestConfig } from "../conditionSchema.ts";
import { toMs } from "../durations.ts";

export interface CounterCompiler {
  /** One for all equal event conditions, in the order of their first use. */
  readonly counters: ReadonlyMap<string, Counter>;
  /** Returns its key. */
  compileCounter(condition: EventConfig, more?: object | false): string;
  /** One for all conditions that ask for an outcome: a new one knows what was chosen before. */
  countOutcomes(): string;
}

/** Of the outcomes that were ever chosen, the latest alone is kept. */
const OUTCOME_CHOSEN: EventConfig = { event: "Outcome Chosen", distinct: "outcome_id" };

/** @param outcomesBy Who chooses one: each user, or the account as a whole. */
export function createCounterCompiler(outcomesBy: "user" | "account"): CounterCompiler {
  const counters = new Map<string, Counter>();

  function compileCounter(condition: EventConfig, more: object | false = false): string {
    const { sum, inPeriods } = condition;
    const form = {
      events: toList(condition.event).toSorted(),
      where: Object.entries(condition.where ?? {})
        .map(
          ([path, test]) => [toPath(path), isTest(test) ? toTest(test) : { op: "is", value: test }] as const,
        )
        .sort(([a], [b]) => (a.join(".") < b.join(".") ? -1 : 1)) as Array<readonly [Path, Test]>,
      count: sum?.atLeast ?? inPeriods?.atLeast ?? condition.count ?? 1,
      ...(condition.within !== undefined && { within: toMs(condition.within) }),
      ...(condition.distinct !== undefined && { distinct: toPath(condition.distinct) }),
      ...(sum && { sum: toPath(sum.of) }),
      ...(inPeriods && {
        inPeriods: {
          of: inPeriods.of === "1d" ? ("day" as const) : ("week" as const),
          outOf: inPeriods.outOf,
        },
      }),
      ...more,
    };
    const key = toKey(form);
    counters.set(key, { key, ...form });
    return key;
  }

  return {
    counters,
    compileCounter,
    countOutcomes: () =>
      compileCounter(OUTCOME_CHOSEN, {
        latest: true,
        ...(outcomesBy === "account" && { ofAccount: true }),
      }),
  };
}

export const toKey = (form: object): string => hash53(toJson(form)).toString(36);

export const toPath = (dotted: string): string[] => dotted.split(".");

export const toList = (one: string | readonly string[]): string[] =>
  typeof one === "string" ? [one] : [...one];

const isTest = (test: unknown): test is TestConfig => typeof test === "object" && test !== null;

export function toTest(config: TestConfig): Test {
  const op = TEST_OPS.find((name) => config[name] !== undefined)!;
  const value = config[op];
  if (config.anyCase) return { op, value: toLowerCase(value), anyCase: true } as Test;
  // The schema has each operator with its own kind of value.
  return { op, value: op === "inNext" || op === "inLast" ? toMs(value as string) : value } as Test;
}
