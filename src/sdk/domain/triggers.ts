import type { Condition, Counter } from "./plan.ts";

/** What may change a condition's answer. */
export type Trigger =
  | `counter ${string}`
  | `milestone ${string}`
  | `gap ${string}`
  | "traits"
  | "page"
  | "elements"
  | "session"
  /** Nothing has to happen: it is foreseen (`wake`). */
  | "time";

/** The condition and all within it. */
export function* getParts(condition: Condition | undefined): Generator<Condition> {
  if (!condition) return;
  yield condition;
  if (condition.kind === "not") yield* getParts(condition.of);
  else if (condition.kind === "all" || condition.kind === "any")
    for (const part of condition.of) yield* getParts(part);
}

/** @param ladder What may change the user's segment. */
export function getTriggers(
  condition: Condition | undefined,
  counters: ReadonlyMap<string, Counter>,
  ladder: ReadonlySet<Trigger>,
): Set<Trigger> {
  return new Set([...getParts(condition)].flatMap((part) => getOwn(part, counters, ladder)));
}

function getOwn(
  condition: Condition,
  counters: ReadonlyMap<string, Counter>,
  ladder: ReadonlySet<Trigger>,
): Trigger[] {
  switch (condition.kind) {
    case "event": {
      const { within, inPeriods } = counters.get(condition.counter)!;
      const looksBack = within !== undefined || inPeriods !== undefined;
      return [`counter ${condition.counter}`, ...(looksBack ? (["time"] as const) : [])];
    }
    case "trait": {
      const { op } = condition.test;
      return op === "inNext" || op === "inLast" ? ["traits", "time"] : ["traits"];
    }
    case "page":
      return ["page"];
    case "element":
      return ["elements"];
    case "milestone":
      return [`milestone ${condition.id}`, ...(condition.after > 0 ? (["time"] as const) : [])];
    case "segment":
      return [...ladder];
    case "sessions":
      return ["session"];
    case "gap":
      return [`gap ${condition.id}`];
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
