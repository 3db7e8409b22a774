import { getCounters } from "../../sdk/domain/plan/conditionParts.ts";
import { ANY_EVENT, type Condition, type MilestonePlan, type Plan } from "../../sdk/domain/plan/plan.ts";

/** The SDK's reports that are read as they are, whatever the plan counts. */
export const READ = [
  "Milestone Reached",
  "Guide Shown",
  "Guide Held Out",
  "Guide Completed",
  "Guide Dismissed",
  "Bridge Handed On",
  "Bridge Held Out",
];

/**
 * Milestones that hang on what stays in the page: the elements it has, its views, friction, traits and events that do not leave.
 * Of these the page alone can say that they are reached.
 */
export function getUnseen(plan: Plan): ReadonlySet<string> {
  const signals = new Set(
    plan.counters
      .filter(({ events, pages }) => pages || events.some((name) => name.startsWith("signal ")))
      .map(({ key }) => key),
  );
  const isUntold = (key: string): boolean => signals.has(key);
  const staysAtHome = plan.report?.events === false;
  const isUnseen = ({ when }: MilestonePlan): boolean => staysAtHome || !isTold(when, isUntold);
  return new Set(plan.milestones.filter(isUnseen).map(({ id }) => id));
}

/** Do rows tell all that there is to know of it? */
export function isTold(condition: Condition, isUntold: (counter: string) => boolean): boolean {
  switch (condition.kind) {
    case "event":
    case "then":
      return !getCounters(condition).some(isUntold);
    case "all":
    case "any":
      return condition.of.every((part) => isTold(part, isUntold));
    case "not":
      return isTold(condition.of, isUntold);
    case "milestone":
    case "now":
    case "sample":
      return true;
    case "trait":
    case "page":
    case "element":
    case "segment":
    case "gap":
    case "silent":
    case "after":
    case "sessions":
    case "came":
      return false;
    default:
      return condition satisfies never;
  }
}

/** Names of the events that progress hangs on; `undefined` where it hangs on all, as a silence does. */
export function getNames(plan: Plan): readonly string[] | undefined {
  const hasAny = plan.counters.some(({ events }) => events.includes(ANY_EVENT));
  if (hasAny || hasSilence(plan.milestones) || hasSilence(plan.for)) return undefined;
  return [...new Set([...READ, ...plan.counters.flatMap(({ events }) => events)])];
}

/** Anywhere in a part of a plan. */
export const hasSilence = (part: unknown): boolean =>
  typeof part === "object" &&
  part !== null &&
  (("kind" in part && (part.kind === "silent" || part.kind === "sessions")) ||
    Object.values(part).some(hasSilence));
