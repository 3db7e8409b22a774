import { afterAll, describe, expect, test } from "vitest";
import type { Simulation } from "../../src/cli/report/tally.ts";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

const config = folder.write("config.json", {
  version: 1,
  product: "shop",
  milestones: {
    in: { title: "Signed up", when: { event: "Signed Up" } },
    three: { title: "Three invoices", when: { event: "Invoice Sent", count: 3 } },
  },
  gaps: { slow: { from: "in", to: "three", opens: { after: "1d" }, bridge: ["tip"] } },
  guides: { tip: { type: "tooltip", target: "#new", title: "Start here" } },
});
/** The same, with something that the people of an account have in common: they are all replayed together. */
const shared = folder.write("shared.json", {
  version: 1,
  product: "shop",
  milestones: {
    in: { title: "Signed up", when: { event: "Signed Up" } },
    three: { title: "Three invoices", when: { event: "Invoice Sent", count: 3 } },
    team: { title: "Team", level: "account", when: { event: "Signed Up", count: 2 } },
  },
  gaps: { slow: { from: "in", to: "three", opens: { after: "1d" }, bridge: ["tip"] } },
  guides: { tip: { type: "tooltip", target: "#new", title: "Start here" } },
});

let minute = 0;
/** One minute after the one before. */
function create(who: object, more: object = {}) {
  const timestamp = new Date(Date.UTC(2026, 5, 1, 9) + 60_000 * minute++).toISOString();
  const { userId, ...rest } = createEvent({ messageId: `m-${minute}`, timestamp, ...more });
  return { ...rest, ...who };
}
const signUp = { event: "Signed Up" };
const identify = { type: "identify", traits: { plan: "free" } };

async function simulate(events: readonly object[], file = config): Promise<Simulation> {
  const log = folder.write("log.jsonl", events);
  const { out } = await milepost("simulate", file, log, "--json", "--until", "2026-06-30T00:00:00Z");
  return JSON.parse(out) as Simulation;
}

/** Users, and how many of them signed up, sent three invoices and were slow. */
const count = async (...given: Parameters<typeof simulate>): Promise<number[]> => {
  const { users, milestones, gaps } = await simulate(...given);
  return [users, milestones.in!.reached, milestones.three!.reached, gaps.slow!.opened];
};

const visitor = { anonymousId: "visitor" };
const ana = { userId: "ana", anonymousId: "visitor" };

