/** One row, by column. */
export type Row = Readonly<Record<string, unknown>>;

export interface Queries {
  /**
   * Runs one statement; `$1` is the first of `params`.
   * @param often A name of its own for one that is asked again and again: a session keeps its plan. Its params are texts and
   *   numbers.
   */
  query<R extends Row>(sql: string, params?: readonly unknown[], often?: string): Promise<R[]>;
}

/** Hears what other receivers of a database say. */
export interface Listening {
  readonly onText: (text: string) => void;
  /** It listens from now on: what was said before it did not hear. */
  readonly onBegin: () => void;
}

/**
 * What the receiver asks of a database: PostgreSQL's SQL, that a transaction is kept whole or not at all, and that
 * every answer comes or fails within a time that is known: `PATIENCE_MS`, or the `patience` that is given.
 */
export interface Database extends Queries {
  /**
   * Commits when `work` resolves; takes everything back and rejects with its error when it rejects.
   * @param patience Milliseconds after which it is given up. @default PATIENCE_MS
   */
  transaction<T>(work: (within: Queries) => Promise<T>, patience?: number): Promise<T>;
  /** For reads that may take seconds, one at a time: on a connection that nothing else waits for. */
  readonly aside: Queries;
  /** How many transactions get on at the same time. */
  readonly lanes: number;
  /** Takes what was deleted out of the files, where that is not the server's own work. */
  scrub(): Promise<void>;
  /** Has the room of deleted events used again, where that is not the server's own work. */
  tidy?(): Promise<void>;
  close(): Promise<void>;
  /** Whether other receivers may be at it as well. */
  readonly isShared: boolean;
  /** Left out where it is not shared. Returns what ends it. */
  listen?(channel: string, listening: Listening): () => Promise<void>;
  /** Where the rows are, in words: "PostgreSQL", "embedded, in .data/collector". */
  readonly place: string;
}

/** Milliseconds: who asks is answered within 2 s, also where the database does not answer. */
export const PATIENCE_MS = 1_500;
/** Milliseconds a read aside may take. */
export const ASIDE_PATIENCE_MS = 20_000;
/** Milliseconds for what touches a whole table: a migration, an erasure. */
export const LONG_PATIENCE_MS = 600_000;

/** The database did not answer in time, or is not there. What was asked of it may still have been done. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** @throws {DatabaseUnavailable} when `work` takes longer than `ms`; what it comes to is then nobody's. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable(`No answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
