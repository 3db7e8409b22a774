import { getParts, getTraitNames, getTraits } from "../../sdk/domain/plan/conditionParts.ts";
import type { Condition, Plan } from "../../sdk/domain/plan/plan.ts";
import type { Report } from "../../sdk/domain/state/facts.ts";
import { getUnseen, hasSilence, READ } from "../progress/watched.ts";

/** What can be said of somebody who is not there, by a plan and what their pages have told. */
export interface Foreseen {
  /** Does anything change by time alone that rows tell enough of? */
  readonly any: boolean;
  /** Is this report one that time alone brings, and that rows tell enough of? */
  raises(report: Report): boolean;
  /** Gaps that a page alone sees opening. */
  readonly untold: ReadonlySet<string>;
  /** Is the report the account's, whoever of its people it was noticed with? */
  isOfAccount(report: Report): boolean;
  /** Names of the `track` events that all of that hangs on; `undefined` where it hangs on all. */
  readonly names: readonly string[] | undefined;
}

export function createForeseen(plan: Plan): Foreseen {
  const isKnown = createIsKnown(plan);
  const unseen = getUnseen(plan);
  const milestones = new Set(
    plan.milestones.filter(({ id, lapses }) => lapses !== undefined && !unseen.has(id)).map(({ id }) => id),
  );
  const gaps = new Set(plan.gaps.filter((gap) => isKnown(gap.for) && isKnown(gap.opens)).map(({ id }) => id));
  const hasSegments = plan.segments.length > 0 && plan.segments.every(({ when }) => isKnown(when));
  const shared = new Set(plan.milestones.filter(({ level }) => level === "account").map(({ id }) => id));
  const isThere = isKnown(plan.for) && plan.report?.events !== false;
  const hasHands = plan.gaps.some(({ hands = [] }) => hands.length > 0);
  return {
    any: hasHands || (isThere && (milestones.size > 0 || gaps.size > 0 || hasSegments)),
    untold: new Set(plan.gaps.map(({ id }) => id).filter((id) => !isThere || !gaps.has(id))),
    raises({ event, properties: { gap_id: gap, milestone_id: milestone } }) {
      if (!isThere) return false;
      if (event === "Gap Opened") return gaps.has(`${gap}`);
      if (event === "Milestone Lapsed") return milestones.has(`${milestone}`);
      return event === "Segment Changed" && hasSegments;
    },
    isOfAccount: ({ properties: { milestone_id: milestone } }) => shared.has(`${milestone}`),
    names: hasSilence([plan.milestones, plan.for, plan.gaps, plan.segments])
      ? undefined
      : [...new Set([...READ, ...(hasHands ? ["Gap Opened"] : []), ...getCounted(plan)])],
  };
}

const getCounted = ({ counters }: Plan): string[] => counters.flatMap(({ events }) => events);

/** Do rows tell all that there is to know of a condition? Elements, addresses, friction and masked traits stay in the page. */
function createIsKnown(plan: Plan): (condition: Condition | undefined) => boolean {
  const { report, segments, gaps, counters } = plan;
  const signals = new Set(
    counters
      .filter(({ events, pages }) => pages || events.some((name) => name.startsWith("signal ")))
      .map(({ key }) => key),
  );
  const masked = new Set(report?.mask);
  const told = report && new Set(report.traits);
  const isTraitTold = (name: string): boolean => !masked.has(name) && (told?.has(name) ?? true);
  const isKnown = (condition: Condition | undefined): boolean => [...getParts(condition)].every(isPartKnown);

  function isPartKnown(part: Condition): boolean {
    switch (part.kind) {
      case "page":
      case "element":
        return false;
      case "event":
        return !signals.has(part.counter);
      case "then":
        return !part.counters.some((key) => signals.has(key));
      case "trait":
        return getTraits(part).every((ref) => getTraitNames(ref).some(isTraitTold));
      case "segment":
        return segments.every(({ when }) => isKnown(when));
      case "gap": {
        const gap = gaps.find(({ id }) => id === part.id);
        return isKnown(gap?.for) && isKnown(gap?.opens);
      }
      default:
        return true;
    }
  }
  return isKnown;
}
