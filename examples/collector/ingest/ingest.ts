import type { Database } from "../database/database.ts";
import { isFaultOf, type StoredEvent, storeEvents } from "../database/events.ts";
import { TokenError } from "../keys/verifyToken.ts";
import { type Envelope, type Rejection, readBatch, type Surroundings } from "./readBatch.ts";

export interface Reply {
  /** Ids of what is stored now, also of what already was. */
  readonly accepted: string[];
  readonly rejected: Rejection[];
}

/** What a batch has come to. */
export interface Ingested {
  readonly events: readonly StoredEvent[];
  /** Arrival numbers of the rows that were not there before. */
  readonly seqs: readonly string[];
  readonly rejected: readonly Rejection[];
}

export interface IngestOptions {
  readonly database: Database;
  /** Told after the commit. */
  readonly onStored: (ingested: Ingested) => void;
}

/**
 * Takes a batch in. It resolves after the commit, so what its reply accepts is durable; it rejects when nothing is.
 * @throws {TokenError} where the batch's token had expired before any of it happened: a fresh one may vouch for it.
 */
export async function ingest(body: Envelope, around: Surroundings, options: IngestOptions): Promise<Reply> {
  const read = readBatch(body, around);
  const { proved, late } = split(read.events, around);
  const { events, seqs, poison } = await store(proved, options.database);
  const rejected = [...read.rejected, ...late, ...poison];
  options.onStored({ events, seqs, rejected });
  return { accepted: [...new Set(events.map((event) => event.message_id))], rejected };
}

interface Split {
  readonly proved: readonly StoredEvent[];
  /** What happened after the token had expired, to come again with a fresh one. */
  readonly late: readonly Rejection[];
}

function split(events: readonly StoredEvent[], { claims, received }: Surroundings): Split {
  if (claims === undefined || claims.expires > received) return { proved: events, late: [] };
  const isLate = ({ subject, at }: StoredEvent): boolean =>
    subject !== "" && Date.parse(at) >= claims.expires;
  const late = events.filter(isLate);
  const hasEarly = events.some((event) => event.subject !== "" && !isLate(event));
  // Who sends is told by the status alone that it is the token which has to be another one.
  if (late.length > 0 && !hasEarly) throw new TokenError("token-expired");
  const code = "token-expired";
  return {
    proved: events.filter((event) => !isLate(event)),
    late: late.map(({ message_id }) => ({ id: message_id, code, retryable: true })),
  };
}

interface Stored {
  readonly events: readonly StoredEvent[];
  readonly seqs: readonly string[];
  readonly poison: readonly Rejection[];
}

/** All in one transaction; where the database cannot hold one of them, by halves until that one is alone. */
async function store(events: readonly StoredEvent[], database: Database): Promise<Stored> {
  if (events.length === 0) return { events, seqs: [], poison: [] };
  try {
    return { events, seqs: await storeEvents(database, events), poison: [] };
  } catch (error) {
    if (!isFaultOf(error)) throw error;
    const [culprit] = events;
    if (events.length === 1) {
      const poison = [{ id: culprit!.message_id, code: "unstorable", retryable: false } as const];
      return { events: [], seqs: [], poison };
    }
  }
  const middle = events.length >> 1;
  const first = await store(events.slice(0, middle), database);
  const second = await store(events.slice(middle), database);
  return {
    events: [...first.events, ...second.events],
    seqs: [...first.seqs, ...second.seqs],
    poison: [...first.poison, ...second.poison],
  };
}
