import { hash53 } from "../domain/lib/hash.ts";
import { toJson } from "../domain/lib/json.ts";
import {
  type Condition,
  type Counter,
  type ElementPlan,
  type Path,
  type Seek,
  type Signal,
  type Target,
  TEST_OPS,
  type Test,
} from "../domain/plan/plan.ts";
import { toEventName } from "../domain/plan/toEventName.ts";
import type {
  ConditionConfig,
  EventConfig,
  SeekConfig,
  TargetConfig,
  TestConfig,
} from "./conditionSchema.ts";
import { toMs } from "./durations.ts";

/** A part of the config's language that this version does not act on: what holds it is left out, and said. */
export class Unsupported extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

export interface ConditionCompiler {
  compile(condition: ConditionConfig): Condition;
  /** One for all equal event conditions, in the order of their first use. */
  readonly counters: ReadonlyMap<string, Counter>;
  readonly signals: ReadonlySet<Signal>;
  /** One for all that are looked for alike. */
  readonly elements: ReadonlyMap<string, ElementPlan>;
  /** First names of the user's traits that conditions read. */
  readonly traits: ReadonlySet<string>;
  /** The most that any condition asks for, and 1 at least. */
  sessions(): number;
}

export function createConditionCompiler(): ConditionCompiler {
  const counters = new Map<string, Counter>();
  const signals = new Set<Signal>();
  const elements = new Map<string, ElementPlan>();
  const traits = new Set<string>();
  let sessions = 1;

  function compile(condition: ConditionConfig): Condition {
    if ("event" in condition) return compileEvent(condition);
    if ("trait" in condition) {
      const path = toPath(condition.trait);
      traits.add(path[0]!);
      return { kind: "trait", of: "user", path, test: toTest(condition) };
    }
    if ("account" in condition) {
      return { kind: "trait", of: "account", path: toPath(condition.account), test: toTest(condition) };
    }
    if ("now" in condition) return { kind: "now", part: condition.now, test: toTest(condition) };
    if ("page" in condition) return { kind: "page", patterns: toList(condition.page) };
    if ("element" in condition) {
      const sought = { target: compileTarget(condition.element), visible: condition.visible ?? true };
      const key = toKey(sought);
      elements.set(key, { key, ...sought });
      return { kind: "element", key };
    }
    if ("signal" in condition) {
      const { signal, ...counted } = condition;
      signals.add(signal);
      return compileEvent({ event: toEventName(signal), ...counted });
    }
    if ("milestone" in condition) {
      const after = condition.after === undefined ? 0 : toMs(condition.after);
      return { kind: "milestone", id: condition.milestone, is: condition.is, after };
    }
    if ("segment" in condition) return { kind: "segment", ids: toList(condition.segment) };
    if ("gap" in condition) return { kind: "gap", id: condition.gap, is: condition.is };
    if ("silent" in condition) return { kind: "silent", ms: toMs(condition.silent) };
    if ("after" in condition) return { kind: "after", ms: toMs(condition.after) };
    if ("sessions" in condition) {
      sessions = Math.max(sessions, condition.sessions);
      return { kind: "sessions", count: condition.sessions };
    }
    if ("all" in condition) return { kind: "all", of: condition.all.map(compile) };
    if ("any" in condition) return { kind: "any", of: condition.any.map(compile) };
    return { kind: "not", of: compile(condition.not) };
  }

  function compileEvent(condition: EventConfig): Condition {
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
    };
    const key = toKey(form);
    counters.set(key, { key, ...form });
    return { kind: "event", counter: key };
  }

  return { compile, counters, signals, elements, traits, sessions: () => sessions };
}

const toKey = (form: object): string => hash53(toJson(form)).toString(36);

const toPath = (dotted: string): string[] => dotted.split(".");

export const toList = (one: string | readonly string[]): string[] =>
  typeof one === "string" ? [one] : [...one];

const isTest = (test: unknown): test is TestConfig => typeof test === "object" && test !== null;

export function toTest(config: TestConfig): Test {
  const op = TEST_OPS.find((name) => config[name] !== undefined)!;
  const value = config[op];
  // The schema has each operator with its own kind of value.
  return { op, value: op === "inNext" || op === "inLast" ? toMs(value as string) : value } as Test;
}

export const compileTarget = (target: TargetConfig): Target =>
  (Array.isArray(target) ? target : [target]).map(compileSeek);

const compileSeek = (seek: SeekConfig): Seek => (typeof seek === "string" ? { css: seek } : seek);
