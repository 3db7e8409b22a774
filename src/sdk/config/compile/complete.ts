import { toJson } from "../../domain/lib/json.ts";
import { withoutPrototype } from "../../domain/lib/withoutPrototype.ts";
import { createWatchTable } from "../../domain/plan/createWatchTable.ts";
import { findNeeds } from "../../domain/plan/needs.ts";
import type { Plan } from "../../domain/plan/plan.ts";
import { findWidgetParts } from "./findWidgetParts.ts";

/** What follows from the rest, and so is no part of what a plan is known by. */
export const findWhatFollows = (plan: Omit<Plan, "version">, json: string) => ({
  needs: findNeeds(plan),
  watched: createWatchTable(withoutPrototype(plan)),
  widgets: findWidgetParts(plan, json),
});

/** A plan that an older version has compiled, with what it does not say of itself. */
export const complete = (plan: Plan): Plan => ({ ...plan, ...findWhatFollows(plan, toJson(plan)) });
