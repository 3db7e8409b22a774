import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** A column that is told as a text under its own name: `order by` takes that, and 10 comes before 9. */
const AS_TEXT = /\b(?:\w+\.)?(\w+)::text(?=\s*[,\n]|\s+from\b)/g;

it("orders no rows by a number that it has made a text of", () => {
  const files = readdirSync("src/receiver", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("src/receiver", name));
  expect(files.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const file of files)
    for (const [statement] of readFileSync(file, "utf8").matchAll(/`[^`]*`/g))
      for (const [, column] of statement.matchAll(AS_TEXT))
        if (new RegExp(`order by (?:[\\w.]+, )*${column}\\b(?!\\.)`).test(statement))
          found.push(`${file}: ${column}`);
  // Within an aggregate, and in a selection of its own, it is the column that is meant.
  expect([...new Set(found)].sort()).toEqual([
    "src/receiver/database/events.ts: seq",
    "src/receiver/database/retention.ts: seq",
  ]);
});
