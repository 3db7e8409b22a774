import { type Calendar, createCalendar } from "./calendar.ts";
import type { ChecklistPlan, Condition, Counter, GapPlan, GuidePlan, MilestonePlan, Plan } from "./plan.ts";

/**
 * What may change a condition's answer: a counter, a milestone, the traits, the page, a new session. Time is not
 * among them: it is foreseen (`wake`).
 */
export type Trigger =
  | `counter ${string}`
  | `milestone ${string}`
  | `gap ${string}`
  | "traits"
  | "page"
  | "session";

/** Who looks at what: so that work grows with what an event touches, not with what is configured. */
export interface PlanIndex {
  readonly plan: Plan;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly countersOf: ReadonlyMap<string, readonly Counter[]>;
  /** Keys of the counters that accounts keep. */
  readonly accountCounters: ReadonlySet<string>;
  readonly milestones: ReadonlyMap<string, MilestonePlan>;
  readonly milestonesOn: ReadonlyMap<string, readonly MilestonePlan[]>;
  /** In the config's order. */
  readonly gapsOn: ReadonlyMap<string, readonly GapPlan[]>;
  readonly gapsTo: ReadonlyMap<string, readonly GapPlan[]>;
  /** The gaps whose bridge names a guide or doc. */
  readonly gapsOf: ReadonlyMap<string, readonly GapPlan[]>;
  readonly gaps: ReadonlyMap<string, GapPlan>;
  readonly guides: ReadonlyMap<string, GuidePlan>;
  readonly checklistsOf: ReadonlyMap<string, readonly ChecklistPlan[]>;
  /** Ids of the milestones that may lapse. */
  readonly lapsing: ReadonlySet<string>;
  readonly calendar: Calendar;
  /** Sessions that still can decide something. */
  readonly sessionsKept: number;
}

export function createPlanIndex(plan: Plan): PlanIndex {
  const accountMilestones = plan.milestones.filter(({ level }) => level === "account");
  const checklists = plan.guides.filter((guide): guide is ChecklistPlan => guide.type === "checklist");
  const getTriggers = createTriggers(plan);
  return {
    plan,
    counters: byId(plan.counters, ({ key }) => key),
    countersOf: group(plan.counters, ({ events }) => events),
    accountCounters: new Set(accountMilestones.flatMap(({ when }) => [...parts(when)].flatMap(counterOf))),
    milestones: byId(plan.milestones, ({ id }) => id),
    milestonesOn: group(plan.milestones, ({ when }) => getTriggers(when)),
    gapsOn: group(
      plan.gaps,
      (gap) =>
        new Set([
          ...getTriggers(gap.for),
          ...getTriggers(gap.opens),
          `milestone ${gap.to}`,
          // Without `from` the clock runs from the first visit, or from a trait.
          ...(gap.from ? [`milestone ${gap.from}`] : ["session", "traits"]),
        ]),
    ),
    gapsTo: group(plan.gaps, ({ to }) => [to]),
    gapsOf: group(plan.gaps, ({ bridge }) => bridge.flatMap(({ show }) => show)),
    gaps: byId(plan.gaps, ({ id }) => id),
    guides: byId(plan.guides, ({ id }) => id),
    checklistsOf: group(checklists, ({ items }) => items.map(({ milestone }) => milestone)),
    lapsing: new Set(plan.milestones.flatMap(({ id, lapses }) => (lapses === undefined ? [] : [id]))),
    calendar: createCalendar(),
    sessionsKept: Math.max(
      1,
      ...plan.gaps.flatMap(({ opens }) =>
        [...parts(opens)].map((c) => (c.kind === "sessions" ? c.count : 1)),
      ),
    ),
  };
}

/** The condition and all within it. */
function* parts(condition: Condition | undefined): Generator<Condition> {
  if (!condition) return;
  yield condition;
  if (condition.kind === "not") yield* parts(condition.of);
  else if ("of" in condition && typeof condition.of === "object")
    for (const part of condition.of) yield* parts(part);
}

const counterOf = (condition: Condition): string[] => (condition.kind === "event" ? [condition.counter] : []);

function createTriggers({ segments }: Plan): (condition: Condition | undefined) => Set<Trigger> {
  const ofSegments = [...new Set(segments.flatMap(({ when }) => [...parts(when)].flatMap(triggersOf)))];
  function triggersOf(condition: Condition): Trigger[] {
    switch (condition.kind) {
      case "event":
        return [`counter ${condition.counter}`];
      case "trait":
        return ["traits"];
      case "page":
        return ["page"];
      case "milestone":
        return [`milestone ${condition.id}`];
      case "segment":
        return ofSegments;
      case "sessions":
        return ["session"];
      case "gap":
        return [`gap ${condition.id}`];
      case "now":
      case "silent":
      case "after":
      case "all":
      case "any":
      case "not":
        return [];
      default:
        return condition satisfies never;
    }
  }
  return (condition) => new Set([...parts(condition)].flatMap(triggersOf));
}

const byId = <T>(items: readonly T[], getId: (item: T) => string): Map<string, T> =>
  new Map(items.map((item) => [getId(item), item]));

function group<T>(items: readonly T[], getKeys: (item: T) => Iterable<string>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of getKeys(item)) {
      const members = groups.get(key);
      if (members) members.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
