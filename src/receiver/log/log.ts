import type { StoredEvent } from "../database/events.ts";

/** Events that were put into the log together. */
export interface Entry {
  readonly events: readonly StoredEvent[];
  /** About how much of it there is, in bytes. */
  readonly bytes: number;
}

export interface LogReader {
  /** Stores an entry, and rejects where that fails: then the entry comes again, here or to another reader. */
  readonly take: (entry: Entry) => Promise<void>;
  /** Told what went wrong with the log itself. Reading goes on. */
  readonly onError: (error: unknown) => void;
}

/** Keeps events between whoever takes them in and whoever stores them, on several machines. */
export interface Log {
  /**
   * Resolves once a majority of its servers has them.
   * @param ms How long that may take.
   * @throws {LogUnavailable} where it takes longer. They may be in the log all the same, and may come again.
   */
  append(events: readonly StoredEvent[], ms: number): Promise<void>;
  /**
   * Hands out entries, each to one of all readers of the log, until it was taken; an entry may come twice, and in any
   * order. Returns what ends it, which resolves once nothing is being taken any more.
   */
  read(reader: LogReader): () => Promise<void>;
  /** Entries that are not stored yet. @throws {LogUnavailable} */
  getWaiting(): Promise<number>;
  /** Where it is, in words. */
  readonly place: string;
  close(): Promise<void>;
}

/** The log did not answer in time, or is not there. What was asked of it may still have been done. */
export class LogUnavailable extends Error {
  override readonly name = "LogUnavailable";
}
