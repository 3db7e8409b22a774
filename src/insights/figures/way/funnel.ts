import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { getReachedOf, getReaches } from "./reaches.ts";

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
    const steps = journey.milestones.map((milestone) => {
      const ofAccount = levels.get(milestone) === "account";
      return {
        milestone,
        ofAccount,
        units: reaches.get(milestone),
        own: getReachedOf(facts, milestone, "user"),
      };
    });
    const all = createCount(steps.length);
    const groups = new Map<string, ReturnType<typeof createCount>>();
    for (const [i, one] of facts.people.entries()) {
      if (!one.journeys.includes(journey.id)) continue;
      const reached = steps.map(({ units, ofAccount, own: { place, reached } }) =>
        ofAccount ? units?.has(one.account ?? "") === true : reached[i]?.times[place] !== undefined,
      );
      all.add(reached);
      const name = one[by];
      if (name === null) continue;
      const own = groups.get(name) ?? createCount(steps.length);
      groups.set(name, own);
      own.add(reached);
    }
    const toGroup = ({ people, counts }: ReturnType<typeof createCount>, name?: string): FunnelGroup => ({
      segment: null,
      ...(name !== undefined && { [by]: name }),
      people: people(),
      steps: steps.map(({ milestone }, i) => ({ milestone, ...counts[i]! })),
    });
    const names = by === "segment" ? segments.map(({ id }) => id) : (outcomes?.ids ?? []);
    const known = names.flatMap((name) => {
      const own = groups.get(name);
      return own ? [toGroup(own, name)] : [];
    });
    return { journey: journey.id, groups: [toGroup(all), ...known] };
  });
}

/** Counts people by the steps that they have reached. */
function createCount(steps: number) {
  let people = 0;
  const counts = Array.from({ length: steps }, () => ({ reached: 0, throughout: 0 }));
  return {
    people: () => people,
    counts,
    add(reached: readonly boolean[]): void {
      people++;
      let isThrough = true;
      for (const [i, isThere] of reached.entries()) {
        isThrough &&= isThere;
        if (isThere) counts[i]!.reached++;
        if (isThrough) counts[i]!.throughout++;
      }
    },
  };
}
