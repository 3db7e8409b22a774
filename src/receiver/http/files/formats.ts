import { csvFile } from "./csvFile.ts";
import { htmlFile } from "./htmlFile.ts";
import { jsonFile } from "./jsonFile.ts";
import type { About, PersonFile } from "./personFile.ts";

/** By the end of the file's name. */
export const FILES = { html: htmlFile, json: jsonFile, csv: csvFile } as const satisfies Readonly<
  Record<string, PersonFile>
>;
export type FileFormat = keyof typeof FILES;

export const isFileFormat = (text: string): text is FileFormat => Object.hasOwn(FILES, text);

/** A name that every disk takes: `milepost-user-ana_acme.example.html`. */
export const getFileName = ({ kind, id }: Pick<About, "kind" | "id">, format: FileFormat): string =>
  `milepost-${kind}-${id.replace(/[^\w.-]+/g, "_").slice(0, 64)}.${format}`;
