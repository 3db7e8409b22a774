import type { Random, Reply } from "../ports.ts";
import { getJitter, getRetryAfter, type Pause } from "./backoff.ts";
import { BATCH_EVENTS } from "./batches.ts";
import type { DropReason } from "./ledger.ts";

/** Until an endpoint that refuses, or cannot be reached at all, is asked again. */
export const PROBE_MS = 600_000;
/** Failures at once while the browser is online: an ad blocker, a firewall, a policy. Trying harder does not help. */
const BLOCKED_AFTER = 3;
const NO_PAUSE: Pause = { until: 0, tries: 0, fast: 0 };

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

/** @param reply Left out: none came. */
export function readReply(reply: Reply | undefined, attempt: Attempt): Outcome {
  const { ids } = attempt;
  const { status = 0, body, retryAfter } = reply ?? {};
  const isTaken = status >= 200 && status < 300;
  const gone = isTaken ? readAnswer(ids, body) : new Map<string, DropReason>();
  if (isTaken && gone.size === ids.length) return { gone, pause: NO_PAUSE };
  // 413: too much at once. 400, 422: one of them is at fault, and the endpoint does not say which.
  if ([400, 413, 422].includes(status)) {
    if (ids.length > 1) return { gone, pause: NO_PAUSE, most: ids.length >> 1 };
    const culprit = new Map([[ids[0]!, status === 413 ? "too-large" : "rejected"] as const]);
    return { gone: culprit, pause: NO_PAUSE, most: BATCH_EVENTS };
  }
  const mayPass = isTaken || !status || status >= 500 || [408, 425, 429].includes(status);
  return { gone, pause: getPause(attempt, mayPass, retryAfter) };
}

function getPause(
  { fast, last, now, random }: Attempt,
  mayPass: boolean,
  retryAfter: string | undefined,
): Pause {
  const inRow = fast ? last.fast + 1 : 0;
  const wait =
    mayPass && inRow < BLOCKED_AFTER
      ? Math.max(getJitter(last.tries, random), getRetryAfter(retryAfter, now))
      : PROBE_MS;
  return { until: now + wait, tries: last.tries + 1, fast: inRow };
}

/** What a page put on a prototype is no part of a reply. */
const getOwn = (from: unknown, key: string): unknown =>
  Object.getOwnPropertyDescriptor(Object(from), key)?.value;

function getList(from: unknown, key: string): readonly unknown[] | undefined {
  const list = getOwn(from, key);
  return Array.isArray(list) ? list : undefined;
}

/**
 * What the body of a 2xx says of the events that were sent: `{ accepted: [id], rejected: [{ id, retryable }] }`. Where
 * it does not name those accepted, all were taken but the rejected ones.
 */
function readAnswer(ids: readonly string[], body: unknown): Gone {
  const rejected = new Map(
    getList(body, "rejected")?.map((item) => [getOwn(item, "id"), getOwn(item, "retryable") === true]),
  );
  const accepted = getList(body, "accepted") ?? ids.filter((id) => !rejected.has(id));
  return new Map(
    ids
      .filter((id) => accepted.includes(id) || rejected.get(id) === false)
      .map((id) => [id, accepted.includes(id) ? undefined : "rejected"]),
  );
}
