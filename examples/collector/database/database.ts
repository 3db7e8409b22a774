/** One row, by column. */
export type Row = Readonly<Record<string, unknown>>;

export interface Queries {
  /** Runs one statement; `$1` is the first of `params`. */
  query<R extends Row>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** What the collector asks of a database: PostgreSQL's SQL, and that a transaction is kept whole or not at all. */
export interface Database extends Queries {
  /** Commits when `work` resolves; takes everything back and rejects with its error when it rejects. */
  transaction<T>(work: (within: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Where the rows are, in words: "PostgreSQL", "embedded, in .data/collector". */
  readonly place: string;
}
