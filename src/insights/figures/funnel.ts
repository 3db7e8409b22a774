import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Facts } from "../facts/rows.ts";
import { getReaches } from "./reaches.ts";

/** A journey, step by step. */
export interface Funnel {
  readonly journey: string;
  /** All people who are on it, and then those of each segment; a segment of nobody is left out. */
  readonly groups: readonly FunnelGroup[];
}

export interface FunnelGroup {
  /** `null` for all of them. */
  readonly segment: string | null;
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
 * reached a step, and who has come all the way to it. Journeys and segments are those at the end of the log.
 */
export function getFunnels(facts: Facts, { journeys, segments, milestones }: Plan): Funnel[] {
  const reaches = getReaches(facts);
  const levels = new Map(milestones.map(({ id, level }) => [id, level]));
  return journeys.map((journey) => {
    const people = facts.people.filter((one) => one.journeys.includes(journey.id));
    const count = (segment: string | null): FunnelGroup => {
      const group = segment === null ? people : people.filter((one) => one.segment === segment);
      let through = group;
      const steps = journey.milestones.map((milestone): FunnelStep => {
        const units = reaches.get(milestone);
        const isThere = ({ person, account }: (typeof people)[number]): boolean =>
          units?.has(levels.get(milestone) === "account" ? (account ?? "") : person) === true;
        through = through.filter(isThere);
        return { milestone, reached: group.filter(isThere).length, throughout: through.length };
      });
      return { segment, people: group.length, steps };
    };
    const known = segments.map(({ id }) => count(id)).filter((group) => group.people > 0);
    return { journey: journey.id, groups: [count(null), ...known] };
  });
}
