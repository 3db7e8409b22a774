import { describe, expect, test } from "vitest";
import { readWords, toChanges, toPath, withWords } from "../../src/inspector/edit.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { TourPlan } from "../../src/sdk/domain/plan/guidePlan.ts";
import { acme } from "../helpers/acme.ts";

describe("the change of a config that new words are", () => {
  const guide = { guide: "tip" };
  test.each<[what: string, given: object, words: { title: string; body: string }, changes: unknown]>([
    ["none where nothing is new", { title: "A" }, { title: "A", body: "" }, []],
    [
      "another title",
      { title: "A" },
      { title: "B", body: "" },
      [{ op: "replace", path: "/guides/tip/title", value: "B" }],
    ],
    [
      "a text where none was",
      { title: "A" },
      { title: "A", body: "More" },
      [{ op: "add", path: "/guides/tip/body", value: "More" }],
    ],
    [
      "the first language of several",
      { title: { en: "A", de: "Ä" } },
      { title: "B", body: "" },
      [{ op: "replace", path: "/guides/tip/title/en", value: "B" }],
    ],
  ])("%s", (_, given, words, changes) => expect(toChanges(guide, given, words)).toEqual(changes));

  test.each([
    [{ guide: "a/b~c" }, "/guides/a~1b~0c/target"],
    [{ guide: "tour", step: 0 }, "/guides/tour/steps/0/target"],
  ])("stands at its place in the config: %j", (part, path) => expect(toPath(part, "target")).toBe(path));
});

test("a plan takes a step's new words, and nothing else changes", () => {
  const { widgets, ...plan } = parse(acme()).plan;
  expect(widgets).toContain("markdown");
  const part = { guide: "invoice-tour", step: 1 };
  const changed = withWords(plan, part, { title: "Two, anew", body: "Fill it in." });
  const tour = (of: typeof plan) => of.guides.find(({ id }) => id === "invoice-tour") as TourPlan;
  expect(tour(changed).steps.map((step) => readWords(step).title)).toEqual(["One", "Two, anew", "Three"]);
  expect(withWords(changed, part, { title: "Two", body: "Fill it in." })).toEqual(plan);
});
