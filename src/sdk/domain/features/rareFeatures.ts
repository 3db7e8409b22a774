import { cohorts } from "./cohorts.ts";
import { comparisons } from "./comparisons.ts";
import { segments } from "./segments.ts";
import { sequences } from "./sequences.ts";
import { sums } from "./sums.ts";

/** What few plans need. */
export const RARE_FEATURES = { comparisons, cohorts, sequences, sums, segments };
