import type { Progress } from "../domain/engine/progress.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import type { EventFact, Fact } from "../domain/state/facts.ts";
import { SESSION_MS } from "../domain/time/spans.ts";

/** A fact that concerns somebody and that nobody has judged yet, with the address of its page. */
export interface KeptFact {
  readonly fact: EventFact | (Fact & { readonly kind: "page"; readonly id: string });
  readonly url: string;
}

/**
 * How the engine has left a person: what can still change anything, and until when nothing else does. It stands in the
 * record of who is there, and is written together with their state; a page that finds one needs no engine before that.
 */
export interface Rest {
  /** The version, plan, consent and offset of the local time for which it was said. */
  readonly of: string;
  /** The last sign of life, in epoch milliseconds. */
  readonly active: number;
  /** The next moment at which time alone may change something; 0: what is there is to be looked at at once. */
  readonly until: number;
  /** When the session began, in epoch milliseconds. */
  readonly session: number;
  /** Is Milepost there for this person at all? */
  readonly admits: boolean;
  /** Names of the events that are still counted for somebody; `*` for all of the page's own. */
  readonly events: readonly string[];
  /** Hashes of the calls of `identify` and `group` that say nothing new. */
  readonly said: readonly number[];
  readonly progress: Progress;
  /** What came since. */
  readonly facts: readonly KeptFact[];
}

/** How they are left is not worked out yet: the next page is to look at everything. */
export const NO_REST: Rest = {
  of: "",
  active: 0,
  until: 0,
  session: 0,
  admits: false,
  events: [],
  said: [],
  progress: { milestones: {}, journeys: [], gaps: [], segment: null },
  facts: [],
};

/** The rest in the record of who is there; `undefined` where there is none that this version understands. */
export function readRest(record: unknown): Rest | undefined {
  const { rest } = readRecord(record);
  const { of, active, until, session, admits, events, said, progress, facts } = readRecord(rest);
  const isSound =
    typeof of === "string" &&
    [active, until, session].every((time) => typeof time === "number") &&
    typeof admits === "boolean" &&
    typeof progress === "object" &&
    [events, said, facts].every(Array.isArray);
  return isSound ? (rest as Rest) : undefined;
}

/** Of two things that happen at almost the same time, in milliseconds, the first may be told last. */
const TOGETHER_MS = 1_000;

/** Is a sign of life at this moment one of the same session? A clock that was set back is for the engine. */
export const isInSession = ({ active }: Rest, at: number): boolean =>
  at >= active - TOGETHER_MS && at - active <= SESSION_MS;

/** The same with a sign of life, which somebody whom Milepost is not for does not give. */
export const noteLife = (rest: Rest, at: number): Rest =>
  rest.admits ? { ...rest, active: Math.max(rest.active, at) } : rest;

/** Does nobody have to look at what is there? */
export const isAsleep = (rest: Rest, of: string, now: number): boolean =>
  rest.of === of && rest.facts.length === 0 && now < rest.until && isInSession(rest, now);
