import type { StoredEvent } from "../database/events.ts";
import { TokenError } from "../keys/verifyToken.ts";
import type { Turns } from "../lib/threadTurns.ts";
import type { RejectionCode } from "./event.ts";
import { type Envelope, type ReadEvent, type Rejection, readBatch, type Surroundings } from "./readBatch.ts";
import type { Store } from "./store.ts";

export interface Reply {
  /** Ids of what is stored now, also of what already was. */
  readonly accepted: string[];
  readonly rejected: Rejection[];
}

export interface IngestOptions {
  readonly store: Store;
  /** For a batch that would keep the thread for long. */
  readonly turns: Turns | undefined;
  /** Milliseconds of the process's clock, at which who sent is told to come again. */
  readonly until: number;
}

/**
 * Takes a batch in. It resolves after the commit, so what its reply accepts is durable; where it rejects, all of it may
 * come again.
 * @throws {TokenError} where the batch's token had expired before any of it happened: a fresh one may vouch for it.
 */
export async function ingest(
  body: Envelope,
  around: Surroundings,
  { store, turns, until }: IngestOptions,
): Promise<Reply> {
  const read = await readBatch(body, around, turns);
  const { proved, late } = split(read.events, around);
  const { events, poison, erased } = await store.put(proved, until);
  const refuse = (code: RejectionCode) => (event: StoredEvent) =>
    ({ id: event.message_id, code, retryable: false }) as const;
  return {
    accepted: [...new Set(events.map((event) => event.message_id))],
    rejected: [
      ...read.rejected,
      ...late,
      ...poison.map(refuse("unstorable")),
      ...erased.map(refuse("erased")),
    ],
  };
}

interface Split {
  readonly proved: readonly ReadEvent[];
  /** What happened after the token had expired, to come again with a fresh one. */
  readonly late: readonly Rejection[];
}

function split(events: readonly ReadEvent[], { claims, received }: Surroundings): Split {
  if (claims === undefined || claims.expires > received) return { proved: events, late: [] };
  const isLate = ({ subject, at }: StoredEvent): boolean =>
    subject !== "" && Date.parse(at) >= claims.expires;
  const late = events.filter(({ event }) => isLate(event));
  const hasEarly = events.some(({ event }) => event.subject !== "" && !isLate(event));
  // Who sends is told by the status alone that it is the token which has to be another one.
  if (late.length > 0 && !hasEarly) throw new TokenError("token-expired");
  const code = "token-expired";
  return {
    proved: events.filter(({ event }) => !isLate(event)),
    late: late.map(({ event }) => ({ id: event.message_id, code, retryable: true })),
  };
}
