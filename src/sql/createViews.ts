import { type Targets, WITHIN_MS } from "../insights/figures/way/targets.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { createCalls, createGapEvents, createMilestonesReached } from "./callViews.ts";
import { DIALECTS, type DialectName } from "./dialects.ts";
import { createFirstTriggers, createUplift } from "./effectViews.ts";
import { createPauses } from "./pauseViews.ts";
import { createProgramme } from "./programmeViews.ts";
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
  const guides = new Set(plan.guides.map(({ id }) => id));
  const gaps = plan.gaps.map(({ id, to, holdout, exempt: isExempt = false, bridge }): GapSaid => {
    const level = levels.get(to) ?? "user";
    const isClustered = holdout.byAccount && level === "user";
    const withinMs = targets.gaps[id]?.withinMs ?? WITHIN_MS;
    const own = bridge.flatMap(({ show }) => show).filter((guide) => guides.has(guide));
    return { id, to, level, withinMs, isClustered, isExempt, guides: own, target: targets.gaps[id] };
  });
  const milestones = plan.milestones.map(({ id, level }) => ({ id, level, target: targets.milestones[id] }));
  const exempt = plan.guides.flatMap((guide) => (guide.exempt ? guide.id : []));
  const views: View[] = [createCalls(making, { table, time })];
  if (plan.milestones.length > 0)
    views.push(createMilestonesReached(making, plan.milestones), createWay(making, milestones));
  if (gaps.length > 0)
    views.push(
      createGapEvents(making, gaps, exempt),
      createGaps(making, gaps),
      createPauses(making, gaps),
      createFirstTriggers(making),
      createUplift(making),
    );
  const judged = plan.milestones
    .filter((milestone) => plan.holdout.byAccount || milestone.level === "user")
    .map(({ id, level }) => ({ id, level, withinMs: targets.milestones[id]?.withinMs ?? WITHIN_MS }));
  const isHeldOut = plan.holdout.share > 0 && judged.length > 0;
  if (isHeldOut) {
    const { product, holdout } = plan;
    views.push(createProgramme(making, { product, holdout, milestones: judged, gaps, exempt }));
  }
  return [
    ...(isHeldOut ? making.dialect.share.create(view("share")) : []),
    ...views.map(({ name, query }) => `create or replace view ${view(name)} as\n${query}`),
  ].map((statement) => `${statement};`);
}
