import type { Calendar } from "../time/calendar.ts";
import { ANY_EVENT, PAGE_VIEW } from "./eventNames.ts";
import type { ChecklistPlan, Counter, GapPlan, GuidePlan, MilestonePlan, Plan } from "./plan.ts";
import type { Trigger } from "./triggers.ts";
import type { WatchTable } from "./watchTable.ts";

/** Those who look at one thing, and are asked again when it changes; each in the config's order. */
export interface Watchers {
  readonly milestones: readonly MilestonePlan[];
  /** Those of them that may lapse. */
  readonly lapsing: readonly MilestonePlan[];
  readonly gaps: readonly GapPlan[];
  /** Does the ladder of segments look at it? */
  readonly segments: boolean;
}

/** A counter, and who looks at it. */
export interface Counted {
  readonly counter: Counter;
  readonly watchers: Watchers;
  /** Accounts keep it too. */
  readonly ofAccount: boolean;
}

/** Who looks at what: so that work grows with what an event touches, not with what is configured. */
export interface PlanIndex {
  readonly plan: Plan;
  readonly counters: ReadonlyMap<string, Counter>;
  /** By the event's name; those of any event under `ANY_EVENT`. */
  readonly countersOf: ReadonlyMap<string, readonly Counted[]>;
  /** Those of any event: looked up once, since most plans have none and all events would pay for it. */
  readonly ofAnyEvent: readonly Counted[];
  readonly milestones: ReadonlyMap<string, MilestonePlan>;
  readonly gaps: ReadonlyMap<string, GapPlan>;
  readonly guides: ReadonlyMap<string, GuidePlan>;
  readonly gapsTo: ReadonlyMap<string, readonly GapPlan[]>;
  /** The gaps whose bridge names a guide or doc. */
  readonly gapsOf: ReadonlyMap<string, readonly GapPlan[]>;
  readonly checklistsOf: ReadonlyMap<string, readonly ChecklistPlan[]>;
  /** Those who look at what has changed. */
  on(trigger: Trigger): Watchers;
  /** All that there are. */
  readonly everybody: Watchers;
  /** Does the ladder of segments ask for what is the account's? */
  readonly ofAccounts: boolean;
  /** Places in the config's order. */
  readonly gapOrder: ReadonlyMap<GapPlan, number>;
  readonly calendar: Calendar;
  /** Sessions that still can decide something. */
  readonly sessionsKept: number;
}

export function createPlanIndex(plan: Plan, table: WatchTable, calendar: Calendar): PlanIndex {
  const { milestones, gaps, guides, segments } = plan;
  const checklists = guides.filter((guide): guide is ChecklistPlan => guide.type === "checklist");
  const on = createWatchers(plan, table);
  const ofAccount = new Set(table.ofAccount);
  const countersOf = group(
    plan.counters.map((counter, i) => ({
      counter,
      watchers: on(`counter ${counter.key}`),
      ofAccount: ofAccount.has(i),
    })),
    ({ counter }) => counter.events,
  );
  return {
    plan,
    on,
    counters: byId(plan.counters, ({ key }) => key),
    countersOf,
    ofAnyEvent: countersOf.get(ANY_EVENT) ?? NONE,
    milestones: byId(milestones, ({ id }) => id),
    gaps: byId(gaps, ({ id }) => id),
    guides: byId(guides, ({ id }) => id),
    gapsTo: group(gaps, ({ to }) => [to]),
    gapsOf: group(gaps, ({ bridge }) => bridge.flatMap(({ show }) => show)),
    checklistsOf: group(checklists, ({ items }) => items.map(({ milestone }) => milestone)),
    everybody: toWatchers(milestones, gaps, segments.length > 0),
    ofAccounts: table.ladderOfAccount === true,
    gapOrder: new Map(gaps.map((gap, i) => [gap, i])),
    calendar,
    // Plans from before said nothing of it.
    sessionsKept: plan.sessions ?? 20,
  };
}

/** The counters that count an event, each once: of its name, and where it is one of the page's own, of any. */
export function getCounted(
  { countersOf, ofAnyEvent }: PlanIndex,
  { name, own }: { readonly name: string; readonly own?: boolean },
): readonly Counted[] {
  const named = countersOf.get(name) ?? NONE;
  if (ofAnyEvent.length === 0 || own || name === PAGE_VIEW) return named;
  return named.length === 0 ? ofAnyEvent : [...new Set([...named, ...ofAnyEvent])];
}

const NONE: readonly Counted[] = [];

const toWatchers = (
  milestones: readonly MilestonePlan[],
  gaps: readonly GapPlan[],
  segments: boolean,
): Watchers => ({
  milestones,
  lapsing: milestones.filter(({ lapses }) => lapses !== undefined),
  gaps,
  segments,
});

/** Who looks at a trigger. */
function createWatchers({ milestones, gaps }: Plan, { on }: WatchTable): (trigger: Trigger) => Watchers {
  const nobody = toWatchers([], [], false);
  const all = new Map<string, Watchers>();
  for (const [trigger, [asking, opening = [], ladder]] of Object.entries(on))
    all.set(
      trigger,
      toWatchers(
        asking.map((i) => milestones[i]!),
        opening.map((i) => gaps[i]!),
        ladder === 1,
      ),
    );
  return (trigger) => all.get(trigger) ?? nobody;
}

const byId = <T>(items: readonly T[], getId: (item: T) => string): Map<string, T> =>
  new Map(items.map((item) => [getId(item), item]));

/** By each of its keys, once under each. */
function group<T>(items: readonly T[], getKeys: (item: T) => Iterable<string>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(getKeys(item))) {
      const members = groups.get(key);
      if (members) members.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
