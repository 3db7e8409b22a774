import type { Database } from "../database/database.ts";
import { storeEvents } from "../database/events.ts";
import { type Envelope, type Rejection, readBatch, type Surroundings } from "./readBatch.ts";

export interface Reply {
  /** Ids of what is stored now, also of what already was. */
  readonly accepted: string[];
  readonly rejected: Rejection[];
}

export interface IngestOptions {
  readonly database: Database;
  /** Told the arrival numbers of new rows after their commit. */
  readonly onStored: (seqs: readonly string[]) => void;
}

/** Takes a batch in. It resolves after the commit, so what its reply accepts is durable; it rejects when nothing is. */
export async function ingest(body: Envelope, around: Surroundings, options: IngestOptions): Promise<Reply> {
  const { events, rejected } = readBatch(body, around);
  if (events.length > 0) {
    const seqs = await storeEvents(options.database, events);
    if (seqs.length > 0) options.onStored(seqs);
  }
  return { accepted: [...new Set(events.map((event) => event.message_id))], rejected };
}
