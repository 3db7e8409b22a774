import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Facts } from "../facts/rows.ts";
import { type FitFigure, getFits } from "./accounts/idealCustomers.ts";
import { getLadder, type LadderRung } from "./accounts/ladder.ts";
import { getLeads, type LeadFigure } from "./accounts/leadFigures.ts";
import { getOwners, type OwnerFigure } from "./accounts/owners.ts";
import { getStandings, type StandingFigure } from "./accounts/standings.ts";
import { getStories, type StoryFigure } from "./accounts/stories.ts";
import type { EffectFigure } from "./effects/effect.ts";
import { type EffectAmongOthers, getEffectsTogether } from "./effects/effectsTogether.ts";
import { type GuardedEffect, getGuardedEffect } from "./effects/guards.ts";
import { getProgramme, type ProgrammeFigure } from "./effects/programme.ts";
import { type FrictionFigure, getFriction } from "./health/frictionFigures.ts";
import { getHealth, type HealthFigure } from "./health/health.ts";
import { getHelp, type HelpFigure } from "./health/helpFigures.ts";
import { getScores, type ScoreFigure } from "./health/scores.ts";
import { getExposureRows } from "./rowsOf.ts";
import { createAccountStates } from "./staying/accountStates.ts";
import { getChurn, type MonthFigure } from "./staying/churnByMonth.ts";
import { getSegmentChurn, type SegmentChurn } from "./staying/churnBySegment.ts";
import { getCohorts, type HabitCohort } from "./staying/cohorts.ts";
import { getHabits, type HabitFigure } from "./staying/habits.ts";
import { getLasting, type LastingFigure } from "./staying/lasting.ts";
import { getRenewals, type RenewalFigure } from "./staying/renewals.ts";
import { getSilence, type SilenceFigure } from "./staying/silence.ts";
import { type Funnel, getFunnels } from "./way/funnel.ts";
import { type GapFigure, getGapFigures } from "./way/gapFigures.ts";
import type { Targets } from "./way/targets.ts";
import { getTimeToMilestone, type TimeToMilestone } from "./way/timeToMilestone.ts";

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
  readonly standings: readonly StandingFigure[];
  readonly habits: readonly HabitFigure[];
  /** From low to high. */
  readonly segments: readonly LadderRung[];
  /** What the whole programme is worth, by season, the oldest first; empty where it has no holdout. */
  readonly programme: readonly ProgrammeFigure[];
  /** Who answers for what, as far as the config says. */
  readonly owners: readonly OwnerFigure[];
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
  /** `null` where the config does not say when accounts renew. */
  readonly renewals: RenewalFigure | null;
  /** Accounts that outcomes are meant for, and those that they are not; of outcomes that say so. */
  readonly fits: readonly FitFigure[];
  readonly cohorts: readonly HabitCohort[];
  readonly silence: SilenceFigure;
  readonly months: readonly MonthFigure[];
  /** A month, by segment; empty where there are none. */
  readonly segments: readonly SegmentChurn[];
  /** What staying has to do with each milestone; empty where no account ever left. */
  readonly lasting: readonly LastingFigure[];
}

export interface MilestoneFindings extends TimeToMilestone {
  readonly lapsed: number;
}

export interface GapFindings extends GapFigure, Omit<GuardedEffect, "gap" | "opened"> {
  /** Units that were held out of it. */
  readonly heldOutUnits: number;
  /** The effect over all units whose gap has opened. */
  readonly effectIfOpened: EffectFigure["opened"];
  /** When the bridge was to be looked at again, in epoch milliseconds; `null` where the config says no date. */
  readonly review: { readonly at: number; readonly isPast: boolean } | null;
}

/** Gaps come by customers lost, most first. */
export function getFindings(
  facts: Facts,
  plan: Plan,
  targets: Targets,
  given: { readonly events: number; readonly rejected: number; readonly by?: "segment" | "outcome" },
): Findings {
  const { by, ...counts } = given;
  const habits = getHabits(facts, plan);
  const gaps = getGapFindings(facts, plan, targets);
  const byId = Object.fromEntries(gaps.map((figure) => [figure.gap, figure]));
  return {
    users: facts.people.length,
    ...counts,
    accounts: facts.accounts.length,
    start: facts.start,
    end: facts.end,
    milestones: getMilestoneFindings(facts, plan, targets, habits),
    gaps: byId,
    guides: Object.fromEntries(
      plan.guides.map(({ id }) => [id, { shown: facts.shown.filter(({ guide }) => guide === id).length }]),
    ),
    journeys: getFunnels(facts, plan, by),
    standings: getStandings(facts, plan, targets),
    habits,
    segments: getLadder(facts, plan, targets),
    owners: getOwners(facts, plan, targets, targets.owners ?? {}),
    effects: getEffectsTogether(gaps),
    programme: getProgramme(facts, plan, targets),
    staying: getStaying(facts, plan, targets),
    voices: { scores: getScores(facts), stories: getStories(facts, plan, byId), help: getHelp(facts) },
    leads: getLeads(facts, plan),
    friction: getFriction(facts),
    health: getHealth(facts, plan),
  };
}

/** Who stays. */
export const getStaying = (facts: Facts, plan: Plan, targets: Targets): Staying => ({
  cohorts: getCohorts(facts, plan),
  silence: getSilence(facts, targets),
  renewals: targets.hasRenewals ? getRenewals(facts, createAccountStates(facts, plan, targets)) : null,
  fits: getFits(facts, targets.fitted ?? []),
  months: getChurn(facts),
  segments: getSegmentChurn(facts, plan),
  lasting: getLasting(facts, plan),
});

export const getMilestoneFindings = (
  facts: Facts,
  { milestones, segments }: Plan,
  targets: Targets,
  habits: readonly HabitFigure[],
): Readonly<Record<string, MilestoneFindings>> =>
  Object.fromEntries(
    milestones.map((milestone) => [
      milestone.id,
      {
        ...getTimeToMilestone(
          facts,
          milestone,
          targets.milestones[milestone.id],
          segments.map(({ id }) => id),
        ),
        lapsed: habits.find((habit) => habit.milestone === milestone.id)?.lapsed ?? 0,
      },
    ]),
  );

/** By customers lost, most first. */
export function getGapFindings(facts: Facts, plan: Plan, targets: Targets): GapFindings[] {
  const plans = new Map(plan.gaps.map((gap) => [gap.id, gap]));
  return getGapFigures(facts, plan, targets).map((figure) => {
    const gap = plans.get(figure.gap)!;
    const { opened: effectIfOpened, ...effect } = getGuardedEffect(facts, gap, plan, targets);
    const held = getExposureRows(facts, gap.id).filter(({ arm, isOut }) => arm === "held_out" && !isOut);
    const heldOutUnits = new Set(held.map(({ unit }) => unit)).size;
    const { review: at } = targets.gaps[gap.id] ?? {};
    const review = at === undefined ? null : { at, isPast: at <= (facts.end ?? 0) };
    return { ...figure, heldOutUnits, ...effect, effectIfOpened, review };
  });
}
