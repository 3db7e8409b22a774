import type { Feature } from "../engine/feature.ts";
import type { FeatureName } from "../plan/featureNames.ts";
import { RARE_FEATURES } from "./rareFeatures.ts";
import { TIME_FEATURES } from "./timeFeatures.ts";

/** All that a plan may need, by the names of `Plan.needs`. */
export const FEATURES: Readonly<Record<FeatureName, Feature>> = { ...TIME_FEATURES, ...RARE_FEATURES };
