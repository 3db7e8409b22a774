import { TIME_FEATURES } from "../domain/features/timeFeatures.ts";

export const FEATURES = Object.values(TIME_FEATURES);
