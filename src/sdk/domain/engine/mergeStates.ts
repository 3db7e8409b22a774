/**
 * Joins two copies of a person's state, from two tabs or devices: in any order, any number of times, the result is the
 * same. What happened once keeps its earlier time, what is set keeps its later value, what is counted is united by id.
 */

import { cut } from "../conditions/counters.ts";
import { toJson } from "../lib/json.ts";
import type { Known } from "../state/evalContext.ts";
import type { GapState, GuideState, Memory, Stamped, State } from "../state/state.ts";
import { INTERRUPTIONS_KEPT } from "./guides.ts";

export function mergeStates(a: State, b: State, known: Known): State {
  return {
    format: 1,
    since: Math.min(a.since, b.since),
    now: Math.max(a.now, b.now),
    // All that time may change is to be looked at anew.
    wake: 0,
    user: mergeMemories(a.user, b.user, known),
    accounts: mergeRecords(a.accounts, b.accounts, (x, y) => mergeMemories(x, y, known)),
    guides: mergeRecords(a.guides, b.guides, mergeGuides),
    sessions: union(a.sessions, b.sessions).slice(-known.index.sessionsKept),
    active: Math.max(a.active, b.active),
    interruptions: union(a.interruptions, b.interruptions).slice(-INTERRUPTIONS_KEPT),
    ...mergeOptional("tips", a.tips, b.tips, getLater),
    ...mergeOptional("visited", a.visited, b.visited, Math.max),
    ...mergeOptional("segment", a.segment, b.segment, getLater),
    ...mergeOptional("segments", a.segments, b.segments, (x, y) => mergeRecords(x, y, getLater)),
  };
}

function mergeMemories(a: Memory, b: Memory, { index, abilities }: Known): Memory {
  return {
    traits: mergeRecords(a.traits, b.traits, getLater),
    counters: Object.fromEntries(
      Object.entries(mergeRecords(a.counters, b.counters, union)).map(([key, entries]) => {
        const counter = index.counters.get(key);
        return [key, counter ? cut(counter, entries, abilities) : entries];
      }),
    ),
    // Of what may lapse, the latest round; of all else, the earliest time.
    milestones: mergeRecords(a.milestones, b.milestones, (x, y, id) =>
      (index.milestones.get(id)?.lapses === undefined ? Math.min : Math.max)(x, y),
    ),
    lapses: mergeRecords(a.lapses, b.lapses, (x, y) => Math.max(x, y)),
    failing: mergeRecords(a.failing, b.failing, (x, y) => Math.max(x, y)),
    gaps: mergeRecords(a.gaps, b.gaps, mergeGaps),
  };
}

/** Of two occurrences the later one. */
const mergeGaps = (a: GapState, b: GapState): GapState =>
  a.since !== b.since ? (a.since > b.since ? a : b) : mergeOccurrences(a, b);

const mergeOccurrences = (a: GapState, b: GapState): GapState => ({
  since: a.since,
  ...mergeOptional("opened", a.opened, b.opened, Math.min),
  ...mergeOptional("bridged", a.bridged, b.bridged, Math.min),
  // Of two first triggers the earlier one.
  ...mergeOptional("arm", a.arm, b.arm, getEarlier),
  ...mergeOptional("guides", a.guides, b.guides, (x, y) =>
    mergeRecords(x, y, (one, other) => Math.min(one, other)),
  ),
  ...mergeOptional("clock", a.clock, b.clock, Math.min),
});

function mergeGuides(a: GuideState, b: GuideState): GuideState {
  const later = a.stamp > b.stamp || (a.stamp === b.stamp && toJson(a) > toJson(b)) ? a : b;
  return {
    ...later,
    shown: Math.max(a.shown, b.shown),
    last: Math.max(a.last, b.last),
    ...mergeOptional("completed", a.completed, b.completed, Math.max),
    ...mergeOptional("dismissed", a.dismissed, b.dismissed, Math.max),
    ...mergeOptional("snoozed", a.snoozed, b.snoozed, Math.max),
    ...mergeOptional("skipped", a.skipped, b.skipped, union),
    ...mergeOptional("minimised", a.minimised, b.minimised, getLater),
    ...mergeOptional("draft", a.draft, b.draft, getLater),
  };
}

function mergeRecords<T>(
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

function mergeOptional<K extends string, T>(
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
function union<T>(a: readonly T[], b: readonly T[]): T[] {
  const all = new Map([...a, ...b].map((member) => [toJson(member), member]));
  return [...all.values()].sort((x, y) => compare(first(x), first(y)) || compare(toJson(x), toJson(y)));
}

const first = (member: unknown): unknown => (Array.isArray(member) ? member[0] : member);
const compare = (x: unknown, y: unknown): number => (x === y ? 0 : (x as number) < (y as number) ? -1 : 1);
