import type { Reply } from "../ports.ts";
import { getRetryAfter } from "./backoff.ts";
import { BATCH_EVENTS } from "./batches.ts";
import type { DropReason } from "./ledger.ts";
import {
  type Attempt,
  type Gone,
  getList,
  getOwn,
  isTaken,
  NO_PAUSE,
  type Outcome,
  PROBE_MS,
  waitLonger,
} from "./readPlainReply.ts";

/** What follows from a reply that does not simply take all. */
export function readReply(reply: Reply, attempt: Attempt): Outcome {
  const { ids, now } = attempt;
  const { status, body, retryAfter } = reply;
  const gone = isTaken(reply) ? readAnswer(ids, body) : new Map<string, DropReason>();
  if (isTaken(reply) && gone.size === ids.length) return { gone, pause: NO_PAUSE };
  // 413: too much at once. 400, 422: one of them is at fault, and the endpoint does not say which.
  if ([400, 413, 422].includes(status)) {
    if (ids.length > 1) return { gone, pause: NO_PAUSE, most: ids.length >> 1 };
    const culprit = new Map([[ids[0]!, status === 413 ? "too-large" : "rejected"] as const]);
    return { gone: culprit, pause: NO_PAUSE, most: BATCH_EVENTS };
  }
  const { pause } = waitLonger(attempt);
  const mayPass = isTaken(reply) || status >= 500 || [408, 425, 429].includes(status);
  const until = mayPass ? Math.max(pause.until, now + getRetryAfter(retryAfter, now)) : now + PROBE_MS;
  return { gone, pause: { ...pause, until } };
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
