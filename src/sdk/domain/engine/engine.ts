import { holds } from "../conditions/conditions.ts";
import { bare, chooseBare } from "../lib/bare.ts";
import type { Plan } from "../plan/plan.ts";
import { createPlanIndex, type PlanIndex } from "../plan/planIndex.ts";
import type { Fact, Here, Properties, Report } from "../state/facts.ts";
import { createScene, type Scene } from "../state/scene.ts";
import { touch } from "../state/sessions.ts";
import type { Memory, State } from "../state/state.ts";
import { countIn } from "./counting.ts";
import { bridgeGaps } from "./gaps.ts";
import { applyDeed } from "./guides.ts";
import { joinStates } from "./join.ts";
import { markReached } from "./milestones.ts";
import { getProgress, type Progress } from "./progress.ts";
import { settle, settleJoined, settleLate } from "./settle.ts";
import { createTurn, fire, type Turn } from "./turn.ts";

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
  // Looked at once: to do so for each event would cost as much as the event.
  const own = chooseBare();
  return {
    plan,
    advance: (state, fact, here) => advance(index, state, own(fact), here),
    admits: (state, here) => holds(plan.for, createScene(index, state, here, state.now)),
    getProgress: (state, here) => getProgress(createScene(index, state, here, state.now)),
    adopt: (state) => adopt(plan, state),
    join: (a, b) => bare(joinStates(a, b, index)),
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
  if (fact.at > state.now) state.now = fact.at;
  const starts = isActivity(fact) && touch(state, fact.at, index.sessionsKept);
  // Most events concern nobody: they are done with here.
  if (fact.kind === "event" && !starts && !index.countersOf.has(fact.name)) return before;
  const turn = createTurn(index, state, here, state.now);
  turn.past = isPast(state, fact, here);
  if (starts) fire(turn, index.onSession);
  takeIn(turn, fact);
  if (fact.kind === "event" && fact.at < state.now) settleLate(turn, fact);
  settle(turn);
  if (turn.wake < state.wake) state.wake = turn.wake;
  return before.length > 0 ? before.concat(turn.reports) : turn.reports;
}

/** Lets time go by to `until`, through every moment on the way at which it alone changes something. */
function passTime(index: PlanIndex, state: State, until: number, here: Here): Report[] {
  const reports: Report[] = [];
  while (state.wake <= until) {
    const isNew = state.wake <= state.since;
    state.now = Math.max(state.now, state.wake);
    const turn = createTurn(index, state, here, state.now);
    turn.revises = isNew;
    if (isNew) settleJoined(turn);
    fire(turn, isNew ? index.everybody : index.onTime);
    settle(turn);
    // What is foreseen lies after `now`, so this ends.
    state.wake = turn.wake;
    reports.push(...turn.reports);
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

function takeIn(turn: Turn, fact: Fact): void {
  const { index, state, account } = turn;
  switch (fact.kind) {
    case "event":
      return countIn(turn, fact);
    case "guide":
      return applyDeed(turn, fact);
    case "user":
      setTraits(state.user, fact.traits, fact.at);
      return fire(turn, index.onTraits);
    case "account":
      if (account) setTraits(account, fact.traits, fact.at);
      // It may be another account than before, with milestones and gaps of its own.
      return fire(turn, index.everybody);
    case "page":
      return fire(turn, index.onPage);
    case "elements":
      return fire(turn, index.onElements);
    case "reached":
      for (const id of markReached(turn, fact.milestones)) bridgeGaps(turn, id);
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
