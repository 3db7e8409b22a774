/** What an engine can be given beside what every plan asks; see features/. */
export const FEATURE_NAMES = [
  "dates",
  "now",
  "comparisons",
  "cohorts",
  "sequences",
  "periods",
  "sums",
  "lapses",
  "segments",
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/**
 * Kinds of conditions that the engine knows only by a feature: one that is neither here nor in `whenHolds` does not
 * compile, nor does one that is here and not in `needs.ts`.
 */
export type RareKind = "then" | "now" | "segment" | "sample" | "came";
/** The same of tests. */
export type RareOp = "before" | "after" | "inNext" | "inLast";
