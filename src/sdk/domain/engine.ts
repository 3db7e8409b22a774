import { holds } from "./conditions.ts";
import { concerns, count } from "./counters.ts";
import type { EventFact, Fact, Here, Properties, Report } from "./facts.ts";
import { bridgeGaps, openGaps, reopenGaps } from "./gaps.ts";
import { applyDeed, tickItems } from "./guides.ts";
import { joinStates } from "./join.ts";
import { lapseMilestones, reachMilestones } from "./milestones.ts";
import type { Counter, GapPlan, MilestonePlan, Plan } from "./plan.ts";
import { createPlanIndex, type PlanIndex } from "./planIndex.ts";
import { getProgress, type Progress } from "./progress.ts";
import { createScene, type Scene } from "./scene.ts";
import { noteSegment } from "./segments.ts";
import { touch } from "./sessions.ts";
import type { Memory, State } from "./state.ts";
import { createTurn, type Turn, toEvent } from "./turn.ts";

/**
 * The engine: what is true of a person, given a plan, what is remembered of them, and a fact. It reads no clock, page
 * or network; the same calls give the same results wherever it runs. `state` is the caller's and is changed in place.
 */
export interface Engine {
  readonly plan: Plan;
  /** Carries the state through time to the fact and takes the fact in; returns what is to be reported of it. */
  advance(state: State, fact: Fact, here: Here): Report[];
  /** Is Milepost there for this person at all? */
  admits(state: State, here: Here): boolean;
  getProgress(state: State, here: Here): Progress;
  /** Takes over a state that an earlier plan may have made: renamed milestones keep their past. */
  adopt(state: State): void;
  /** What two copies of a person's state say together; see join.ts. */
  join(a: State, b: State): State;
  /** What questions are asked of: decide.ts, mayShow.ts. */
  look(state: State, here: Here, now: number): Scene;
}

/** Facts that show the person at work. */
const isActivity = (fact: Fact): boolean =>
  fact.kind === "page" || fact.kind === "activity" || (fact.kind === "event" && !fact.own);

export function createEngine(plan: Plan): Engine {
  const index = createPlanIndex(plan);
  return {
    plan,
    advance: (state, fact, here) => advance(index, state, fact, here),
    admits: (state, here) => holds(plan.for, createScene(index, state, here, state.now)),
    getProgress: (state, here) => getProgress(createScene(index, state, here, state.now)),
    adopt: (state) => adopt(plan, state),
    join: (a, b) => joinStates(a, b, index),
    look: (state, here, now) => createScene(index, state, here, Math.max(now, state.now)),
  };
}

function adopt({ milestones }: Plan, state: State): void {
  for (const memory of [state.user, ...Object.values(state.accounts)]) {
    for (const { id, was } of milestones) {
      const [past] = was.flatMap((former) => memory.milestones[former] ?? []);
      if (past !== undefined) memory.milestones[id] ??= past;
    }
  }
  // Everything is to be looked at with the new eyes.
  state.wake = 0;
}

function advance(index: PlanIndex, state: State, fact: Fact, here: Here): Report[] {
  const before = state.wake <= fact.at ? passTime(index, state, fact.at, here) : [];
  state.now = Math.max(state.now, fact.at);
  const starts = isActivity(fact) && touch(state, fact.at, index.sessionsKept);
  // Most events concern nobody: they are done with here.
  if (fact.kind === "event" && !starts && !index.countersOf.has(fact.name)) return before;
  const turn = createTurn(index, state, here, state.now);
  if (starts) turn.fired.add("session");
  takeIn(turn, fact);
  settle(turn);
  state.wake = Math.min(state.wake, turn.wake);
  return before.length > 0 ? before.concat(turn.reports) : turn.reports;
}

