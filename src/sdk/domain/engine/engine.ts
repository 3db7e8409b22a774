import { holds } from "../conditions/conditions.ts";
import { toJson } from "../lib/json.ts";
import { chooseWithoutPrototype, withoutPrototype } from "../lib/withoutPrototype.ts";
import { PAGE_VIEW } from "../plan/eventNames.ts";
import type { Plan } from "../plan/plan.ts";
import { createPlanIndex, getCounted } from "../plan/planIndex.ts";
import { createEvalContext, type EvalContext } from "../state/evalContext.ts";
import type { Fact, Here, Properties, Report } from "../state/facts.ts";
import { recordActivity } from "../state/sessions.ts";
import type { State } from "../state/state.ts";
import { createCalendar, UTC } from "../time/calendar.ts";
import { countEvent } from "./countEvent.ts";
import { type Feature, joinFeatures } from "./feature.ts";
import { bridgeGaps } from "./gaps.ts";
import { applyDeed } from "./guides.ts";
import { mergeStates } from "./mergeStates.ts";
import { markReached } from "./milestones.ts";
import { getProgress, type Progress } from "./progress.ts";
import { countReports, settle, settleLate, settleMerged } from "./settle.ts";
import { createTold, type Told, tell } from "./told.ts";
import { createTransition, type KnownToEngine, markDirty, type Transition } from "./transition.ts";

/**
 * The engine: what is true of a person, given a plan, what is remembered of them, and a fact. It reads no clock, page
 * or network; the same calls give the same results wherever it runs. `state` is the caller's and is changed in place.
 */
export interface Engine {
  readonly plan: Plan;
  /**
   * Carries the state through time to the fact and takes the fact in; returns what is to be reported of it.
   * @param told What was taken in before and not judged yet.
   * @param isMore More is to come with it: the fact is only taken in, and noted in `told`, which the next call is given.
   */
  advance(state: State, fact: Fact, here: Here, told?: Told, isMore?: boolean): Report[];
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

/** @param features Those that the plan needs, at least; `watching` for one that does not carry who looks at what. */
export function createEngine(plan: Plan, features: readonly Feature[]): Engine {
  const abilities = joinFeatures(features);
  const calendar = createCalendar(abilities.createClocks ?? (() => UTC));
  // One that can find it out does: the plan may have been changed since it was compiled.
  const table = abilities.createWatchTable?.(plan) ?? plan.watched!;
  const known = { abilities, index: createPlanIndex(plan, table, calendar) };
  // Looked at once: to do so for each event would cost as much as the event.
  const own = chooseWithoutPrototype();
  return {
    plan,
    advance: (state, fact, ...more) => advance(known, state, own(fact), ...more),
    admits: (state, here) => holds(plan.for, createEvalContext(known, state, here, state.now)),
    getProgress: (state, here) => getProgress(createEvalContext(known, state, here, state.now)),
    migrate: (state) => migrate(plan, state),
    merge: (a, b) => withoutPrototype(mergeStates(a, b, known)),
    look: (state, here, now) => createEvalContext(known, state, here, Math.max(now, state.now)),
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

function advance(
  known: KnownToEngine,
  state: State,
  fact: Fact,
  here: Here,
  held?: Told,
  isMore = false,
): Report[] {
  const { index } = known;
  const told = held ?? (fact.kind === "user" || fact.kind === "account" ? createTold() : undefined);
  const before = state.wake <= fact.at && !isMore ? passTime(known, state, fact.at, here, held) : [];
  const isLate = fact.kind === "event" && fact.at < state.now;
  if (fact.at > state.now) state.now = fact.at;
  const starts = isActivity(fact) && recordActivity(state, fact.at, index.sessionsKept);
  // Most events concern nobody: they are done with here.
  if (fact.kind === "event" && !starts && !(held && !isMore) && getCounted(index, fact).length === 0)
    return before;
  const transition = createTransition(known, state, here, state.now);
  transition.past = fact.kind === "reached";
  transition.told = told;
  if (held) transition.dirty = held.dirty;
  if (starts) markDirty(transition, index.on("session"));
  takeIn(transition, fact);
  const late = isLate ? [fact] : [];
  if (told && isMore) {
    told.dirty = transition.dirty;
    told.late.push(...late);
    told.reports.push(...transition.reports);
    return transition.reports;
  }
  if (held) countReports(transition, held.reports);
  for (const event of held ? held.late.concat(late) : late) settleLate(transition, event);
  settle(transition);
  if (transition.wake < state.wake) state.wake = transition.wake;
  return before.length > 0 ? before.concat(transition.reports) : transition.reports;
}

/** Lets time go by to `until`, through every moment on the way at which it alone changes something. */
function passTime(
  known: KnownToEngine,
  state: State,
  until: number,
  here: Here,
  told: Told | undefined,
): Report[] {
  const reports: Report[] = [];
  while (state.wake <= until) {
    const isNew = state.wake <= state.since;
    state.now = Math.max(state.now, state.wake);
    const transition = createTransition(known, state, here, state.now);
    transition.learnsOfPast = isNew;
    transition.told = told;
    if (isNew) settleMerged(transition);
    markDirty(transition, isNew ? known.index.everybody : known.index.on("time"));
    settle(transition);
    // What is foreseen lies after `now`, so this ends.
    state.wake = transition.wake;
    reports.push(...transition.reports);
  }
  return reports;
}

function takeIn(transition: Transition, fact: Fact): void {
  const { index, account } = transition;
  switch (fact.kind) {
    case "event":
      return countEvent(transition, fact);
    case "guide":
      return applyDeed(transition, fact);
    case "user":
      setTraits(transition, "user", fact);
      return markDirty(transition, index.on("traits"));
    case "account":
      if (account) setTraits(transition, "account", fact);
      // It may be another account than before, with milestones and gaps of its own.
      return markDirty(transition, index.everybody);
    case "page":
      if (fact.id !== undefined)
        countEvent(transition, { kind: "event", name: PAGE_VIEW, properties: {}, at: fact.at, id: fact.id });
      return markDirty(transition, index.on("page"));
    case "elements":
      return markDirty(transition, index.on("elements"));
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

/** A trait that nobody knew before tells of the past, as all do of an account that somebody may just have come to. */
function setTraits(
  { state, account, told }: Transition,
  of: "user" | "account",
  { traits, at }: { readonly traits: Properties; readonly at: number },
): void {
  const memory = of === "user" ? state.user : account!;
  if (of === "account") for (const name of Object.keys(memory.traits)) tell(told, `${of} ${name}`, false);
  for (const [name, value] of Object.entries(traits)) {
    const known = Object.hasOwn(memory.traits, name) ? memory.traits[name]! : undefined;
    const isSame = known !== undefined && toJson(known[1]) === toJson(value);
    if (!isSame) tell(told, `${of} ${name}`, known !== undefined);
    if (!known || known[0] <= at) memory.traits[name] = [at, value];
  }
}
