import { expect, test } from "vitest";
import { SESSION_MS } from "../../../src/sdk/domain/time/spans.ts";
import { isInSession, NO_REST } from "../../../src/sdk/person/rest.ts";

test.each([
  ["the same moment", 0, true],
  ["what happened just before and is told after it", -5, true],
  ["the last moment of a session", SESSION_MS, true],
  ["one after it", SESSION_MS + 1, false],
  ["a clock that was set back", -60_000, false],
])("a page sleeps on through what it has said within its session: %s", (_, ms, is) => {
  const active = Date.UTC(2026, 0, 5);
  expect(isInSession({ ...NO_REST, active }, active + ms)).toBe(is);
});