/** Lets time go by to `until`, through every moment on the way at which it alone changes something. */
function passTime(index: PlanIndex, state: State, until: number, here: Here): Report[] {
  const reports: Report[] = [];
  while (state.wake <= until) {
    state.now = Math.max(state.now, state.wake);
    const turn = createTurn(index, state, here, state.now);
    settle(turn, index.plan.milestones, index.plan.gaps);
    // What is foreseen lies after `now`, so this ends.
    state.wake = turn.wake;
    reports.push(...turn.reports);
  }
  return reports;
}

function takeIn(turn: Turn, fact: Fact): void {
  switch (fact.kind) {
    case "event":
      return countEvent(turn, fact);
    case "guide":
      return applyDeed(turn, fact);
    case "user":
      return setTraits(turn, turn.state.user, fact.traits, fact.at);
    case "account":
      return turn.account && setTraits(turn, turn.account, fact.traits, fact.at);
    case "page":
      turn.fired.add("page");
      return;
    case "activity":
    case "time":
      return;
    default:
      fact satisfies never;
  }
}

function countEvent(turn: Turn, event: EventFact): void {
  const { index, state, account } = turn;
  for (const counter of index.countersOf.get(event.name) ?? []) {
    if (!concerns(counter, event)) continue;
    const isNew = countIn(turn, state.user, counter, event);
    const isNewToAccount =
      account && index.accountCounters.has(counter.key) && countIn(turn, account, counter, event);
    if (isNew || isNewToAccount) turn.fired.add(`counter ${counter.key}`);
  }
}

function countIn(turn: Turn, { counters }: Memory, counter: Counter, event: EventFact): boolean {
  if (!Object.hasOwn(counters, counter.key)) counters[counter.key] = [];
  return count(counter, counters[counter.key]!, event, turn);
}

function setTraits(turn: Turn, memory: Memory, traits: Properties, at: number): void {
  for (const [name, value] of Object.entries(traits)) {
    const known = Object.hasOwn(memory.traits, name) ? memory.traits[name]! : undefined;
    if (!known || known[0] <= at) memory.traits[name] = [at, value];
  }
  turn.fired.add("traits");
}

/**
 * Milestones to a fixpoint, then gaps bridged, then gaps opened; and since the SDK's own reports count as events, the
 * same again until they set off nothing more.
 */
function settle(turn: Turn, milestones: readonly MilestonePlan[] = [], gaps: readonly GapPlan[] = []): void {
  const { index, reports, fired } = turn;
  const all = { milestones, gaps };
  // What a fact has given to report before anything was settled counts too.
  let counted = 0;
  const countReports = (): void => {
    for (; counted < reports.length; counted++) countEvent(turn, toEvent(reports[counted]!));
  };
  for (countReports(); fired.size > 0 || all.gaps.length + all.milestones.length > 0; countReports()) {
    const triggers = new Set(fired);
    fired.clear();
    const candidates = [...all.milestones, ...getWatchers(index.milestonesOn, triggers)];
    for (const id of lapseMilestones(turn, candidates)) reopenGaps(turn, id);
    const reached = reachMilestones(turn, candidates);
    for (const id of reached) bridgeGaps(turn, id);
    openGaps(turn, inOrder(index, [...all.gaps, ...getWatchers(index.gapsOn, triggers, fired)]));
    for (const id of reached) tickItems(turn, id);
    noteSegment(turn);

    all.milestones = all.gaps = [];
  }
}

function getWatchers<T>(
  watchers: ReadonlyMap<string, readonly T[]>,
  ...triggers: ReadonlyArray<ReadonlySet<string>>
): T[] {
  const found: T[] = [];
  for (const some of triggers) for (const trigger of some) found.push(...(watchers.get(trigger) ?? []));
  return found;
}

/** In the config's order, each once. */
function inOrder({ plan }: PlanIndex, gaps: readonly GapPlan[]): readonly GapPlan[] {
  if (gaps.length < 2) return gaps;
  const wanted = new Set(gaps);
  return plan.gaps.filter((gap) => wanted.has(gap));
}
