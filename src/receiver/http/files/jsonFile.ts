import type { PersonFile } from "./personFile.ts";

/** What the route without a format gives, with all records in one list. */
export const jsonFile: PersonFile = {
  contentType: "application/json; charset=utf-8",
  begin: (about) => `${JSON.stringify(about).slice(0, -1)},"records":[`,
  add: (records, isFirst) =>
    records.map((record, i) => `${isFirst && i === 0 ? "" : ","}\n${JSON.stringify(record)}`).join(""),
  end: () => "\n]}\n",
};
