import { holds } from "../conditions/conditions.ts";
import { chooseWithoutPrototype, withoutPrototype } from "../lib/withoutPrototype.ts";
import type { Plan } from "../plan/plan.ts";
import { createPlanIndex, type PlanIndex } from "../plan/planIndex.ts";
import { createEvalContext, type EvalContext } from "../state/evalContext.ts";
import type { Fact, Here, Properties, Report } from "../state/facts.ts";
import { recordActivity } from "../state/sessions.ts";
import type { Memory, State } from "../state/state.ts";
import { countEvent } from "./countEvent.ts";
import { bridgeGaps } from "./gaps.ts";
import { applyDeed } from "./guides.ts";
import { mergeStates } from "./mergeStates.ts";
import { markReached } from "./milestones.ts";
import { getProgress, type Progress } from "./progress.ts";
import { settle, settleLate, settleMerged } from "./settle.ts";
import { createTransition, markDirty, type Transition } from "./transition.ts";

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
  migrate(state: State): void;
  /** What two copies of a person's state say together; see mergeStates.ts. */
  merge(a: State, b: State): State;
  /** What questions are asked of: decide.ts, mayShow.ts. */
  look(state: State, here: Here, now: number): EvalContext;
}

/** Facts that show the person at work. */
const isActivity = (fact: Fact): boolean =>
  fact.kind === "page" || fact.kind === "activity" || (fact.kind === "event" && !fact.own);

export function createEngine(plan: Plan): Engine {
  const index = createPlanIndex(plan);
  // Looked at once: to do so for each event would cost as much as the event.
  const own = chooseWithoutPrototype();
  return {
    plan,
    advance: (state, fact, here) => advance(index, state, own(fact), here),
    admits: (state, here) => holds(plan.for, createEvalContext(index, state, here, state.now)),
    getProgress: (state, here) => getProgress(createEvalContext(index, state, here, state.now)),
    migrate: (state) => migrate(plan, state),
    merge: (a, b) => withoutPrototype(mergeStates(a, b, index)),
    look: (state, here, now) => createEvalContext(index, state, here, Math.max(now, state.now)),
  };
}

function migrate({ milestones }: Plan, state: State): void {
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
  if (fact.at > state.now) state.now = fact.at;
  const starts = isActivity(fact) && recordActivity(state, fact.at, index.sessionsKept);
  // Most events concern nobody: they are done with here.
  if (fact.kind === "event" && !starts && !index.countersOf.has(fact.name)) return before;
  const transition = createTransition(index, state, here, state.now);
  transition.past = isPast(state, fact, here);
  if (starts) markDirty(transition, index.onSession);
  takeIn(transition, fact);
  if (fact.kind === "event" && fact.at < state.now) settleLate(transition, fact);
  settle(transition);
  if (transition.wake < state.wake) state.wake = transition.wake;
  return before.length > 0 ? before.concat(transition.reports) : transition.reports;
}

/** Lets time go by to `until`, through every moment on the way at which it alone changes something. */
function passTime(index: PlanIndex, state: State, until: number, here: Here): Report[] {
  const reports: Report[] = [];
  while (state.wake <= until) {
    const isNew = state.wake <= state.since;
    state.now = Math.max(state.now, state.wake);
    const transition = createTransition(index, state, here, state.now);
    transition.learnsOfPast = isNew;
    if (isNew) settleMerged(transition);
    markDirty(transition, isNew ? index.everybody : index.onTime);
    settle(transition);
    // What is foreseen lies after `now`, so this ends.
    state.wake = transition.wake;
    reports.push(...transition.reports);
  }
  return reports;
}

/** Traits that nobody knew before tell of the past: what they show to be reached was so before anybody looked. */
function isPast({ user, accounts }: State, fact: Fact, { account }: Here): boolean {
  if (fact.kind !== "user" && fact.kind !== "account") return fact.kind === "reached";
  const known = fact.kind === "user" ? user.traits : accounts[account ?? ""]?.traits;
  const names = Object.keys(fact.traits);
  return names.length > 0 && !names.some((name) => known && Object.hasOwn(known, name));
}

function takeIn(transition: Transition, fact: Fact): void {
  const { index, state, account } = transition;
  switch (fact.kind) {
    case "event":
      return countEvent(transition, fact);
    case "guide":
      return applyDeed(transition, fact);
    case "user":
      setTraits(state.user, fact.traits, fact.at);
      return markDirty(transition, index.onTraits);
    case "account":
      if (account) setTraits(account, fact.traits, fact.at);
      // It may be another account than before, with milestones and gaps of its own.
      return markDirty(transition, index.everybody);
    case "page":
      return markDirty(transition, index.onPage);
    case "elements":
      return markDirty(transition, index.onElements);
    case "reached":
      for (const id of markReached(transition, fact.milestones)) bridgeGaps(transition, id);
      return;
    case "activity":
    case "time":
      return;
    default:
      fact satisfies never;
  }
}

function setTraits(memory: Memory, traits: Properties, at: number): void {
  for (const [name, value] of Object.entries(traits)) {
    const known = Object.hasOwn(memory.traits, name) ? memory.traits[name]! : undefined;
    if (!known || known[0] <= at) memory.traits[name] = [at, value];
  }
}
