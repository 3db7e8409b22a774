import { afterAll, describe, expect, test } from "vitest";
import { createFolder, milepost } from "./command.ts";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const folder = createFolder();
afterAll(folder.remove);

const simulate = (expected: unknown) =>
  milepost("simulate", CONFIG, LOG, "--json", "--expect", folder.write("expect.json", expected));

describe("expectations", () => {
  test("hold for what the command itself has printed", async () => {
    const { out } = await milepost("simulate", CONFIG, LOG, "--json");
    expect(await simulate(out)).toEqual({ out, err: "", code: 0 });
  });

  test("hold for any part of it, by numbers and by tests", async () => {
    const { err, code } = await simulate({
      rejected: 0,
      users: { is: 1120 },
      milestones: {
        first: { reached: { isNot: 0 } },
        five: { reached: { above: 46 }, lapsed: { in: [0, 1] } },
        habit: { lapsed: { notIn: [0, 1] } },
      },
      gaps: { gone: { opened: { atLeast: 1044 }, heldOut: { atMost: 14 } } },
      guides: { welcome: { shown: { below: 66 } } },
    });
    expect({ err, code }).toEqual({ err: "", code: 0 });
  });

  test.each([
    [{ users: 1121 }, "users: found 1120, expected 1121"],
    [{ users: { is: 7 } }, "users: found 1120, expected 7"],
    [{ users: { isNot: 1120 } }, "users: found 1120, expected another than 1120"],
    [{ users: { in: [1, 2] } }, "users: found 1120, expected one of 1, 2"],
    [{ users: { notIn: [1, 1120] } }, "users: found 1120, expected none of 1, 1120"],
    [{ users: { above: 1120 } }, "users: found 1120, expected more than 1120"],
    [{ users: { below: 1120 } }, "users: found 1120, expected less than 1120"],
    [
      { gaps: { gone: { opened: { atLeast: 1045 } } } },
      "gaps.gone.opened: found 1044, expected at least 1045",
    ],
    [
      { guides: { welcome: { shown: { atMost: 64 } } } },
      "guides.welcome.shown: found 65, expected at most 64",
    ],
  ])("that fail are said in a line each: %j", async (expected, line) => {
    const { err, code } = await simulate(expected);
    expect(err).toMatch(/^\S+expect\.json: [^\n]+\n$/);
    expect(err).toContain(`: ${line}\n`);
    expect(code).toBe(1);
  });

  test("that fail are all said, beside the figures", async () => {
    const { out, err } = await simulate({ users: 1, events: 2, rejected: 0 });
    expect(err.trim().split("\n")).toHaveLength(2);
    expect(JSON.parse(out)).toMatchObject({ users: 1120 });
  });

  test.each([
    [
      { gapz: {} },
      'gapz: found "gapz", expected users, events, rejected, milestones, gaps, guides; did you mean "gaps"?',
    ],
    [{ gaps: { gon: {} } }, 'gaps.gon: found "gon", expected gone, slow; did you mean "gone"?'],
    [
      { gaps: { gone: { openned: 1 } } },
      'gaps.gone.openned: found "openned", expected opened, bridged, heldOut; did you mean "opened"?',
    ],
    [{ gaps: 3 }, "gaps: found 3, expected an object"],
    ["[]", "found a list, expected an object"],
    [{ users: "1120" }, 'users: found "1120", expected a number or one test'],
    [{ users: {} }, "users: found an object, expected a number or one test"],
    [{ users: { atLeast: 1, below: 3 } }, "users: found an object, expected a number or one test"],
    [{ users: { atleast: 3 } }, 'did you mean "atLeast"?'],
    [{ users: { atLeast: "3" } }, 'users: found "3", expected a number'],
    [{ users: { in: 3 } }, "users: found 3, expected a list of numbers"],
    ["{", "expect.json: "],
  ])("that cannot be any are refused before anything is replayed: %j", async (expected, line) => {
    const { out, err, code } = await simulate(expected);
    expect(err).toContain(line);
    expect({ out, code }).toEqual({ out: "", code: 1 });
  });
});
