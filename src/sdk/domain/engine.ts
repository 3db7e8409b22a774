import { holds } from "./conditions.ts";
import { count } from "./counters.ts";
import type { EventFact, Fact, Here, Properties, Report } from "./facts.ts";
import { bridgeGaps, openGaps } from "./gaps.ts";
import { applyDeed, tickItems } from "./guides.ts";
import { joinStates } from "./join.ts";
import { reachMilestones } from "./milestones.ts";
import type { GapPlan, MilestonePlan, Plan } from "./plan.ts";
import { createPlanIndex, type PlanIndex } from "./planIndex.ts";
import { getProgress, type Progress } from "./progress.ts";
import { createScene, type Scene } from "./scene.ts";
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
    join: (a, b) => joinStates(a, b, index.counters, index.sessionsKept),
    look: (state, here, now) => createScene(index, state, here, Math.max(now, state.now)),
  };
}

function advance(index: PlanIndex, state: State, fact: Fact, here: Here): Report[] {
  const reports = passTime(index, state, fact.at, here);
  const turn = createTurn(index, state, here, state.now);
  if (isActivity(fact) && touch(state, fact.at, index.sessionsKept)) turn.fired.add("session");
  takeIn(turn, fact);
  settle(turn);
  state.wake = Math.min(state.wake, turn.wake);
  return reports.length > 0 ? reports.concat(turn.reports) : turn.reports;
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
  state.now = Math.max(state.now, until);
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
    for (const memory of account && index.accountCounters.has(counter.key)
      ? [state.user, account]
      : [state.user]) {
      const entries = count(counter, memory.counters[counter.key], event);
      if (!entries) continue;
      memory.counters[counter.key] = entries;
      turn.fired.add(`counter ${counter.key}`);
    }
  }
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
  const { index, reports } = turn;
  for (let counted = 0; ; ) {
    const on = <T>(watchers: ReadonlyMap<string, readonly T[]>): T[] =>
      [...turn.fired].flatMap((trigger) => watchers.get(trigger) ?? []);
    reachMilestones(turn, [...milestones, ...on(index.milestonesOn)]);
    const reached = [...turn.fired].flatMap((trigger) =>
      trigger.startsWith("milestone ") ? [trigger.slice("milestone ".length)] : [],
    );
    for (const id of reached) bridgeGaps(turn, id);
    openGaps(turn, inOrder(index, new Set([...gaps, ...on(index.gapsOn)])));
    for (const id of reached) tickItems(turn, id);

    turn.fired = new Set();
    for (; counted < reports.length; counted++) countEvent(turn, toEvent(reports[counted]!));
    if (turn.fired.size === 0) return;
    milestones = gaps = [];
  }
}

function inOrder(index: PlanIndex, gaps: ReadonlySet<GapPlan>): readonly GapPlan[] {
  return gaps.size < 2 ? [...gaps] : index.plan.gaps.filter((gap) => gaps.has(gap));
}
