/**
 * All that is remembered of one person: small JSON that can be joined with a copy from another tab or device (see
 * join.ts). The engine changes it in place, and it alone does.
 */

import { withoutPrototype } from "../lib/withoutPrototype.ts";
import type { Draft } from "../plan/guidePlan.ts";

/**
 * A time and a hash of what happened then: of the messageId, or of the value where values are counted. Where periods
 * are counted, the number of the period and 0. Where a property is added up, the last event, the replica, and its
 * total: of a day where there is a window, else of all.
 */
export type Entry = readonly [at: number, hash: number, total?: number];
/** A value and when it was set: the later one stands. */
export type Stamped<T = unknown> = readonly [at: number, value: T];
export type Traits = Record<string, Stamped>;

/** What is kept of a user, and alike of an account. */
export interface Memory {
  traits: Traits;
  /** By the counter's key, oldest entry first. */
  counters: Record<string, Entry[]>;
  /** When each milestone was reached, by its id. */
  milestones: Record<string, number>;
  /** When those that may lapse did so last. */
  lapses: Record<string, number>;
  /** Since when those that are to lapse do not hold any more. */
  failing: Record<string, number>;
  gaps: Record<string, GapState>;
}

export interface GapState {
  /** The occurrence: when its far milestone lapsed; 0 before it ever did. */
  since: number;
  opened?: number;
  bridged?: number;
  /** Whether this unit is held out: it does not see the bridge. Drawn at its first trigger, and kept. */
  arm?: Stamped<boolean>;
  /** When guides were shown for it, or held out, first, by their ids. */
  guides?: Record<string, number>;
  /** When `from` was first reached, where that may lapse. */
  clock?: number;
}

export interface GuideState {
  /** How many times it was shown, and the last time. */
  shown: number;
  last: number;
  /** Start of the session in which it is on screen; 0 once it has ended there. */
  session: number;
  /** The user opened it. */
  self?: boolean;
  step?: number;
  /** When the fields above were last changed. */
  stamp: number;
  completed?: number;
  dismissed?: number;
  /** Comes back then. */
  snoozed?: number;
  skipped?: string[];
  minimised?: Stamped<boolean>;
  /** What is written of a survey and not sent; `null` once it was. */
  draft?: Stamped<Draft | null>;
  /** The season in which the programme's holdout was reported to have withheld it; empty where there are none. */
  out?: string;
}

/**
 * When a guide interrupted, or was held out. `later`: its gap is compared, and this was not the first interruption of
 * the gap's occurrence; only one arm has such, so other guides do not wait for it.
 */
export type Interruption = readonly [at: number, guide: string, later?: true];

export interface State {
  format: 1;
  /** When this person was first seen. */
  since: number;
  /** The time to which the engine has carried it. */
  now: number;
  /** The next moment at which time alone may change something. Recomputed, never joined. */
  wake: number;
  user: Memory;
  accounts: Record<string, Memory>;
  guides: Record<string, GuideState>;
  /** Starts of the last sessions, oldest first. */
  sessions: number[];
  /** The last sign of life. */
  active: number;
  /** The last sign of life in the session before this one. */
  visited?: number;
  /** Until when the user has paused tips; see tips.ts. */
  tips?: Stamped<number>;
  /** The last interruptions, oldest first. */
  interruptions: Interruption[];
  /** As states had it before: the rung of the ladder, and since when. */
  segment?: Stamped<string | undefined>;
  /** The rung of the ladder, and since when: by account where it asks for what accounts are, else under no name. */
  segments?: Record<string, Stamped<string | undefined>>;
}

export const createMemory = (): Memory =>
  withoutPrototype({
    traits: {},
    counters: {},
    milestones: {},
    lapses: {},
    failing: {},
    gaps: {},
  });

export const createState = (at: number): State =>
  withoutPrototype({
    format: 1,
    since: at,
    now: at,
    wake: at,
    user: createMemory(),
    accounts: {},
    guides: {},
    sessions: [],
    active: 0,
    interruptions: [],
  });

/** The account's memory, made when first needed. */
export function getAccount(state: State, id: string): Memory {
  if (!Object.hasOwn(state.accounts, id)) state.accounts[id] = createMemory();
  return state.accounts[id]!;
}
