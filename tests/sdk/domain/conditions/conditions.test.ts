import { describe, expect, test } from "vitest";
import { createPerson } from "../../../helpers/person.ts";

/** A milestone with this condition, and what somebody does; `true` where they have reached it by then. */
type Case = readonly [
  title: string,
  when: object,
  does: (ana: ReturnType<typeof createPerson>) => void,
  reached: boolean,
];

const paid = { event: "Paid" };

const cases: readonly Case[] = [
  ["an event happened", paid, (a) => a.track("Paid"), true],
  ["another event happened", paid, (a) => a.track("Sent"), false],
  ["either of two events happened", { event: ["Paid", "Sent"] }, (a) => a.track("Sent"), true],
  ["an event happened twice of twice", { ...paid, count: 2 }, (a) => twice(a), true],
  ["an event happened once of twice", { ...paid, count: 2 }, (a) => a.track("Paid"), false],
  [
    "the same message came twice",
    { ...paid, count: 2 },
    (a) => {
      a.track("Paid", {}, a.now(), "m1");
      a.track("Paid", {}, a.now(), "m1");
    },
    false,
  ],
  [
    "a property passes",
    { ...paid, where: { total: { above: 0 } } },
    (a) => a.track("Paid", { total: 1 }),
    true,
  ],
  [
    "a property fails",
    { ...paid, where: { total: { above: 0 } } },
    (a) => a.track("Paid", { total: 0 }),
    false,
  ],
  [
    "a property is a text, not a number",
    { ...paid, where: { total: { above: 0 } } },
    (a) => a.track("Paid", { total: "9" }),
    false,
  ],
  [
    "a property within a property",
    { ...paid, where: { "to.city": "Bonn" } },
    (a) => a.track("Paid", { to: { city: "Bonn" } }),
    true,
  ],
  ["two within a day", { ...paid, count: 2, within: "1d" }, (a) => twice(a, "23h"), true],
  ["two, a day apart, within a day", { ...paid, count: 2, within: "1d" }, (a) => twice(a, "1d"), false],
  [
    "an older event that comes late fills the window",
    { ...paid, count: 2, within: "1d" },
    (a) => {
      a.wait("2d");
      a.track("Paid");
      a.track("Paid", {}, a.now() - 3_600_000);
    },
    true,
  ],
  ["two different values", { ...paid, count: 2, distinct: "by" }, (a) => by(a, "x", "y"), true],
  ["the same value twice", { ...paid, count: 2, distinct: "by" }, (a) => by(a, "x", "x"), false],
  ["a value that is missing does not count", { ...paid, distinct: "by" }, (a) => a.track("Paid"), false],
  ["a trait", { trait: "role", is: "admin" }, (a) => a.identify({ role: "admin" }), true],
  [
    "a trait within a trait",
    { trait: "plan.name", is: "pro" },
    (a) => a.identify({ plan: { name: "pro" } }),
    true,
  ],
  ["no such trait", { trait: "role", is: "admin" }, (a) => a.identify({}), false],
  [
    "a trait that is not there is not something",
    { trait: "role", isNot: "admin" },
    (a) => a.identify({}),
    true,
  ],
  ["an account's trait", { account: "plan", is: "free" }, (a) => a.group({ plan: "free" }), true],
  ["the account is not known", { account: "plan", isNot: "free" }, (a) => a.identify({ plan: "team" }), true],
  ["a page", { page: "/invoices/:id" }, (a) => a.visit("/invoices/7"), true],
  ["another page", { page: "/invoices/:id" }, (a) => a.visit("/invoices"), false],
  [
    "a date in the next days",
    { account: "renewal", inNext: "30d" },
    (a) => a.group({ renewal: a.now() + 5 * 86_400_000 }),
    true,
  ],
  [
    "a date comes into the next days as time goes by",
    { account: "renewal", inNext: "3d" },
    (a) => {
      a.group({ renewal: a.now() + 5 * 86_400_000 });
      a.wait("49h");
    },
    true,
  ],
  [
    "a date that is over is not in the next days",
    { trait: "renewal", inNext: "3d" },
    (a) => a.identify({ renewal: a.now() - 1 }),
    false,
  ],
  ["all of none", { all: [] }, (a) => a.visit(), true],
  ["any of none", { any: [] }, (a) => a.visit(), false],
  ["all of two, one missing", { all: [paid, { event: "Sent" }] }, (a) => a.track("Paid"), false],
  [
    "all of two",
    { all: [paid, { event: "Sent" }] },
    (a) => {
      a.track("Paid");
      a.track("Sent");
    },
    true,
  ],
  ["any of two", { any: [paid, { event: "Sent" }] }, (a) => a.track("Sent"), true],
  ["not", { not: { trait: "role", is: "admin" } }, (a) => a.identify({ role: "clerk" }), true],
];

function twice(ana: ReturnType<typeof createPerson>, apart = "1s"): void {
  ana.track("Paid");
  ana.wait(apart);
  ana.track("Paid");
}

function by(ana: ReturnType<typeof createPerson>, ...values: string[]): void {
  for (const value of values) ana.track("Paid", { by: value });
}

describe("a condition", () => {
  test.each(cases)("%s", (_, when, does, reached) => {
    const ana = createPerson({ milestones: { goal: { title: "Goal", when } } });
    does(ana);
    expect(ana.progress().milestones.goal !== null).toBe(reached);
  });
});
