import type { Facts } from "../../insights/facts/rows.ts";
import { getChurn, type MonthFigure } from "../../insights/figures/churnByMonth.ts";
import { getCohorts, type HabitCohort } from "../../insights/figures/cohorts.ts";
import { type EffectFigure, getEffect } from "../../insights/figures/effect.ts";
import { type EffectAmongOthers, getEffectsTogether } from "../../insights/figures/effectsTogether.ts";
import { type FrictionFigure, getFriction } from "../../insights/figures/frictionFigures.ts";
import { type Funnel, getFunnels } from "../../insights/figures/funnel.ts";
import { type GapFigure, getGapFigures } from "../../insights/figures/gapFigures.ts";
import { getHabits, type HabitFigure } from "../../insights/figures/habits.ts";
import { getHealth, type HealthFigure } from "../../insights/figures/health.ts";
import { getHelp, type HelpFigure } from "../../insights/figures/helpFigures.ts";
import { getLadder, type LadderRung } from "../../insights/figures/ladder.ts";
import { getLeads, type LeadFigure } from "../../insights/figures/leadFigures.ts";
import { getProgramme, type ProgrammeFigure } from "../../insights/figures/programme.ts";
import { getScores, type ScoreFigure } from "../../insights/figures/scores.ts";
import { getSilence, type SilenceFigure } from "../../insights/figures/silence.ts";
import { getStories, type StoryFigure } from "../../insights/figures/stories.ts";
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
  /** What the whole programme is worth, by season, the oldest first; empty where it has no holdout. */
  readonly programme: readonly ProgrammeFigure[];
  /** Effects that are to be believed, in the order of the gaps. */
  readonly effects: readonly EffectAmongOthers[];
  readonly staying: Staying;
  readonly voices: {
    readonly scores: readonly ScoreFigure[];
    readonly stories: readonly StoryFigure[];
    readonly help: HelpFigure;
  };
  readonly leads: readonly LeadFigure[];
  readonly friction: readonly FrictionFigure[];
  readonly health: HealthFigure;
}

export interface Staying {
  readonly cohorts: readonly HabitCohort[];
  readonly silence: SilenceFigure;
  readonly months: readonly MonthFigure[];
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
  const gaps = getGaps(facts, plan, targets);
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
    gaps: Object.fromEntries(gaps.map((figure) => [figure.gap, figure])),
    guides: Object.fromEntries(
      plan.guides.map(({ id }) => [id, { shown: facts.shown.filter(({ guide }) => guide === id).length }]),
    ),
    journeys: getFunnels(facts, plan),
    habits,
    segments: getLadder(facts, plan),
    effects: getEffectsTogether(gaps),
    programme: getProgramme(facts, plan, targets),
    staying: {
      cohorts: getCohorts(facts, plan),
      silence: getSilence(facts, targets),
      months: getChurn(facts),
    },
    voices: { scores: getScores(facts), stories: getStories(facts), help: getHelp(facts) },
    leads: getLeads(facts),
    friction: getFriction(facts),
    health: getHealth(facts, plan),
  };
}

function getGaps(facts: Facts, plan: Plan, targets: Targets): GapFindings[] {
  const plans = new Map(plan.gaps.map((gap) => [gap.id, gap]));
  return getGapFigures(facts, plan, targets).map((figure) => {
    const { opened: effectIfOpened, ...effect } = getEffect(facts, plans.get(figure.gap)!, plan, targets);
    const held = facts.exposures.filter(
      ({ gap, arm, isOut }) => gap === figure.gap && arm === "held_out" && !isOut,
    );
    const heldOutUnits = new Set(held.map(({ unit }) => unit)).size;
    return { ...figure, heldOutUnits, ...effect, effectIfOpened };
  });
}
