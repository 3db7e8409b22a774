import { getCounters, getTraitNames, getTraits } from "../sdk/domain/plan/conditionParts.ts";
import { ANY_EVENT, type Condition, type Plan } from "../sdk/domain/plan/plan.ts";

/** What a replay has to mind in a plan, so that it need not mind all of it at each event. */
export interface Watches {
  /** May what is shown hang on an event of this name directly, beside all that is reported? */
  decides(event: string): boolean;
  /** Traits of accounts that anything hangs on, by their first names. */
  readonly accountTraits: ReadonlySet<string>;
  /** Does what is true of one person hang on what others of the account do? */
  readonly isShared: boolean;
  /** Is Milepost there for everybody? */
  readonly isForAll: boolean;
}

export function getWatches(plan: Plan): Watches {
  const { guides, gaps, limits, segments, milestones, counters } = plan;
  const keys = new Set(
    [...findConditions([guides, gaps.map((gap) => gap.for), limits, segments, plan.for])].flatMap(
      getCounters,
    ),
  );
  const accountTraits = new Set(
    [...findConditions(plan)].flatMap((condition) =>
      getTraits(condition)
        .filter(({ of }) => of === "account")
        .flatMap(getTraitNames),
    ),
  );
  const named = new Set(counters.flatMap(({ key, events }) => (keys.has(key) ? events : [])));
  return {
    decides: (event) => named.has(event) || named.has(ANY_EVENT),
    accountTraits,
    isShared:
      accountTraits.size > 0 ||
      milestones.some(({ level }) => level === "account") ||
      counters.some(({ ofAccount }) => ofAccount) ||
      guides.some(({ repeat }) => typeof repeat === "object" && "counter" in repeat),
    isForAll: plan.for.kind === "all" && plan.for.of.length === 0,
  };
}

/** All conditions in a part of a plan, wherever they stand. */
export function* findConditions(part: unknown): Generator<Condition> {
  if (typeof part !== "object" || part === null) return;
  if ("kind" in part) yield part as Condition;
  for (const inner of Object.values(part)) yield* findConditions(inner);
}
