import { expect, test } from "vitest";
import { createState } from "../../../src/sdk/domain/state/state.ts";
import { NO_REST, type Rest } from "../../../src/sdk/person/rest.ts";
import { createQuietRest } from "../../../src/sdk/runtime/quietRest.ts";
import { createTestClock } from "../../../src/testing/testClock.ts";

const WORKED_OUT: Rest = { ...NO_REST, of: "this plan", until: Number.POSITIVE_INFINITY };

/** Somebody whose state is stored, and how they were left each time. */
function createStored() {
  const clock = createTestClock();
  const left: Rest[] = [];
  const store = () => void left.push(quiet.get());
  const person = { state: () => ({ ...createState(0), active: 7 }), keep: async () => store() };
  const quiet = createQuietRest(
    clock,
    () => person,
    () => WORKED_OUT,
  );
  return { clock, quiet, left, store };
}

test("how somebody is left is worked out once in a second, however much is stored meanwhile", async () => {
  const { clock, left, store } = createStored();
  for (let i = 0; i < 500; i++) store();
  expect(left[0]).toEqual(WORKED_OUT);
  expect(left.slice(1).every(({ until }) => until === 0)).toBe(true);
  expect(left[1]!.active).toBe(7);
  await clock.advance("1s");
  expect(left.slice(500)).toEqual([WORKED_OUT]);
  await clock.advance("1h");
  expect(left).toHaveLength(501);
  store();
  expect(left.at(-1)).toEqual(WORKED_OUT);
});

test("a page that is hidden works it out at once, where there is anything new", async () => {
  const { clock, quiet, left, store } = createStored();
  quiet.hurry();
  expect(left).toEqual([]);
  store();
  store();
  quiet.hurry();
  expect(left.at(-1)).toEqual(WORKED_OUT);
  await clock.advance("1h");
  expect(left).toHaveLength(3);
});

test("what a page stores just after it is hidden says how somebody is left", () => {
  const { quiet, left, store } = createStored();
  store();
  quiet.hurry();
  store();
  expect(left).toEqual([WORKED_OUT, WORKED_OUT]);
});

test("nothing is worked out once the run has stopped", async () => {
  const { clock, quiet, left, store } = createStored();
  store();
  store();
  quiet.stop();
  await clock.advance("1h");
  expect(left).toHaveLength(2);
});
