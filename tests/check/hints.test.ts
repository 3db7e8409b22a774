import { expect, test } from "vitest";
import { checkConfig } from "../../src/check/check.ts";
import { SOUND } from "./sound.ts";

/** What stands in the sound config, what somebody wrote in its place, and what they are asked. */
test.each([
  ['"title": "A workspace"', '"name": "A workspace"', 'did you mean "title"?'],
  ['"atLeast": 3', '"gte": 3', 'did you mean "atLeast"?'],
  ['"isNot": "accountant"', '"eq": "accountant"', 'did you mean "is"?'],
  ['"on": "/invoices*"', '"url": "/invoices*"', 'did you mean "on"?'],
  ['"actions": [', '"buttons": [', 'did you mean "actions"?'],
  ['{ "label": "Later"', '{ "text": "Later"', 'did you mean "label"?'],
  ['{ "show": "tour"', '{ "guide": "tour"', 'did you mean "show"?'],
  ['"after": "2d"', '"delay": "2d"', 'did you mean "after"?'],
  ['"atLeast": 3', '"moreThan": 3', 'did you mean "above"?'],
  ['"workspace", "is": "reached"', '"workspace", "is": "done"', 'did you mean "reached"?'],
  ['"holdout": 0.05', '"holdout": 5', "did you mean 0.05?"],
  ['"count": 2, "within": "7d"', '"count": "2"', "did you mean 2?"],
  ['"within": "7d"', '"within": "7 days"', 'did you mean "7d"?'],
  ['"within": "7d"', '"within": "2 Weeks"', 'did you mean "2w"?'],
  ['["how", "article"]', '"how"', 'did you mean ["how"]?'],
  ['"when": { "event": "Workspace Created" }', '"when": "Created"', 'did you mean {"event":"Created"}?'],
  ['{ "any": [{ "after": "1d" }, { "sessions": 2 }] }', '"1d"', 'did you mean {"after":"1d"}?'],
])("who writes not %s but %s is asked what they meant", (sound, broken, hint) => {
  expect(SOUND).toContain(sound);
  const { findings } = checkConfig(JSON.parse(SOUND.replace(sound, broken)), { now: 0 });
  expect(findings.map(({ message }) => message).join("\n")).toContain(hint);
});

test.each([
  ['"version": 1', '"version": "1"'],
  ['"holdout": 0.05', '"holdout": 500'],
  ['"within": "7d"', '"within": "2 months"'],
  ['"title": "A workspace"', '"constructor": "A workspace"'],
])("who writes not %s but %s is not asked for what nobody can know", (sound, broken) => {
  const { findings } = checkConfig(JSON.parse(SOUND.replace(sound, broken)), { now: 0 });
  expect(findings).not.toEqual([]);
  expect(findings.map(({ message }) => message).join("\n")).not.toContain("did you mean");
});
