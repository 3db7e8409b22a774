import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { checkForm } from "../../../src/sdk/config/checks/checkForm.ts";
import { checkKeys } from "../../../src/sdk/config/checks/checkKeys.ts";
import { forms } from "../../../src/sdk/config/forms.ts";
import { toFaults } from "../../../src/sdk/config/issues.ts";
import { configSchema } from "../../../src/sdk/config/schema.ts";
import { toForms } from "../../../src/sdk/config/toForms.ts";
import { acme } from "../../helpers/acme.ts";
import { mutate, mutations } from "../../helpers/mutate.ts";
import { checkByZod } from "../../helpers/zodFaults.ts";

const RUNS = { numRuns: Number(process.env.MUTATIONS ?? 600) / 5 };

/** As text, so that the order of keys counts too: a plan's version is made of it. */
function checkByTable(given: unknown, table = forms) {
  const { value, issues } = checkForm(table, given);
  return JSON.stringify(issues.length > 0 ? { faults: toFaults(issues, given) } : { value, faults: [] });
}
const checkBySchema = (given: unknown, schema: z.core.$ZodType = configSchema) =>
  JSON.stringify(checkByZod(schema, given));

const read = (name: string): unknown => JSON.parse(readFileSync(`tests/cases/${name}.milepost.json`, "utf8"));
const reference = read("reference");

describe("the table of forms says of a config what its schema says,", () => {
  test.each([
    ["the reference", reference],
    ["a small one", acme()],
    ["one about contributions", read("contributions")],
    ["nothing", undefined],
    ["a list", []],
    ["a text", "{}"],
    ["one of a class", new (class Config {})()],
    ["one with no prototype", Object.assign(Object.create(null), acme())],
  ])("%s", (_, given) => {
    expect(checkByTable(given)).toBe(checkBySchema(given));
  });

  /** The two are held against each other at values where the forms of a kind are told apart. */
  const odd: readonly unknown[] = [
    undefined,
    null,
    true,
    0,
    1.5,
    501,
    -1,
    1e300,
    -1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "",
    "1d",
    "a",
    [],
    [7],
    ["a"],
    {},
    { a: 1 },
    { length: 0 },
    { one: "x" },
    { click: "target" },
    { event: 7 },
    { event: "X", count: 2, sum: { of: "total", atLeast: 1 } },
    { event: "X", count: 1e17 },
    { kind: "choice", ask: "Which?" },
    { kind: "nps", ask: "How?", choices: ["a"] },
    { trait: "age", above: 1, below: 3 },
    { any: [{ not: { page: 7 } }] },
    { from: "22:00", to: 7 },
    { constructor: 7 },
    new Date(0),
  ];
  const places: ReadonlyArray<readonly [string, (value: unknown) => object]> = [
    ["a milestone", (one) => ({ milestones: { one } })],
    ["its condition", (when) => ({ milestones: { one: { title: "One", when } } })],
    ["its title", (title) => ({ milestones: { one: { title, when: { after: "1d" } } } })],
    ["a gap's bridge", (bridge) => ({ gaps: { one: { to: "workspace", bridge } } })],
    ["a gap's holdout", (holdout) => ({ gaps: { one: { to: "workspace", holdout } } })],
    ["a day", (since) => ({ journeys: { one: { title: "One", milestones: [], since } } })],
    ["a guide's type", (type) => ({ guides: { one: { type, target: "#a" } } })],
    ["a guide's target", (target) => ({ guides: { one: { type: "tooltip", target } } })],
    ["a checklist's items", (items) => ({ guides: { one: { type: "checklist", items } } })],
    ["a survey's question", (question) => ({ guides: { one: { type: "survey", question } } })],
    ["a repetition", (repeat) => ({ guides: { one: { type: "banner", repeat } } })],
    [
      "what a step waits for",
      (advance) => ({ guides: { one: { type: "tour", steps: [{ target: "#a", advance }] } } }),
    ],
    ["the quiet", (quiet) => ({ limits: { quiet } })],
    ["a limit", (perDay) => ({ limits: { interruptions: { perDay } } })],
    ["a word that counts", (found) => ({ locale: { words: { tr: { found } } } })],
    ["the version", (version) => ({ version })],
    ["a setting of a playbook", (one) => ({ use: [{ playbook: "a", as: "b", with: { one } }] })],
  ];
  test.each(places)("with all that may stand in the place of %s", (_, make) => {
    for (const value of odd) {
      const given = acme(make(value) as Record<string, unknown>);
      expect(checkByTable(given)).toBe(checkBySchema(given));
    }
  });

  test("whatever is done to it", () => {
    fc.assert(
      fc.property(fc.constantFrom(reference, acme()), mutations, (base, list) => {
        const given = mutate(base, list);
        // What means something to every object is refused before.
        if (checkKeys(given).length > 0) return;
        expect(checkByTable(given)).toBe(checkBySchema(given));
      }),
      RUNS,
    );
  });
});

describe("a table of forms", () => {
  test("holds no form twice but what may hold itself", () => {
    const texts = forms.map((form) => JSON.stringify(form));
    expect(new Set(texts).size).toBe(texts.length);
    // As a file it is all that it is here.
    expect(JSON.parse(JSON.stringify(forms))).toEqual(forms);
  });

  test("is not made of a schema that it cannot say", () => {
    expect(() => toForms(z.strictObject({ at: z.date() }))).toThrow("found a schema of the type date");
    expect(() => toForms(z.string().check(z.maxLength(3)))).toThrow("found the check max_length");
  });
});
