import type { Milestone, StoredRecord, Summary } from "../../database/people/people.ts";

/** What a file begins with. */
export interface About extends Summary {
  readonly kind: "user" | "account";
  readonly id: string;
  readonly milestones: readonly Milestone[];
  /** ISO. */
  readonly made: string;
}

/** What is stored of somebody as a file, in pieces: there may be more than one should hold in memory. */
export interface PersonFile {
  readonly contentType: string;
  begin(about: About): string;
  /** @param isFirst Whether none came before. */
  add(records: readonly StoredRecord[], isFirst: boolean): string;
  end(): string;
}
