/**
 * Joins two copies of a person's state, from two tabs or devices: in any order, any number of times, the result is the
 * same. What happened once keeps its earlier time, what is set keeps its later value, what is counted is united by id.
 */

import { cut } from "../conditions/counters.ts";
import { toJson } from "../lib/json.ts";
import type { Known } from "../state/evalContext.ts";
import type { GapState, GuideState, Memory, Stamped, State } from "../state/state.ts";
import { INTERRUPTIONS_KEPT } from "./guides.ts";

/** What two values say together; `key` is the one under which they stand. */
type Join<T> = (a: T, b: T, key: string) => T;

const least: Join<number> = (a, b) => Math.min(a, b);
const most: Join<number> = (a, b) => Math.max(a, b);

/** All keys of both. */
const each =
  <T>(join: Join<T>): Join<Readonly<Record<string, T>>> =>
  (a, b) => {
    const joined: Record<string, T> = { ...a };
    for (const [key, value] of Object.entries(b))
      joined[key] = Object.hasOwn(a, key) ? join(a[key]!, value, key) : value;
    return joined;
  };

/** These keys; one that only one of them has is taken from there. */
const all =
  <T extends object>(joins: { readonly [K in keyof T]-?: Join<Exclude<T[K], undefined>> }): Join<T> =>
  (a, b) => {
    const joined: Partial<T> = {};
    for (const key of Object.keys(joins) as Array<keyof T & string>) {
      const [x, y] = [a[key], b[key]] as Array<Exclude<T[typeof key], undefined> | undefined>;
      const value = x === undefined ? y : y === undefined ? x : joins[key](x, y, key);
      if (value !== undefined) joined[key] = value;
    }
    return joined as T;
  };

const compare = (x: unknown, y: unknown): number => (x === y ? 0 : (x as number) < (y as number) ? -1 : 1);

/** By these two, which may be the same; else by what is written. It needs a rule that does not ask who came first. */
const rank = (x: unknown, y: unknown, a: unknown, b: unknown): number =>
  compare(x, y) || compare(toJson(a), toJson(b));

function latest<T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  return rank(a[0], b[0], a, b) > 0 ? a : b;
}

function earliest<T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  return rank(a[0], b[0], a, b) < 0 ? a : b;
}

/** The members of both, each once, in order. */
function union<T>(a: readonly T[], b: readonly T[]): T[] {
  const members = new Map([...a, ...b].map((member) => [toJson(member), member]));
  return [...members.values()].sort((x, y) => rank(first(x), first(y), x, y));
}

const first = (member: unknown): unknown => (Array.isArray(member) ? member[0] : member);

const joinOccurrences = all<GapState>({
  since: least,
  opened: least,
  bridged: least,
  // Of two first triggers the earlier one.
  arm: earliest,
  guides: each(least),
  clock: least,
});

/** Of two occurrences the later one. */
const joinGaps: Join<GapState> = (a, b, key) =>
  a.since !== b.since ? (a.since > b.since ? a : b) : joinOccurrences(a, b, key);

/** What of a guide is not as the later copy says. */
const joinDeeds = all<Omit<GuideState, "session" | "stamp" | "self" | "step" | "out">>({
  shown: most,
  last: most,
  completed: most,
  dismissed: most,
  snoozed: most,
  skipped: union,
  minimised: latest,
  draft: latest,
});

const joinGuides: Join<GuideState> = (a, b, key) => ({
  ...(rank(a.stamp, b.stamp, a, b) > 0 ? a : b),
  ...joinDeeds(a, b, key),
});

function createJoin({ index, abilities }: Known): Join<State> {
  const { milestones, sessionsKept } = index;
  const joinCounters = each<Memory["counters"][string]>(union);
  const memory = all<Memory>({
    traits: each(latest),
    counters: (a, b, of) =>
      Object.fromEntries(
        Object.entries(joinCounters(a, b, of)).map(([key, entries]) => {
          const counter = index.counters.get(key);
          return [key, counter ? cut(counter, entries, abilities) : entries];
        }),
      ),
    // Of what may lapse, the latest round; of all else, the earliest time.
    milestones: each((a, b, id) => (milestones.get(id)?.lapses === undefined ? least : most)(a, b, id)),
    lapses: each(most),
    failing: each(most),
    gaps: each(joinGaps),
  });
  return all<State>({
    format: () => 1,
    since: least,
    now: most,
    // All that time may change is to be looked at anew.
    wake: () => 0,
    user: memory,
    accounts: each(memory),
    guides: each(joinGuides),
    sessions: (a, b) => union(a, b).slice(-sessionsKept),
    active: most,
    interruptions: (a, b) => union(a, b).slice(-INTERRUPTIONS_KEPT),
    tips: latest,
    visited: most,
    segment: latest,
    segments: each(latest),
  });
}

export const mergeStates = (a: State, b: State, known: Known): State => createJoin(known)(a, b, "");
