import { RARE_FEATURES } from "../domain/features/rareFeatures.ts";

export const FEATURES = Object.values(RARE_FEATURES);
