import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { getReaches } from "./reaches.ts";

/** A journey, step by step. */
export interface Funnel {
  readonly journey: string;
  /** All people who are on it, and then those of each segment, or outcome; one of nobody is left out. */
  readonly groups: readonly FunnelGroup[];
}

export interface FunnelGroup {
  /** `null` for all of them, and where it is an outcome's. */
  readonly segment: string | null;
  /** What they have chosen as their goal, where they are told apart by that. */
  readonly outcome?: string;
  readonly people: number;
  readonly steps: readonly FunnelStep[];
}

export interface FunnelStep {
  readonly milestone: string;
  /** People who have ever reached it; of an account's milestone, those whose account has. */
  readonly reached: number;
  /** Those of them who have reached all steps before it too. */
  readonly throughout: number;
}

/**
 * How far the people of each journey have come. Steps need not be reached in their order, so both are counted: who has
 * reached a step, and who has come all the way to it. Journeys, segments and chosen
 * outcomes are those at the end of the log.
 */
export function getFunnels(facts: Facts, plan: Plan, by: "segment" | "outcome" = "segment"): Funnel[] {
  const { journeys, segments, milestones, outcomes } = plan;
  const reaches = getReaches(facts);
  const levels = new Map(milestones.map(({ id, level }) => [id, level]));
  return journeys.map((journey) => {
    const people = facts.people.filter((one) => one.journeys.includes(journey.id));
    const count = (name?: string): FunnelGroup => {
      const group = name === undefined ? people : people.filter((one) => one[by] === name);
      let through = group;
      const steps = journey.milestones.map((milestone): FunnelStep => {
        const units = reaches.get(milestone);
        const isThere = ({ person, account }: (typeof people)[number]): boolean =>
          units?.has(levels.get(milestone) === "account" ? (account ?? "") : person) === true;
        through = through.filter(isThere);
        return { milestone, reached: group.filter(isThere).length, throughout: through.length };
      });
      return { segment: null, ...(name !== undefined && { [by]: name }), people: group.length, steps };
    };
    const names = by === "segment" ? segments.map(({ id }) => id) : (outcomes?.ids ?? []);
    const known = names.map(count).filter((group) => group.people > 0);
    return { journey: journey.id, groups: [count(), ...known] };
  });
}
