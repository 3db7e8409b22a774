import { createConditionCompiler } from "../../sdk/config/compile/compileConditions.ts";
import type { ConditionConfig } from "../../sdk/config/conditionSchema.ts";
import type { Config } from "../../sdk/config/schema.ts";
import type { Counter, Plan } from "../../sdk/domain/plan/plan.ts";
import { DAY_MS } from "../../sdk/domain/time/spans.ts";
import { type Finding, warn } from "../finding.ts";
import { getAll, getConditions, type Placed } from "./parts.ts";

/** Bytes of what is stored for one person, above which each event costs a slow phone a moment. */
export const MOST_BYTES = 20_000;

/** An entry as JSON: a time, a hash, and what goes around them. */
const ENTRY_BYTES = 34;
/** A period's number and what goes around it. */
const PERIOD_BYTES = 11;
/** The key of a counter, with what goes around it. */
const KEY_BYTES = 18;
/** What else may be there of a milestone, a gap and a guide. */
const PART_BYTES = { milestones: 60, gaps: 170, guides: 190 } as const;

/** The most that a plan has the browser store for one person in one account, in bytes, but for their traits. */
export function getStateBound(plan: Plan): number {
  const counters = plan.counters.map((one) => KEY_BYTES + getEntries(one));
  const parts = (Object.keys(PART_BYTES) as Array<keyof typeof PART_BYTES>).map(
    (key) => PART_BYTES[key] * plan[key].length,
  );
  // What a milestone of an account counts is kept beside what a person's counts.
  return 400 + 2 * sum(counters) + sum(parts);
}

function getEntries({ count, sum: adds, within = 0, inPeriods }: Counter): number {
  if (inPeriods) return PERIOD_BYTES * (inPeriods.outOf + 1);
  // A total of each day that the window touches, of two browsers.
  if (adds) return ENTRY_BYTES * 2 * (Math.ceil(within / DAY_MS) + 1);
  return ENTRY_BYTES * count;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Warns of a state that outgrows what is stored quickly, and names what is largest in it. */
export function checkStateSize(config: Config, plan: Plan): Finding[] {
  const bound = getStateBound(plan);
  if (bound <= MOST_BYTES) return [];
  const largest = getCounted(config).toSorted((a, b) => b.bytes - a.bytes)[0];
  const path = largest?.path ?? [];
  return [
    warn(
      path,
      `found counts that may grow to ${toKb(bound)} for one person, expected at most ${toKb(MOST_BYTES)}: the largest is here`,
    ),
  ];
}

const toKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Conditions that count, each with what it is kept under. */
function getCounted(config: Config) {
  return getConditions(config)
    .flatMap(getAll)
    .filter(
      ({ part }) => "event" in part || "then" in part || "signal" in part || ("page" in part && part.count),
    )
    .map(({ path, part }) => {
      const compiler = createConditionCompiler();
      compiler.compile(part);
      const counters = [...compiler.counters.values()];
      return { path, part, counters, bytes: sum(counters.map(getEntries)) };
    });
}

/** What counts under another name than in the config of before, and so begins at nothing in the browser. */
export function checkEmpty(config: Config, before: Plan): Finding[] {
  const known = new Set(before.counters.map(({ key }) => key));
  const told = new Set<string>();
  return getCounted(config).flatMap(({ path, part, counters }) => {
    const fresh = counters.filter(({ key }) => !known.has(key) && !told.has(key));
    for (const { key } of fresh) told.add(key);
    // What asks for one event now is as new as an event that comes next.
    return fresh.length === 0
      ? []
      : [
          warn(
            path,
            `found ${describe(part)}, which the config of before did not count: it begins at nothing in each browser, until the receiver has caught up`,
          ),
        ];
  });
}

const describe = (part: Placed<ConditionConfig>["part"]): string => {
  if ("event" in part)
    return `a count of ${[part.event]
      .flat()
      .map((one) => JSON.stringify(one))
      .join(" or ")}`;
  return "signal" in part ? `a count of ${part.signal}` : "a count";
};
