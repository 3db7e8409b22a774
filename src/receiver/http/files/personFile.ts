import type { Milestone, StoredRecord, Summary } from "../../database/people.ts";
import { csvFile } from "./csvFile.ts";
import { htmlFile } from "./htmlFile.ts";
import { jsonFile } from "./jsonFile.ts";

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

/** By the end of the file's name. */
export const FILES = { html: htmlFile, json: jsonFile, csv: csvFile } as const satisfies Readonly<
  Record<string, PersonFile>
>;
export type FileFormat = keyof typeof FILES;

export const isFileFormat = (text: string): text is FileFormat => Object.hasOwn(FILES, text);

/** A name that every disk takes: `milepost-user-ana_acme.example.html`. */
export const getFileName = ({ kind, id }: Pick<About, "kind" | "id">, format: FileFormat): string =>
  `milepost-${kind}-${id.replace(/[^\w.-]+/g, "_").slice(0, 64)}.${format}`;
