import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What the chunk that checks a config says, in the file of that name under a folder. */
const readChecker = (folder: string): string => {
  const name = readdirSync(folder).find((file) => /^(milepost-)?config-/.test(file))!;
  return readFileSync(join(folder, name), "utf8");
};

test.each(["dist", "dist/npm"])(
  "a page that checks a config brings no library along to do so: %s",
  (folder) => {
    const code = readChecker(folder);
    expect(code).toContain("the unknown key");
    expect(code).not.toMatch(/zod/i);
    // It has the table that is made of the schema.
    expect(code).toContain("inPeriods");
  },
);
