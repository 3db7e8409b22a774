import { describe, expect, test } from "vitest";
import { createVisitor, type Visitor } from "../../../src/testing/index.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: { big: { title: "Big", when: { event: "Sent", where: { total: { above: 10 } } } } },
};

const withCycle = (): object => {
  const cart: Record<string, unknown> = { items: 3 };
  cart.self = cart;
  return cart;
};

/** A value that JSON cannot say, beside one that it can; what is kept of both, and what is said. */
const ROWS: ReadonlyArray<readonly [title: string, more: object, kept: object, said: string]> = [
  ["a large whole number", { id: 1n }, {}, "id: found a bigint"],
  ["one deep down", { cart: { id: 1n, items: 3 } }, { cart: { items: 3 } }, "cart.id: found a bigint"],
  [
    "what contains itself",
    { cart: withCycle() },
    { cart: { items: 3 } },
    "cart.self: found a cycle or an element",
  ],
  ["a function", { onClick: () => {} }, {}, "onClick: found a function"],
  ["a symbol", { kind: Symbol("x") }, {}, "kind: found a symbol"],
  ["an element", { target: { nodeType: 1, innerHTML: "" } }, {}, "target: found a cycle or an element"],
  ["a value in a list", { ids: [1, 2n, 3] }, { ids: [1, null, 3] }, "ids.1: found a bigint"],
  [
    "a getter that throws",
    {
      get plan(): string {
        throw new Error("no");
      },
    },
    {},
    "plan: found what throws when it is read",
  ],
  [
    "what throws when it is asked for its JSON",
    {
      date: {
        toJSON() {
          throw new Error("no");
        },
      },
    },
    {},
    "date: found what throws when it is read",
  ],
];

/** What the event that was sent says of itself, without what all events say. */
async function getSent(ana: Visitor): Promise<object> {
  const { schema, event_id, ...properties } = (await ana.sent("Sent"))[0]?.properties ?? {};
  return properties;
}

describe("one value that JSON cannot say", () => {
  test.each(ROWS)("loses only itself, and that is said: %s", async (_, more, kept, said) => {
    const ana = await createVisitor({ config, user: "ana" });
    const given = Object.defineProperties({ total: 40 }, Object.getOwnPropertyDescriptors(more));
    await ana.track("Sent", given);
    expect(ana.progress()?.milestones.big).not.toBeNull();
    expect(await getSent(ana)).toEqual({ total: 40, ...kept });
    expect(ana.said).toEqual([`track: ${said}, expected what JSON can say; it is left out`]);
  });

  test("is said once for each place", async () => {
    const ana = await createVisitor({ config, user: "ana" });
    for (let i = 0; i < 5; i++) await ana.track("Sent", { id: 1n });
    await ana.identify("ana", { id: 1n });
    expect(ana.said.map((line) => line.split(",")[0])).toEqual([
      "track: id: found a bigint",
      "identify: id: found a bigint",
    ]);
  });

  test("is none where JSON can say it: dates, nothing, numbers that are none, the same thing twice", async () => {
    const ana = await createVisitor({ config, user: "ana" });
    const part = { a: 1 };
    const at = new Date("2026-01-05T00:00:00Z");
    await ana.track("Sent", {
      at,
      none: undefined,
      nan: Number.NaN,
      twice: [part, part],
      bare: Object.create(null),
    });
    const twice = [{ a: 1 }, { a: 1 }];
    expect(await getSent(ana)).toEqual({ at: at.toJSON(), nan: null, twice, bare: {} });
    expect(ana.said).toEqual([]);
  });
});
