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
  const needs = new Set(
    [audience, counters, milestones, segments, journeys, standings, gaps, guides, limits].flatMap((part) => [
      ...findIn(part),
    ]),
  );
  if (segments.length > 0) needs.add("segments");
  return FEATURE_NAMES.filter((name) => needs.has(name));
}

function* findIn(part: unknown): Generator<FeatureName> {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    const named = Object.hasOwn(OF_KEY, key) ? OF_KEY[key as keyof typeof OF_KEY] : undefined;
    if (named && value !== undefined) yield named;
    if (key === "kind") yield* find(OF_CONDITION, value);
    if (key === "op") yield* find(OF_TEST, value);
    yield* findIn(value);
  }
}

function* find(table: Readonly<Record<string, FeatureName>>, key: unknown): Generator<FeatureName> {
  const found = Object.hasOwn(table, String(key)) ? table[String(key)] : undefined;
  if (found) yield found;
}
