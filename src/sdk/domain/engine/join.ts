/**
 * Joins two copies of a person's state, from two tabs or devices: in any order, any number of times, the result is the
 * same. What happened once keeps its earlier time, what is set keeps its later value, what is counted is united by id.
 */

import { cut } from "../conditions/counters.ts";
import { toJson } from "../lib/json.ts";
import type { PlanIndex } from "../plan/planIndex.ts";
import type { GapState, GuideState, Memory, Stamped, State } from "../state/state.ts";
import { INTERRUPTIONS_KEPT } from "./guides.ts";

export function joinStates(a: State, b: State, index: PlanIndex): State {
  return {
    format: 1,
    since: Math.min(a.since, b.since),
    now: Math.max(a.now, b.now),
    // All that time may change is to be looked at anew.
    wake: 0,
    user: joinMemories(a.user, b.user, index),
    accounts: joinRecords(a.accounts, b.accounts, (x, y) => joinMemories(x, y, index)),
    guides: joinRecords(a.guides, b.guides, joinGuides),
    sessions: unite(a.sessions, b.sessions).slice(-index.sessionsKept),
    active: Math.max(a.active, b.active),
    interruptions: unite(a.interruptions, b.interruptions).slice(-INTERRUPTIONS_KEPT),
    ...joinOptional("tips", a.tips, b.tips, getLater),
    ...joinOptional("visited", a.visited, b.visited, Math.max),
    ...joinOptional("segment", a.segment, b.segment, getLater),
  };
}

function joinMemories(a: Memory, b: Memory, { counters, lapsing }: PlanIndex): Memory {
  return {
    traits: joinRecords(a.traits, b.traits, getLater),
    counters: Object.fromEntries(
      Object.entries(joinRecords(a.counters, b.counters, unite)).map(([key, entries]) => {
        const counter = counters.get(key);
        return [key, counter ? cut(counter, entries) : entries];
      }),
    ),
    // Of what may lapse, the latest round; of all else, the earliest time.
    milestones: joinRecords(a.milestones, b.milestones, (x, y, id) =>
      (lapsing.has(id) ? Math.max : Math.min)(x, y),
    ),
    lapses: joinRecords(a.lapses, b.lapses, (x, y) => Math.max(x, y)),
    failing: joinRecords(a.failing, b.failing, (x, y) => Math.max(x, y)),
    gaps: joinRecords(a.gaps, b.gaps, joinGaps),
  };
}

/** Of two occurrences the later one. */
const joinGaps = (a: GapState, b: GapState): GapState =>
  a.since !== b.since ? (a.since > b.since ? a : b) : joinOccurrences(a, b);

const joinOccurrences = (a: GapState, b: GapState): GapState => ({
  since: a.since,
  ...joinOptional("opened", a.opened, b.opened, Math.min),
  ...joinOptional("bridged", a.bridged, b.bridged, Math.min),
  // Of two first triggers the earlier one.
  ...joinOptional("arm", a.arm, b.arm, getEarlier),
  ...joinOptional("guides", a.guides, b.guides, (x, y) =>
    joinRecords(x, y, (one, other) => Math.min(one, other)),
  ),
  ...joinOptional("clock", a.clock, b.clock, Math.min),
});

function joinGuides(a: GuideState, b: GuideState): GuideState {
  const later = a.stamp > b.stamp || (a.stamp === b.stamp && toJson(a) > toJson(b)) ? a : b;
  return {
    ...later,
    shown: Math.max(a.shown, b.shown),
    last: Math.max(a.last, b.last),
    ...joinOptional("completed", a.completed, b.completed, Math.max),
    ...joinOptional("dismissed", a.dismissed, b.dismissed, Math.max),
    ...joinOptional("snoozed", a.snoozed, b.snoozed, Math.max),
    ...joinOptional("skipped", a.skipped, b.skipped, unite),
    ...joinOptional("minimised", a.minimised, b.minimised, getLater),
    ...joinOptional("draft", a.draft, b.draft, getLater),
  };
}

function joinRecords<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (a: T, b: T, key: string) => T,
): Record<string, T> {
  const joined = { ...a };
  for (const [key, value] of Object.entries(b)) {
    joined[key] = Object.hasOwn(a, key) ? join(a[key]!, value, key) : value;
  }
  return joined;
}

function joinOptional<K extends string, T>(
  key: K,
  a: T | undefined,
  b: T | undefined,
  join: (a: T, b: T) => T,
): { [P in K]?: T } {
  const value = a === undefined ? b : b === undefined ? a : join(a, b);
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}

/** Of two that were set at once, the greater one: it needs a rule that does not ask who came first. */
function getLater<T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  if (a[0] !== b[0]) return a[0] > b[0] ? a : b;
  return toJson(a) > toJson(b) ? a : b;
}

function getEarlier<T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  if (a[0] !== b[0]) return a[0] < b[0] ? a : b;
  return toJson(a) < toJson(b) ? a : b;
}

/** The members of both, each once, in order. */
function unite<T>(a: readonly T[], b: readonly T[]): T[] {
  const all = new Map([...a, ...b].map((member) => [toJson(member), member]));
  return [...all.values()].sort((x, y) => compare(first(x), first(y)) || compare(toJson(x), toJson(y)));
}

const first = (member: unknown): unknown => (Array.isArray(member) ? member[0] : member);
const compare = (x: unknown, y: unknown): number => (x === y ? 0 : (x as number) < (y as number) ? -1 : 1);
