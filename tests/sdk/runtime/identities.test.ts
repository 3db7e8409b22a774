import { describe, expect, test } from "vitest";
import type { Milepost } from "../../../src/sdk/milepost.ts";
import { createVisitor } from "../../../src/testing/index.ts";

const config = {
  version: 1,
  product: "acme",
  milestones: { sent: { title: "Sent", when: { event: "Sent" } } },
  guides: {
    thanks: { type: "banner", title: "Thank you for Pro", if: { account: "plan", is: "pro" } },
  },
};

/** As a page without types would call it. */
const loosely = (milepost: Milepost): Record<"identify" | "group", (id?: unknown, traits?: object) => void> =>
  milepost as never;

describe("who is at work", () => {
  test("leaves an account with null: what was for it goes, and what follows is no account's", async () => {
    const ana = await createVisitor({ config, user: "ana" });
    await ana.group("acme", { plan: "pro" });
    expect(ana.shown()).toEqual(["thanks"]);
    ana.milepost.group(null);
    await ana.track("Sent");
    expect(ana.shown()).toEqual([]);
    expect(ana.said).toEqual([]);
    const [sent] = await ana.sent("Sent");
    expect(sent?.context.groupId).toBeUndefined();
  });

  test("comes back to an account as it was", async () => {
    const ana = await createVisitor({ config, user: "ana" });
    await ana.group("acme", { plan: "pro" });
    ana.milepost.group(null);
    await ana.group("acme");
    expect(ana.shown()).toEqual(["thanks"]);
  });

  test.each([
    ["4711", 4711],
    ["0", 0],
    ["-1.5", -1.5],
  ])("is %s where the page says it as a number", async (id, number) => {
    const ana = await createVisitor({ config });
    ana.milepost.identify(number);
    ana.milepost.group(number);
    await ana.track("Sent");
    expect((await ana.sent("Sent")).map(({ userId, context }) => [userId, context.groupId])).toEqual([
      [id, id],
    ]);
    expect(ana.said).toEqual([]);
  });

  test.each([
    ["nothing", undefined],
    ["an empty text", ""],
    ["an object", { id: "ben" }],
    ["no number", Number.NaN],
    ["an endless one", Number.POSITIVE_INFINITY],
    ["null", null],
  ])("is nobody after an identify with %s, and not whoever was there before", async (_, id) => {
    const ana = await createVisitor({ config, user: "ana" });
    await ana.track("Sent");
    loosely(ana.milepost).identify(id);
    await ana.track("Sent");
    const [hers, nobodys] = await ana.sent("Sent");
    expect([hers?.userId, nobodys?.userId]).toEqual(["ana", undefined]);
    expect(nobodys?.anonymousId).not.toBe(hers?.anonymousId);
    expect(ana.said).toEqual([
      expect.stringMatching(/^identify: found .*, expected the user's id; what follows is nobody's$/),
    ]);
  });

  test("stays the same anonymous person where a page identifies nobody", async () => {
    const ana = await createVisitor({ config });
    await ana.track("Sent");
    loosely(ana.milepost).identify(undefined);
    await ana.track("Sent");
    const [one, two] = await ana.sent("Sent");
    expect(two?.anonymousId).toBe(one?.anonymousId);
  });

  test("is in no account after a group with what is none", async () => {
    const ana = await createVisitor({ config, user: "ana" });
    await ana.group("acme", { plan: "pro" });
    loosely(ana.milepost).group({ id: "other" });
    await ana.track("Sent");
    expect((await ana.sent("Sent"))[0]?.context.groupId).toBeUndefined();
    expect(ana.said[0]).toMatch(
      /^group: found \{"id":"other"\}, expected the account's id, or null to leave it/,
    );
  });
});
