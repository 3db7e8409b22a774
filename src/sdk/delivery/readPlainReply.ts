import type { Random, Reply } from "../ports.ts";
import { getJitter, type Pause } from "./backoff.ts";
import type { DropReason } from "./ledger.ts";

/** Until an endpoint that refuses, or cannot be reached at all, is asked again. */
export const PROBE_MS = 600_000;
/** Failures at once while the browser is online: an ad blocker, a firewall, a policy. Trying harder does not help. */
const BLOCKED_AFTER = 3;
export const NO_PAUSE: Pause = { until: 0, tries: 0, fast: 0 };

/** The events that need not be sent any more; those with a reason are given up. */
export type Gone = ReadonlyMap<string, DropReason | undefined>;

/** What was sent, and how it went before. */
export interface Attempt {
  readonly ids: readonly string[];
  /** No reply came, and that was known at once and while the browser was online. */
  readonly fast: boolean;
  readonly last: Pause;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly random: Random;
}

/** What follows from a reply. */
export interface Outcome {
  readonly gone: Gone;
  readonly pause: Pause;
  /** The most events of the next batches; left out: as many as of the last ones. */
  readonly most?: number;
}

/** What most replies say: all was taken, or there is none. `undefined`: it says more, which is for `readReply`. */
export function readPlainReply(reply: Reply | undefined, attempt: Attempt): Outcome | undefined {
  if (!reply) return waitLonger(attempt);
  const { ids } = attempt;
  const accepted = getList(reply.body, "accepted");
  const isAll = accepted ? ids.every((id) => accepted.includes(id)) : !getList(reply.body, "rejected");
  if (!isTaken(reply) || !isAll) return undefined;
  return { gone: new Map(ids.map((id) => [id, undefined])), pause: NO_PAUSE };
}

export const isTaken = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** Nothing was settled: the same again, later. */
export function waitLonger({ fast, last, now, random }: Attempt): Outcome {
  const inRow = fast ? last.fast + 1 : 0;
  const wait = inRow < BLOCKED_AFTER ? getJitter(last.tries, random) : PROBE_MS;
  return { gone: new Map(), pause: { until: now + wait, tries: last.tries + 1, fast: inRow } };
}

/** What a page put on a prototype is no part of a reply. */
export const getOwn = (from: unknown, key: string): unknown =>
  Object.getOwnPropertyDescriptor(Object(from), key)?.value;

export function getList(from: unknown, key: string): readonly unknown[] | undefined {
  const list = getOwn(from, key);
  return Array.isArray(list) ? list : undefined;
}
