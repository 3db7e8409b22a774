import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tell } from "./helpers/story.ts";
import { readTable } from "./helpers/tables.ts";

const FOLDER = "tests/cases";
const tables = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json") && !file.endsWith(".milepost.json"))
  .map((file) => {
    const json: unknown = JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
    return readTable(json);
  });

for (const { about, parts } of tables) {
  describe(about, () => {
    for (const { title, cases } of parts) {
      // Whether the page ticks through the time or sleeps through it: what is true by then is the same.
      test.each(cases.map((one) => [`${title}: ${one.title}`, one] as const))(
        "%s",
        (_, { config, who, story }) => {
          for (const asleep of [false, true]) tell(config, who, story, asleep);
        },
      );
    }
  });
}

describe("a table of cases", () => {
  const table = (row: unknown, more: object = {}) => {
    const others = [
      ["neither", "Sent", false],
      ["both", "Sent, Paid", true],
    ];
    const given = { when: { event: "Paid" } };
    return { about: "Something", parts: [{ title: "part", given, cases: [row, ...others], ...more }] };
  };
  const run = (json: unknown) => {
    for (const { cases } of readTable(json).parts)
      for (const { config, who, story } of cases) tell(config, who, story, false);
  };

  test("passes where what it expects is so", () => {
    expect(() => run(table(["paid", "Paid", true]))).not.toThrow();
  });

  test.each([
    ["expects what is not so", table(["paid", "Sent", true]), "holds"],
    ["has a case that expects nothing", table(["paid", "Paid"]), '"paid" of "part" does not end'],
    ["has a case with an empty expectation", table(["paid", "Paid", {}]), "does not end"],
    ["ends a case with another config", table(["paid", "Paid", { release: {} }]), "does not end"],
    ["expects what nobody knows", table(["paid", "Paid", { opened: [] }]), 'Nobody can expect "opened"'],
    ["says what no story can say", table(["paid", "paid", true]), 'A story cannot say "paid"'],
    ["has a case without a title", table(["", "Paid", true]), 'the title of a case of "part"'],
    ["has a case twice", table(["both", "Paid", true]), '"both" twice'],
    ["asks only what is never so", table([], { cases: [["paid", "Sent", false]] }), "none could fail"],
    ["has no cases", table([], { cases: [] }), 'the cases of "part"'],
    ["has a word too much", { ...table(["paid", "Paid", true]), note: "" }, '"note"'],
    ["says yes without a question", table(["paid", "Paid", true], { given: {} }), "true and false need"],
    ["is given what no config has", table(["paid", { whn: {} }, "Paid", true]), "whn"],
    ["draws what is not to show", table(["paid", "sees tip", true]), "tip is not to show"],
  ])("fails where it %s", (_, json, message) => {
    expect(() => run(json)).toThrow(message);
  });
});
