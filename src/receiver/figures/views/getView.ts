import { getLadder } from "../../../insights/figures/accounts/ladder.ts";
import { getLeads } from "../../../insights/figures/accounts/leadFigures.ts";
import { getOwners } from "../../../insights/figures/accounts/owners.ts";
import { getStandings } from "../../../insights/figures/accounts/standings.ts";
import { getStories } from "../../../insights/figures/accounts/stories.ts";
import { getEffectsTogether } from "../../../insights/figures/effects/effectsTogether.ts";
import { getProgramme } from "../../../insights/figures/effects/programme.ts";
import {
  type GapFindings,
  getGapFindings,
  getMilestoneFindings,
  getStaying,
} from "../../../insights/figures/findings.ts";
import { getFriction } from "../../../insights/figures/health/frictionFigures.ts";
import { getHealth } from "../../../insights/figures/health/health.ts";
import { getHelp } from "../../../insights/figures/health/helpFigures.ts";
import { getScores } from "../../../insights/figures/health/scores.ts";
import { once } from "../../../insights/figures/once.ts";
import { getHabits } from "../../../insights/figures/staying/habits.ts";
import { getFunnels } from "../../../insights/figures/way/funnel.ts";
import type { Targets } from "../../../insights/figures/way/targets.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { AllFacts } from "../mergeFacts.ts";
import { getAccountStandings } from "./accountStandings.ts";
import { ofOwner } from "./ofOwner.ts";
import type { Head, View, Views } from "./views.ts";

/** What views are made of. Two that are made of the same one have their parts in common made once. */
export interface Given {
  readonly facts: AllFacts;
  readonly plan: Plan;
  readonly targets: Targets;
}

/** Each view, made of facts. The report makes its sections by the same functions. */
const MAKE: { readonly [V in View]: (given: Given) => Omit<Views[V], keyof Head> } = {
  summary: (given) => ({ ...getGaps(given), ...getStandingPart(given), owners: getOwnerPart(given) }),
  way: ({ facts, plan }) => ({ journeys: getFunnels(facts, plan), guides: getGuides(facts, plan) }),
  time: ({ facts, plan, targets }) => ({
    milestones: getMilestoneFindings(facts, plan, targets, getHabits(facts, plan)),
  }),
  gaps: (given) => ({ ...getGaps(given), guides: getGuides(given.facts, given.plan) }),
  ladder: ({ facts, plan, targets }) => ({ segments: getLadder(facts, plan, targets) }),
  staying: (given) => ({
    staying: getStayingPart(given),
    habits: getHabits(given.facts, given.plan),
  }),
  voices: (given) => ({
    voices: {
      scores: getScores(given.facts),
      stories: getStories(given.facts, given.plan, getGaps(given).gaps),
      help: getHelp(given.facts),
    },
    leads: getLeads(given.facts, given.plan),
  }),
  health: ({ facts, plan }) => ({ health: getHealth(facts, plan), friction: getFriction(facts) }),
  owners: (given) => ({ owners: getOwnerPart(given), gaps: getGaps(given).gaps }),
  standings: (given) => ({ ...getStandingPart(given), accountStandings: getAccountStandings(given) }),
  renewals: (given) => {
    const { renewals, fits } = getStayingPart(given);
    return { renewals, fits };
  },
  programme: ({ facts, plan, targets }) => ({ programme: getProgramme(facts, plan, targets) }),
};

export const VIEWS = Object.keys(MAKE) as readonly View[];

/** @param owner Leaves what this owner answers for. */
export function getView<V extends View>(view: V, given: Given, owner?: string): Views[V] {
  const { facts } = given;
  const head: Head = {
    users: facts.people.length,
    events: facts.events,
    rejected: 0,
    accounts: facts.accounts.length,
    start: facts.start,
    end: facts.end,
  };
  const made = { ...head, ...MAKE[view](given) } as Views[V];
  return owner === undefined ? made : ofOwner(made, given, owner);
}

const getGaps = once(({ facts, plan, targets }: Given): Pick<Views["gaps"], "gaps" | "effects"> => {
  const all: readonly GapFindings[] = getGapFindings(facts, plan, targets);
  return {
    gaps: Object.fromEntries(all.map((one) => [one.gap, one])),
    effects: getEffectsTogether(all),
  };
});

const getGuides = ({ shown }: AllFacts, { guides }: Plan): Views["way"]["guides"] => {
  const counts = new Map<string, number>();
  for (const { guide } of shown) counts.set(guide, (counts.get(guide) ?? 0) + 1);
  return Object.fromEntries(guides.map(({ id }) => [id, { shown: counts.get(id) ?? 0 }]));
};

const getStandingPart = once(
  ({ facts, plan, targets }: Given): Pick<Views["standings"], "standings"> => ({
    standings: getStandings(facts, plan, targets),
  }),
);

const getStayingPart = once(({ facts, plan, targets }: Given) => getStaying(facts, plan, targets));

const getOwnerPart = once(({ facts, plan, targets }: Given): Views["owners"]["owners"] =>
  getOwners(facts, plan, targets, targets.owners ?? {}),
);