describe.each([
  ["apart", config],
  ["together", shared],
])("of people who are replayed %s,", (_, file) => {
  test.each<[title: string, create: () => object[], figures: number[]]>([
    [
      "a visitor who signs in is one person, with what they did before",
      () => [create(visitor), create(visitor, signUp), create(visitor), create(ana, identify), create(ana)],
      [1, 1, 1, 0],
    ],
    [
      "a call with both ids says so without an identify",
      () => [create(visitor), create(visitor, signUp), create(visitor), create(ana)],
      [1, 1, 1, 0],
    ],
    [
      "a visitor who never comes back is one by themselves",
      () => [create({ anonymousId: "other" }, signUp), create(ana, signUp)],
      [2, 2, 0, 2],
    ],
    [
      "a user on a second device is one person, with what each device saw",
      () => [
        create(ana, signUp),
        create(ana),
        create({ anonymousId: "phone" }),
        create({ anonymousId: "phone" }, signUp),
        create({ userId: "ana", anonymousId: "phone" }, identify),
        create({ userId: "ana", anonymousId: "phone" }),
      ],
      [1, 1, 1, 0],
    ],
    [
      "a milestone that was reached under both ids counts once",
      () => [
        create(ana, signUp),
        create({ anonymousId: "phone" }, signUp),
        create({ userId: "ana", anonymousId: "phone" }),
      ],
      [1, 1, 0, 1],
    ],
    [
      "an alias joins a visitor and a user",
      () => [
        create(visitor),
        create(visitor, signUp),
        create({ userId: "ana", previousId: "visitor" }, { type: "alias" }),
        create({ userId: "ana" }),
        create({ userId: "ana" }),
      ],
      [1, 1, 1, 0],
    ],
    [
      "an alias joins two users, and who comes under the former id is the same",
      () => [
        create({ userId: "a@x" }, signUp),
        create({ userId: "a@x" }),
        create({ userId: "ana", previousId: "a@x" }, { type: "alias" }),
        create({ userId: "a@x" }),
        create({ userId: "ana" }),
      ],
      [1, 1, 1, 0],
    ],
    [
      "a computer's second user has nothing of the first, nor of the visitor that was the first",
      () => [
        create(visitor, signUp),
        create(visitor),
        create(ana, identify),
        create(ana),
        create({ ...ana, userId: "ben" }, identify),
        create({ ...ana, userId: "ben" }),
        create(visitor),
      ],
      [2, 1, 1, 0],
    ],
    [
      "a server knows them by their userId alone",
      () => [
        create(visitor, signUp),
        create(ana, identify),
        create({ userId: "ana" }),
        create({ userId: "ana" }),
      ],
      [1, 1, 0, 1],
    ],
    [
      "two aliases in a circle are two people at most",
      () => [
        create({ userId: "a" }, signUp),
        create({ userId: "b" }, signUp),
        create({ userId: "a", previousId: "b" }, { type: "alias" }),
        create({ userId: "b", previousId: "a" }, { type: "alias" }),
        create({ userId: "b" }),
      ],
      [1, 1, 0, 1],
    ],
  ])("%s", async (__, createEvents, figures) => {
    expect(await count(createEvents(), file)).toEqual(figures);
  });

  test("one whose way is asked for is told of as both", async () => {
    const log = folder.write("way.jsonl", [
      create({ anonymousId: "other" }),
      create(visitor, signUp),
      create(visitor, { event: "Seen" }),
      create(ana, identify),
    ]);
    const [asUser, asVisitor] = await Promise.all(
      ["ana", "visitor"].map((id) => milepost("simulate", file, log, "--user", id)),
    );
    expect(asUser!.out).toMatch(/Signed Up\n[\s\S]*Seen\n[\s\S]*is identified/);
    expect(asVisitor!.out.split("\n").slice(1)).toEqual(asUser!.out.split("\n").slice(1));
  });
});

test("an account's people are counted by who they are now", async () => {
  const group = { context: { groupId: "acme" } };
  const events = [
    create(visitor, { ...signUp, ...group }),
    create(ana, { ...identify, ...group }),
    create({ userId: "ben" }, { ...signUp, ...group }),
  ];
  const { users, milestones } = await simulate(events, shared);
  expect([users, milestones.team!.reached]).toEqual([2, 1]);
});

describe("of more people than are held at once", () => {
  /** Each comes as a visitor, on two devices, with all others in between; the last hundred by an alias. */
  const people = Array.from({ length: 4_000 }, (_, i) => i);
  const createAll = () => {
    minute = 0;
    const byAlias = (i: number) => i >= 3_900;
    return [
      ...people.map((i) => create({ anonymousId: `desk-${i}` }, signUp)),
      ...people.map((i) => create({ anonymousId: `phone-${i}` })),
      ...people.map((i) =>
        byAlias(i)
          ? create({ userId: `u-${i}`, previousId: `desk-${i}` }, { type: "alias" })
          : create({ userId: `u-${i}`, anonymousId: `desk-${i}` }),
      ),
      ...people.map((i) => create({ userId: `u-${i}`, anonymousId: `phone-${i}` })),
      ...people.map((i) => create({ userId: `u-${i}` })),
    ];
  };

  test("each is one person, in order of time or not", async () => {
    const events = createAll();
    expect(await count(events)).toEqual([4_000, 4_000, 4_000, 4_000]);
    expect(await count(events.toReversed())).toEqual([4_000, 4_000, 4_000, 4_000]);
  });
});
