import { FEATURE_NAMES, type FeatureName, type RareKind, type RareOp } from "./featureNames.ts";
import type { Plan } from "./plan.ts";

const OF_CONDITION: Readonly<Record<RareKind, FeatureName>> = {
  then: "sequences",
  now: "now",
  segment: "segments",
  sample: "cohorts",
  came: "cohorts",
};

const OF_TEST: Readonly<Record<RareOp, FeatureName>> = {
  before: "dates",
  after: "dates",
  inNext: "dates",
  inLast: "dates",
};

/** What else in a plan needs one, by its key. */
const OF_KEY = {
  inPeriods: "periods",
  sum: "sums",
  lapses: "lapses",
  than: "comparisons",
  quiet: "now",
} as const satisfies Readonly<Record<string, FeatureName>>;

/** What of a plan the engine looks at, wherever in it that stands. */
type Judged = Pick<
  Plan,
  "for" | "counters" | "milestones" | "segments" | "journeys" | "standings" | "gaps" | "guides" | "limits"
>;

/** The features that an engine needs to run a plan, in the order of `FEATURE_NAMES`. */
export function findNeeds({
  for: audience,
  counters,
  milestones,
  segments,
  journeys,
  standings,
  gaps,
  guides,
  limits,
}: Judged): FeatureName[] {
  const needs = new Set<string | undefined>();
  addNeeds([audience, counters, milestones, segments, journeys, standings, gaps, guides, limits], needs);
  if (segments.length > 0) needs.add("segments");
  return FEATURE_NAMES.filter((name) => needs.has(name));
}

function addNeeds(part: unknown, needs: Set<string | undefined>): void {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (value !== undefined) needs.add(find(OF_KEY, key));
    if (key === "kind") needs.add(find(OF_CONDITION, value));
    if (key === "op") needs.add(find(OF_TEST, value));
    addNeeds(value, needs);
  }
}

const find = (table: Readonly<Record<string, FeatureName>>, key: unknown): FeatureName | undefined =>
  Object.hasOwn(table, String(key)) ? table[String(key)] : undefined;
