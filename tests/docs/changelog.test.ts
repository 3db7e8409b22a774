import { expect, test } from "vitest";
import { getCode, getRows, readDocument } from "./document.ts";

const changelog = readDocument("CHANGELOG.md");
const receiver = readDocument("docs/receiver.md");

test("the changelog begins with what is to come", () => {
  expect(/^## (.+)$/m.exec(changelog.text)?.[1]).toBe("Unreleased");
});

test("the changelog names settings and refusals that the reference has", () => {
  const settings = [...changelog.text.matchAll(/`(MILEPOST_\w+)`/g)].map(([, name]) => name!);
  const refusals = getRows(changelog, "limit").flatMap(([, beyond]) => getCode(beyond!));
  expect(settings.length).toBeGreaterThan(1);
  expect(refusals.length).toBeGreaterThan(5);
  const unknown = [...settings, ...refusals].filter((name) => !receiver.text.includes(`\`${name}\``));
  expect(unknown).toEqual([]);
});
