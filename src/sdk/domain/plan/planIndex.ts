import type { Calendar } from "../time/calendar.ts";
import { ANY_EVENT, PAGE_VIEW } from "./eventNames.ts";
import type { ChecklistPlan, Counter, GapPlan, GuidePlan, MilestonePlan, Plan } from "./plan.ts";
import {
  createTriggers,
  type GetTriggers,
  getCounters,
  getParts,
  getTraits,
  type Trigger,
} from "./triggers.ts";

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
  readonly getTriggers: GetTriggers;
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
  /** By the milestone's id. */
  readonly onMilestone: ReadonlyMap<string, Watchers>;
  /** By the gap's id. */
  readonly onGap: ReadonlyMap<string, Watchers>;
  readonly onTraits: Watchers;
  readonly onPage: Watchers;
  readonly onElements: Watchers;
  readonly onSession: Watchers;
  /** All whose answer time alone may change. */
  readonly onTime: Watchers;
  /** All that there are. */
  readonly everybody: Watchers;
  /** Does the ladder of segments ask for what is the account's? */
  readonly ofAccounts: boolean;
  /** Places in the config's order. */
  readonly gapOrder: ReadonlyMap<GapPlan, number>;
  /** Ids of the milestones that may lapse. */
  readonly lapsing: ReadonlySet<string>;
  readonly calendar: Calendar;
  /** Sessions that still can decide something. */
  readonly sessionsKept: number;
}

export function createPlanIndex(plan: Plan, calendar: Calendar): PlanIndex {
  const { milestones, gaps, guides, segments } = plan;
  const counters = byId(plan.counters, ({ key }) => key);
  const accountMilestones = milestones.filter(({ level }) => level === "account");
  const ofAccount = new Set([
    ...accountMilestones.flatMap(({ when }) => [...getParts(when)].flatMap(getCounters)),
    ...guides.flatMap(({ repeat }) =>
      typeof repeat === "object" && "counter" in repeat ? repeat.counter : [],
    ),
  ]);
  const checklists = guides.filter((guide): guide is ChecklistPlan => guide.type === "checklist");
  const getTriggers = createTriggers(plan);
  const on = createWatchers(plan, getTriggers);
  const countersOf = group(
    plan.counters.map((counter) => ({
      counter,
      watchers: on(`counter ${counter.key}`),
      ofAccount: counter.ofAccount ?? ofAccount.has(counter.key),
    })),
    ({ counter }) => counter.events,
  );
  return {
    plan,
    getTriggers,
    counters,
    countersOf,
    ofAnyEvent: countersOf.get(ANY_EVENT) ?? NONE,
    milestones: byId(milestones, ({ id }) => id),
    gaps: byId(gaps, ({ id }) => id),
    guides: byId(guides, ({ id }) => id),
    gapsTo: group(gaps, ({ to }) => [to]),
    gapsOf: group(gaps, ({ bridge }) => bridge.flatMap(({ show }) => show)),
    checklistsOf: group(checklists, ({ items }) => items.map(({ milestone }) => milestone)),
    onMilestone: new Map(milestones.map(({ id }) => [id, on(`milestone ${id}`)])),
    onGap: new Map(gaps.map(({ id }) => [id, on(`gap ${id}`)])),
    onTraits: on("traits"),
    onPage: on("page"),
    onElements: on("elements"),
    onSession: on("session"),
    onTime: on("time"),
    everybody: { milestones, lapsing: milestones.filter(lapses), gaps, segments: segments.length > 0 },
    ofAccounts: segments.some(({ when }) =>
      [...getParts(when)].some(
        (part) =>
          getTraits(part).some(({ of }) => of === "account") ||
          getCounters(part).some((key) => counters.get(key)!.ofAccount),
      ),
    ),
    gapOrder: new Map(gaps.map((gap, i) => [gap, i])),
    lapsing: new Set(milestones.flatMap(({ id, lapses }) => (lapses === undefined ? [] : [id]))),
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

/** Who looks at a trigger. */
function createWatchers(plan: Plan, getTriggers: GetTriggers): (trigger: Trigger) => Watchers {
  const ladder = new Set(plan.segments.flatMap(({ when }) => [...getTriggers(when)]));
  // One that has failed lapses when its grace is over.
  const milestonesOn = group(plan.milestones, (milestone): Trigger[] => [
    ...getTriggers(milestone.when),
    ...(lapses(milestone) ? (["time"] as const) : []),
  ]);
  const gapsOn = group(plan.gaps, (gap): Trigger[] => [
    ...getTriggers(gap.for),
    ...getTriggers(gap.opens),
    `milestone ${gap.to}`,
    // Without `from` the clock runs from the first visit, or from a trait.
    ...(gap.from ? [`milestone ${gap.from}` as const] : (["session", "traits"] as const)),
  ]);
  return (trigger) => {
    const milestones = milestonesOn.get(trigger) ?? [];
    return {
      milestones,
      lapsing: milestones.filter(lapses),
      gaps: gapsOn.get(trigger) ?? [],
      segments: ladder.has(trigger),
    };
  };
}

const lapses = ({ lapses }: MilestonePlan): boolean => lapses !== undefined;

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
