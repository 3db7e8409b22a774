import { describe, expect, test } from "vitest";
import { createVisitor, type Visitor } from "../../../src/testing/index.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: {
    pro: { title: "Pro", when: { event: "Upgraded" } },
  },
  gaps: {
    "not-pro": {
      to: "pro",
      for: {
        not: {
          all: [
            { account: "plan", is: "pro" },
            { trait: "role", is: "admin" },
          ],
        },
      },
      opens: { event: "Report Opened" },
      bridge: ["upgrade"],
    },
  },
  guides: {
    upgrade: { type: "banner", title: "Upgrade now" },
    // So that what shows guides is there when the calls come.
    help: { type: "help", launcher: "bottom-end" },
    list: { type: "launcher", target: "#x", title: "More" },
  },
};

type Call = (visitor: Visitor) => void;
const CALLS: Readonly<Record<"identify" | "group" | "track", Call>> = {
  identify: ({ milepost }) => milepost.identify("ana", { role: "admin" }),
  group: ({ milepost }) => milepost.group("acme", { plan: "pro" }),
  track: ({ milepost }) => void milepost.track("Report Opened"),
};
const ORDERS = [
  ["identify", "group", "track"],
  ["identify", "track", "group"],
  ["group", "identify", "track"],
  ["group", "track", "identify"],
  ["track", "identify", "group"],
  ["track", "group", "identify"],
] as const;
type Name = keyof typeof CALLS;

/** How a page comes from one call to the next, without leaving the task. */
const WAYS: ReadonlyArray<readonly [way: string, next: () => Promise<void> | undefined]> = [
  ["at once", () => undefined],
  ["one promise after the other", () => Promise.resolve()],
  ["ten promises after the other", () => inTurns(10)],
];

async function inTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await undefined;
}

/** Everything that anybody was told or shown. */
async function hear(visitor: Visitor, order: readonly Name[], next: () => Promise<void> | undefined) {
  const told: string[] = [];
  const undo = visitor.milepost.on("report", ({ event }) => told.push(event));
  for (const name of order) {
    CALLS[name](visitor);
    const wait = next();
    if (wait) await wait;
    told.push(...visitor.shown().filter((guide) => guide === "upgrade"));
  }
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    told.push(...visitor.shown().filter((guide) => guide === "upgrade"));
  }
  undo();
  return told;
}

describe("what a page says in one breath is one moment", () => {
  const cases = WAYS.flatMap(([way, next]) => ORDERS.map((order) => [way, order, next] as const));

  test.each(cases)("%s: nothing is decided, shown or reported in the midst of %j", async (_, order, next) => {
    const visitor = await createVisitor({ config });
    expect(await hear(visitor, order, next)).toEqual([]);
    expect(visitor.progress()?.gaps).toEqual([]);
  });

  test("while one who is no pro admin is shown the banner by the same calls", async () => {
    const visitor = await createVisitor({ config });
    const calls = ["identify", "track"] as const;
    expect(await hear(visitor, calls, () => undefined)).toEqual(
      expect.arrayContaining(["Gap Opened", "Guide Shown", "upgrade"]),
    );
  });

  test("what a call brings about is known to who asks right after it", async () => {
    const visitor = await createVisitor({ config });
    void visitor.milepost.track("Upgraded");
    expect(visitor.milepost.progress()?.milestones.pro).toBe(visitor.clock.now());
  });

  test("what was reached in it is reported by the one who reached it, before another user comes", async () => {
    const visitor = await createVisitor({ config, user: "ana" });
    void visitor.milepost.track("Upgraded");
    visitor.milepost.identify("ben");
    const [reached, ...more] = await visitor.sent("Milestone Reached");
    expect(reached?.userId).toBe("ana");
    expect(more).toEqual([]);
    expect(visitor.progress()?.milestones.pro).toBeNull();
  });

  test("counts what Milepost reports of it: a gap that it opens is an event of the same breath", async () => {
    const opened = { event: "Gap Opened", where: { gap_id: "not-pro" } };
    const milestones = { ...config.milestones, stuck: { title: "Stuck", when: opened } };
    const visitor = await createVisitor({ config: { ...config, milestones } });
    visitor.milepost.identify("ana", { role: "clerk" });
    void visitor.milepost.track("Report Opened");
    void visitor.milepost.track("Something Else");
    await visitor.clock.advance("1s");
    expect(visitor.progress()?.milestones.stuck).not.toBeNull();
  });

  test("puts a milestone at the time of the call that completed it, whatever was said after", async () => {
    const visitor = await createVisitor({ config });
    visitor.milepost.identify("ana");
    void visitor.milepost.track("Upgraded");
    const at = visitor.clock.now();
    for (let i = 0; i < 50; i++) void visitor.milepost.track("Something Else");
    visitor.milepost.group("acme", { plan: "free" });
    await visitor.clock.advance("1s");
    expect(visitor.progress()?.milestones.pro).toBe(at);
  });
});
