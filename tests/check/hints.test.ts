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
  ['"holdout": 0.05', '"holdout": "5%"', "did you mean 0.05?"],
  ['{ "perDay": 2 }', "2", 'did you mean {"perDay":2}?'],
  ['{ "default": "en", "available": ["en", "de"] }', '"en"', 'did you mean {"default":"en"}?'],
  ['{ "any": [{ "after": "1d" }', '{ "or": [{ "after": "1d" }', 'did you mean "any"?'],
  ['"when": { "all": [', '"when": { "and": [', 'did you mean "all"?'],
  ['"isNot": "accountant"', '"not": "accountant"', 'did you mean "isNot"?'],
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

/** What is wrong by the form that was meant, and not by another one that has a key in common with it. */
test.each([
  [
    '"milestone": "invoice", "is": "reached", "after": "3d"',
    '"milestone": "invoice", "is": "done", "after": "3d"',
    'guides.ask.if.is: found "done", expected "reached" or "open" or "lapsed"; did you mean "reached"?',
  ],
  [
    '"milestone": "invoice", "is": "reached", "after": "3d"',
    '"milestone": "invoice", "after": "3d"',
    'guides.ask.if.is: found nothing, expected "reached" or "open" or "lapsed"',
  ],
  [
    '{ "event": "Workspace Created" }',
    '{ "event": "Workspace Created", "page": "/welcome" }',
    'milestones.workspace.when.page: found the key "page" of another condition, expected each in an object of its own: {"all":[{"event":"Workspace Created"},{"page":"/welcome"}]} asks for both',
  ],
  [
    '"trait": "role", "isNot": "accountant"',
    '"trait": "role", "isNot": "accountant", "startsWith": "ac"',
    'gaps.no-invoice.for: found isNot and startsWith, expected one test: {"all":[...]} asks for several',
  ],
  [
    '"account": "seats", "below": 10',
    '"account": "seats"',
    "segments.0.when: found no test, expected one of is, isNot,",
  ],
  [
    '"holdout": 0.1',
    '"holdout": 0.1, "target": { "share": 0.5 }',
    "gaps.no-invoice.target.within: found nothing, expected a duration like 30s, 10m, 4h, 3d or 2w",
  ],
  [
    '"within": "7d"',
    '"within": 7',
    "milestones.invoice.when.within: found 7, expected a duration like 30s, 10m, 4h, 3d or 2w",
  ],
  ['"to": "invoice",', "", "gaps.no-invoice.to: found nothing, expected the id of a milestone"],
  [
    '"outcome": "paid", "when": { "all"',
    '"outcome": "payed", "when": { "all"',
    "expected the id of an outcome",
  ],
  [
    '"when": { "event": "Workspace Created" }',
    '"event": "Workspace Created"',
    'milestones.workspace.when: found nothing, expected a condition: "when": {"event":"Workspace Created"}',
  ],
  [
    '"when": { "event": "Workspace Created" }',
    '"when": [{ "event": "Workspace Created" }]',
    'milestones.workspace.when: found a list, expected one condition: {"all":[...]} asks for all of a list',
  ],
  [
    '"type": "tour",',
    '"type": "tour", "target": "#new",',
    'guides.tour.target: found the key "target" of a step, expected it in one of the tour\'s steps',
  ],
])("who writes not %s but %s is told: %s", (sound, broken, said) => {
  expect(SOUND).toContain(sound);
  const { findings } = checkConfig(JSON.parse(SOUND.replace(sound, broken)), { now: 0 });
  expect(findings.map(({ path, message }) => `${path}: ${message}`).join("\n")).toContain(said);
});

test.each(["segments", "docs"])("who gives %s by their ids is told of a list", (section) => {
  const { findings } = checkConfig({ ...JSON.parse(SOUND), [section]: {} }, { now: 0 });
  expect(findings[0]!.message).toContain("expected a list of them, each with its id");
});
