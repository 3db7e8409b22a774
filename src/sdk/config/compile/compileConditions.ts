import { hashValue } from "../../domain/conditions/counters.ts";
import { getTraitNames, getTraits } from "../../domain/plan/conditionParts.ts";
import {
  type Comparison,
  type Condition,
  type ElementPlan,
  PAGE_VIEW,
  type Seek,
  type Signal,
  type Standing,
  type Target,
  type Test,
  THAN_OPS,
  type TraitRef,
} from "../../domain/plan/plan.ts";
import { toEventName } from "../../domain/plan/toEventName.ts";
import type {
  ConditionConfig,
  EventConfig,
  OtherTraitConfig,
  SeekConfig,
  TargetConfig,
  TestConfig,
} from "../conditionSchema.ts";
import { toMs } from "../durations.ts";
import {
  type CounterCompiler,
  createCounterCompiler,
  toKey,
  toList,
  toPath,
  toTest,
} from "./compileCounters.ts";

/** A part of the config's language that this version does not act on: what holds it is left out, and said. */
export class Unsupported extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

export interface ConditionCompiler extends Pick<CounterCompiler, "counters" | "countOutcomes"> {
  compile(condition: ConditionConfig): Condition;
  readonly signals: ReadonlySet<Signal>;
  /** One for all that are looked for alike. */
  readonly elements: ReadonlyMap<string, ElementPlan>;
  /** First names of the user's traits that conditions read. */
  readonly traits: ReadonlySet<string>;
  /** The most that any condition asks for, and 1 at least. */
  sessions(): number;
}

/** What conditions hang on beside themselves. */
export interface ConditionSurroundings {
  /** What an outcome is chosen by: the account as a whole, where a question says so. */
  readonly outcomesBy: "user" | "account";
  /** The condition that somebody stands so in a journey. */
  compileStanding(journey: string, is: readonly Standing[], compiler: ConditionCompiler): Condition;
}

/** For conditions that stand by themselves. */
const NOTHING: ConditionSurroundings = {
  outcomesBy: "user",
  compileStanding: () => ({ kind: "any", of: [] }),
};

export function createConditionCompiler(around: ConditionSurroundings = NOTHING): ConditionCompiler {
  const { counters, compileCounter, countOutcomes } = createCounterCompiler(around.outcomesBy);
  const signals = new Set<Signal>();
  const elements = new Map<string, ElementPlan>();
  const traits = new Set<string>();
  let sessions = 1;

  function compile(condition: ConditionConfig): Condition {
    if ("event" in condition) return compileEvent(condition);
    if ("trait" in condition || "account" in condition) {
      const test = toTraitTest(condition);
      const compiled = { kind: "trait" as const, ...toRef(condition), test };
      for (const ref of getTraits(compiled))
        if (ref.of === "user") for (const name of getTraitNames(ref)) traits.add(name);
      return compiled;
    }
    if ("then" in condition) {
      const [first, next] = condition.then.map((part, i) => compileCounter(part, i > 0 && { latest: true }));
      return { kind: "then", counters: [first!, next!] };
    }
    if ("sample" in condition) {
      const { sample, by = "user", draw = "" } = condition;
      return { kind: "sample", share: sample, by, draw };
    }
    if ("now" in condition) return { kind: "now", part: condition.now, test: toTest(condition) };
    if ("page" in condition) {
      const { page, ...counted } = condition;
      const patterns = toList(page);
      if (counted.count === undefined) return { kind: "page", patterns };
      const pages = patterns.toSorted();
      return { kind: "event", counter: compileCounter({ event: PAGE_VIEW, ...counted }, { pages }) };
    }
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
    if ("gap" in condition) {
      const { gap: id, is, after } = condition;
      return { kind: "gap", id, is, ...(after !== undefined && { after: toMs(after) }) };
    }
    if ("outcome" in condition) {
      const ids = toList(condition.outcome);
      return { kind: "event", counter: countOutcomes(), last: { ids, hashes: ids.map(hashValue) } };
    }
    if ("journey" in condition) {
      const { journey, is } = condition;
      return around.compileStanding(journey, typeof is === "string" ? [is] : is, compiler);
    }
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

  const compileEvent = (condition: EventConfig): Condition => ({
    kind: "event",
    counter: compileCounter(condition),
  });

  const compiler = {
    compile,
    countOutcomes,
    counters,
    signals,
    elements,
    traits,
    sessions: () => sessions,
  };
  return compiler;
}

function toTraitTest(
  config: Extract<ConditionConfig, { trait: string } | { account: string }>,
): Test | Comparison {
  const op = THAN_OPS.find((name) => isOther(config[name]));
  return op ? { op, than: toRef(config[op] as OtherTraitConfig) } : toTest(config as TestConfig);
}

const isOther = (value: unknown): value is OtherTraitConfig =>
  typeof value === "object" && value !== null && ("trait" in value || "account" in value);

const toRef = (config: OtherTraitConfig): TraitRef =>
  "trait" in config
    ? { of: "user", path: toPath(config.trait) }
    : { of: "account", path: toPath(config.account) };

export const compileTarget = (target: TargetConfig): Target =>
  (Array.isArray(target) ? target : [target]).map(compileSeek);

const compileSeek = (seek: SeekConfig): Seek => (typeof seek === "string" ? { css: seek } : seek);
