import { getCounters, getParts, getTraits } from "./conditionParts.ts";
import type { Condition, Plan } from "./plan.ts";
import { createTriggers, type Trigger } from "./triggers.ts";
import type { WatcherPlaces, WatchTable } from "./watchTable.ts";

/** What of a plan is looked at. */
type Watching = Pick<Plan, "counters" | "milestones" | "segments" | "gaps" | "guides">;

interface Seen {
  readonly milestones: number[];
  readonly gaps: number[];
  ladder: boolean;
}

export function createWatchTable(plan: Watching): WatchTable {
  const { counters, milestones, segments, gaps, guides } = plan;
  const getTriggers = createTriggers(plan);
  const on = new Map<Trigger, Seen>();
  const see = (trigger: Trigger): Seen => {
    const seen = on.get(trigger) ?? { milestones: [], gaps: [], ladder: false };
    on.set(trigger, seen);
    return seen;
  };
  milestones.forEach(({ when, lapses }, i) => {
    // One that has failed lapses when its grace is over.
    const triggers = getTriggers(when);
    for (const one of lapses === undefined ? triggers : triggers.add("time")) see(one).milestones.push(i);
  });
  gaps.forEach((gap, i) => {
    const triggers = new Set([
      ...getTriggers(gap.for),
      ...getTriggers(gap.opens),
      `milestone ${gap.to}` as const,
      // Without `from` the clock runs from the first visit, or from a trait.
      ...(gap.from ? [`milestone ${gap.from}` as const] : (["session", "traits"] as const)),
    ]);
    for (const one of triggers) if (!isOneTrait(one)) see(one).gaps.push(i);
  });
  for (const { when } of segments)
    for (const one of getTriggers(when)) if (!isOneTrait(one)) see(one).ladder = true;
  const kept = findKeptByAccounts({ milestones, guides });
  const ladder = segments.flatMap(({ when }) => [...getParts(when)]);
  const ofAccounts = new Set(counters.flatMap(({ key, ofAccount }) => (ofAccount ? key : [])));
  const isOfAccount = (part: Condition): boolean =>
    getTraits(part).some(({ of }) => of === "account") ||
    getCounters(part).some((key) => ofAccounts.has(key));
  return {
    on: Object.fromEntries([...on].map(([trigger, seen]) => [trigger, toPlaces(seen)])),
    ofAccount: counters.flatMap(({ key, ofAccount }, i) => ((ofAccount ?? kept.has(key)) ? i : [])),
    ...(ladder.some(isOfAccount) && { ladderOfAccount: true as const }),
  };
}

/** Traits by their names are told apart only to know what of a milestone was so before anybody looked. */
const isOneTrait = (trigger: Trigger): boolean => /^(user|account) /.test(trigger);

const toPlaces = ({ milestones, gaps, ladder }: Seen): WatcherPlaces =>
  ladder ? [milestones, gaps, 1] : gaps.length > 0 ? [milestones, gaps] : [milestones];

/** Keys of the counters that milestones of accounts, or guides that repeat, ask for. */
const findKeptByAccounts = ({ milestones, guides }: Pick<Plan, "milestones" | "guides">): Set<string> =>
  new Set([
    ...milestones.flatMap(({ level, when }) =>
      level === "account" ? [...getParts(when)].flatMap(getCounters) : [],
    ),
    ...guides.flatMap(({ repeat }) =>
      typeof repeat === "object" && "counter" in repeat ? repeat.counter : [],
    ),
  ]);
