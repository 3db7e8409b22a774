import { afterAll, describe, expect, test } from "vitest";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

/** What is said of names when one milestone hangs on this condition. */
async function simulate(when: unknown, ...events: readonly object[]): Promise<string[]> {
  const config = { version: 1, product: "shop", milestones: { m: { title: "M", when } } };
  const file = folder.write("config.json", config);
  const log = folder.write("log.jsonl", events);
  const { err, code } = await milepost("simulate", file, log, "--json");
  expect(code).toBe(0);
  return err
    .replaceAll(`${file}: `, "")
    .split("\n")
    .filter((line) => line !== "");
}

const sent = createEvent({ properties: { total: 40, customer: { country: "pt" } } });
const ana = createEvent({ type: "identify", traits: { role: "admin" } });
const acme = createEvent({ type: "group", groupId: "acme", traits: { plan: "pro" } });
const event = "Invoice Sent";

describe("a name that no log has", () => {
  test.each<[title: string, when: unknown, said: string]>([
    ["an event", { event: "Member Joined" }, 'no log has the event "Member Joined"'],
    [
      "an event in other letters",
      { event: "Invoice sent" },
      'no log has the event "Invoice sent"; did you mean "Invoice Sent"?',
    ],
    [
      "one of several events",
      { event: ["Invoice Sent", "Invoices Sent"] },
      'no log has the event "Invoices Sent"; did you mean "Invoice Sent"?',
    ],
    [
      "a property",
      { event, where: { totl: { above: 3 } } },
      'no log has the property of "Invoice Sent" "totl"; did you mean "total"?',
    ],
    [
      "a property within another",
      { event, where: { "customer.city": "Lisbon" } },
      'no log has the property of "Invoice Sent" "customer.city"; did you mean "customer.country"?',
    ],
    [
      "a property whose values are counted",
      { event, count: 2, distinct: "number" },
      'no log has the property of "Invoice Sent" "number"',
    ],
    [
      "a trait",
      { trait: "rolle", is: "admin" },
      'no log has the trait of users "rolle"; did you mean "role"?',
    ],
    [
      "an account's trait",
      { any: [{ event }, { not: { account: "plans", is: "pro" } }] },
      'no log has the trait of accounts "plans"; did you mean "plan"?',
    ],
  ])("is said: %s", async (_, when, said) => {
    expect(await simulate(when, sent, ana, acme)).toEqual([said]);
  });

  test.each<[title: string, when: unknown]>([
    ["all of them are there", { event, where: { total: 40, "customer.country": "pt" } }],
    [
      "traits are there",
      {
        all: [
          { trait: "role", is: "x" },
          { account: "plan", exists: true },
        ],
      },
    ],
    ["it is one of Milepost's own reports", { event: "Guide Shown", where: { guide_id: "tip" } }],
    ["it is friction, which no log has", { signal: "rage-click" }],
  ])("is not said where %s", async (_, when) => {
    expect(await simulate(when, sent, ana, acme)).toEqual([]);
  });
});
