import { createEngine, type Engine } from "../engine/engine.ts";
import { type Feature, joinFeatures } from "../engine/feature.ts";
import type { Plan } from "../plan/plan.ts";
import { FEATURES } from "./features.ts";
import { watching } from "./watching.ts";
import { zones } from "./zones.ts";

/** Those that this plan needs, or all, with the zones of places other than where it runs. */
export const getFeatures = ({ needs, watched }: Pick<Plan, "needs" | "watched"> = {}): readonly Feature[] => [
  ...(needs ? needs.map((name) => FEATURES[name]) : Object.values(FEATURES)),
  ...(watched ? [] : [watching]),
  zones,
];

/** An engine that is able to do all: for where no byte has to be spared. */
export const createFullEngine = (plan: Plan): Engine => createEngine(plan, getFeatures());

/** The same for who asks something beside an engine. */
export const FULL_ABILITIES = joinFeatures(getFeatures());
