import { getParts, getTraitNames, getTraits } from "./conditionParts.ts";
import type { Comparison, Condition, Plan, Test } from "./plan.ts";

/** What may change a condition's answer. */
export type Trigger =
  | `counter ${string}`
  | `milestone ${string}`
  | `gap ${string}`
  | "traits"
  /** One of them, by its first name. */
  | `${"user" | "account"} ${string}`
  | "page"
  | "elements"
  | "session"
  /** Nothing has to happen: it is foreseen (`wake`). */
  | "time";

export type GetTriggers = (condition: Condition | undefined) => Set<Trigger>;

/** What may change the answers of a plan's conditions. */
export function createTriggers({
  counters,
  segments,
  gaps,
}: Pick<Plan, "counters" | "segments" | "gaps">): GetTriggers {
  const looksBack = new Set(
    counters.filter(({ within, inPeriods }) => within !== undefined || inPeriods).map(({ key }) => key),
  );
  const audiences = new Map(gaps.map((gap) => [gap.id, gap.for]));
  const getTriggers: GetTriggers = (condition) => new Set([...getParts(condition)].flatMap(getOwn));

  function getOwn(condition: Condition): Trigger[] {
    switch (condition.kind) {
      case "event":
        return [`counter ${condition.counter}`, ...whenTimed(looksBack.has(condition.counter))];
      case "then":
        return condition.counters.map((counter): Trigger => `counter ${counter}`);
      case "trait":
        return [
          "traits",
          ...getTraits(condition).flatMap((ref) =>
            getTraitNames(ref).map((name): Trigger => `${ref.of} ${name}`),
          ),
          ...whenTimed(isTimed(condition.test)),
        ];
      case "page":
        return ["page"];
      case "element":
        return ["elements"];
      case "milestone":
        return [`milestone ${condition.id}`, ...whenTimed(condition.after > 0)];
      case "sample":
      case "came":
        // Whoever is known by another id has told who they are.
        return ["traits"];
      case "segment":
        return segments.flatMap(({ when }) => [...getTriggers(when)]);
      case "sessions":
        return ["session"];
      case "gap":
        return [
          `gap ${condition.id}`,
          ...getTriggers(audiences.get(condition.id)),
          ...whenTimed(!!condition.after),
        ];
      case "now":
      case "after":
        return ["time"];
      case "silent":
        return ["session", "time"];
      case "all":
      case "any":
      case "not":
        return [];
      default:
        return condition satisfies never;
    }
  }
  return getTriggers;
}

/** Does it compare with what moves on with the time? */
const isTimed = (test: Test | Comparison): boolean =>
  "value" in test && (test.op === "inNext" || test.op === "inLast" || isFromNow(test.value));

const isFromNow = (value: unknown): boolean => typeof value === "object" && value !== null;

const whenTimed = (isTimed: boolean): Trigger[] => (isTimed ? ["time"] : []);
