import { type Targets, WITHIN_MS } from "../insights/figures/targets.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { createCalls, createGapEvents, createMilestonesReached } from "./callViews.ts";
import { DIALECTS, type DialectName } from "./dialects.ts";
import { createFirstTriggers, createUplift } from "./effectViews.ts";
import type { GapSaid, Making, View } from "./query.ts";
import { createGaps, createWay } from "./wayViews.ts";

export interface ViewOptions {
  readonly dialect: DialectName;
  /** The warehouse's table with all calls. */
  readonly table: string;
  /** Its column with the time of each. */
  readonly time: string;
  /** The schema or data set that the views come into; where names without one are, if none. */
  readonly into?: string;
}

/** Statements that create the views of a config, in the order in which they need each other. */
export function createViews(plan: Plan, targets: Targets, options: ViewOptions): string[] {
  const { dialect, table, time, into } = options;
  const view = (name: string): string => `${into === undefined ? "" : `${into}.`}milepost_${name}`;
  const making: Making = { dialect: DIALECTS[dialect], view };
  const levels = new Map(plan.milestones.map(({ id, level }) => [id, level]));
  const gaps = plan.gaps.map(({ id, to, holdout }): GapSaid => {
    const level = levels.get(to) ?? "user";
    const isClustered = holdout.byAccount && level === "user";
    return { id, to, level, withinMs: targets.gaps[id]?.withinMs ?? WITHIN_MS, isClustered };
  });
  const exempt = plan.guides.flatMap((guide) => (guide.exempt ? guide.id : []));
  const views: View[] = [createCalls(making, { table, time })];
  if (plan.milestones.length > 0)
    views.push(createMilestonesReached(making, plan.milestones), createWay(making, plan.milestones));
  if (gaps.length > 0)
    views.push(
      createGapEvents(making, gaps, exempt),
      createGaps(making),
      createFirstTriggers(making),
      createUplift(making),
    );
  return views.map(({ name, query }) => `create or replace view ${view(name)} as\n${query};`);
}
