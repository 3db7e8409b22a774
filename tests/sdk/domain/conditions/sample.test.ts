import { describe, expect, test } from "vitest";
import { createPerson } from "../../../helpers/person.ts";

const shows = (condition: object, who: { user: string; account?: string }): boolean => {
  const guides = { tip: { type: "tooltip", target: "#a", title: "Tip", if: condition } };
  return createPerson({ guides }, who).verdict("tip") === "show";
};
const PEOPLE = Array.from({ length: 2_000 }, (_, i) => `user-${i}`);
const drawn = (condition: object, name: "user" | "account" = "user"): Set<string> =>
  new Set(PEOPLE.filter((one) => shows(condition, { user: "ana", [name]: one })));

describe("a sample", () => {
  test("is this share of people, always the same ones", () => {
    const tenth = drawn({ sample: 0.1 });
    expect(tenth.size).toBeGreaterThan(160);
    expect(tenth.size).toBeLessThan(240);
    expect(drawn({ sample: 0.1 })).toEqual(tenth);
  });

  test("of a larger share has those of a smaller one in it, and of another draw other people", () => {
    const tenth = drawn({ sample: 0.1 });
    const third = drawn({ sample: 0.3 });
    expect([...tenth].filter((one) => !third.has(one))).toEqual([]);
    const other = drawn({ sample: 0.1, draw: "beta" });
    // Of two that know nothing of each other a hundredth is in both.
    expect([...other].filter((one) => tenth.has(one)).length).toBeLessThan(45);
  });

  test("of accounts is the same for all people of one, and nobody of none", () => {
    const tenth = drawn({ sample: 0.1, by: "account" }, "account");
    expect(tenth.size).toBeGreaterThan(160);
    const [first] = tenth;
    expect(
      PEOPLE.slice(0, 50).every((user) => shows({ sample: 0.1, by: "account" }, { user, account: first! })),
    ).toBe(true);
    expect(shows({ sample: 1, by: "account" }, { user: "ana" })).toBe(false);
    expect(shows({ sample: 1 }, { user: "ana" })).toBe(true);
  });
});
