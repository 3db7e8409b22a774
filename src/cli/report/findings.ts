import type { Facts } from "../../insights/facts/rows.ts";
import { type EffectFigure, getEffect } from "../../insights/figures/effect.ts";
import { type Funnel, getFunnels } from "../../insights/figures/funnel.ts";
import { type GapFigure, getGapFigures } from "../../insights/figures/gapFigures.ts";
import { getHabits, type HabitFigure } from "../../insights/figures/habits.ts";
import { getLadder, type LadderRung } from "../../insights/figures/ladder.ts";
import type { Targets } from "../../insights/figures/targets.ts";
import { getTimeToMilestone, type TimeToMilestone } from "../../insights/figures/timeToMilestone.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";

/** What a log says of a plan: all that `report` tells. */
export interface Findings {
  readonly users: number;
  /** Each once, however often the log has it. */
  readonly events: number;
  /** Lines that are no event. */
  readonly rejected: number;
  readonly accounts: number;
  /** The first and the last event, in epoch milliseconds. */
  readonly start: number | null;
  readonly end: number | null;
  readonly milestones: Readonly<Record<string, MilestoneFindings>>;
  readonly gaps: Readonly<Record<string, GapFindings>>;
  readonly guides: Readonly<Record<string, { readonly shown: number }>>;
  readonly journeys: readonly Funnel[];
  readonly habits: readonly HabitFigure[];
  /** From low to high. */
  readonly segments: readonly LadderRung[];
}

export interface MilestoneFindings extends TimeToMilestone {
  readonly lapsed: number;
}

export interface GapFindings extends GapFigure, Omit<EffectFigure, "gap" | "opened"> {
  /** Units that were held out of it. */
  readonly heldOutUnits: number;
  /** The effect over all units whose gap has opened. */
  readonly effectIfOpened: EffectFigure["opened"];
}

/** Gaps come by customers lost, most first. */
export function getFindings(
  facts: Facts,
  plan: Plan,
  targets: Targets,
  counts: { readonly events: number; readonly rejected: number },
): Findings {
  const habits = getHabits(facts, plan);
  const gaps = new Map(plan.gaps.map((gap) => [gap.id, gap]));
  return {
    users: facts.people.length,
    ...counts,
    accounts: facts.accounts.length,
    start: facts.start,
    end: facts.end,
    milestones: Object.fromEntries(
      plan.milestones.map((milestone) => [
        milestone.id,
        {
          ...getTimeToMilestone(facts, milestone, targets.milestones[milestone.id]),
          lapsed: habits.find((habit) => habit.milestone === milestone.id)?.lapsed ?? 0,
        },
      ]),
    ),
    gaps: Object.fromEntries(
      getGapFigures(facts, plan, targets).map((figure) => {
        const { opened: effectIfOpened, ...effect } = getEffect(facts, gaps.get(figure.gap)!, plan, targets);
        const held = facts.exposures.filter(({ gap, arm }) => gap === figure.gap && arm === "held_out");
        const heldOutUnits = new Set(held.map(({ unit }) => unit)).size;
        return [figure.gap, { ...figure, heldOutUnits, ...effect, effectIfOpened }];
      }),
    ),
    guides: Object.fromEntries(
      plan.guides.map(({ id }) => [id, { shown: facts.shown.filter(({ guide }) => guide === id).length }]),
    ),
    journeys: getFunnels(facts, plan),
    habits,
    segments: getLadder(facts, plan),
  };
}
