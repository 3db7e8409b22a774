import type { StoredRecord } from "../../database/people/people.ts";
import type { PersonFile } from "./personFile.ts";

const COLUMNS = [
  "timestamp",
  "receivedAt",
  "type",
  "event",
  "userId",
  "anonymousId",
  "previousId",
  "groupId",
  "messageId",
  "verified",
  "properties",
  "traits",
  "context",
] as const satisfies ReadonlyArray<keyof StoredRecord>;

/** A line an event, by RFC 4180. */
export const csvFile: PersonFile = {
  contentType: "text/csv; charset=utf-8; header=present",
  begin: () => toLine(COLUMNS),
  add: (records) => records.map((record) => toLine(COLUMNS.map((name) => toText(record[name])))).join(""),
  end: () => "",
};

const toText = (value: unknown): string => {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const toLine = (cells: readonly string[]): string => `${cells.map(toCell).join(",")}\r\n`;

/** A program for tables takes a cell that begins so for a formula, and anybody may have sent it. */
const FORMULA = /^[=+\-@\t\r]/;

function toCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
