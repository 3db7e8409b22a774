import { describe, expect, test } from "vitest";
import { createMilepost } from "../../../src/sdk/instance/createMilepost.ts";
import { createVisitor } from "../../../src/testing/index.ts";
import { acme } from "../../helpers/acme.ts";

describe("a promise of an instance is always kept", () => {
  test("on a server, where nothing happens", async () => {
    const milepost = createMilepost(() => undefined);
    expect(await milepost.track("Invoice Sent")).toBeUndefined();
    expect(await milepost.explain()).toEqual([]);
  });

  test("after destroy, and for what waited then", async () => {
    const milepost = createMilepost(() => ({
      core: () => new Promise(() => {}),
      fetch: () => new Promise(() => {}),
      now: () => 0,
      createId: () => "id",
      pendingCalls: () => ({ allow() {}, forget() {}, drain: () => [], stop() {} }),
      warn() {},
    }));
    milepost.init({ config: "/milepost.json" });
    const waited = milepost.track("Invoice Sent");
    const asked = milepost.explain();
    milepost.destroy();
    expect(await waited).toBeUndefined();
    expect(await asked).toEqual([]);
    expect(await milepost.track("Invoice Sent")).toBeUndefined();
  });

  test.each([
    ["config whose product is no text", () => ({ config: { product: Object.create(null) } })],
    [
      "config that throws where it is looked at",
      () => ({
        config: {
          get product(): string {
            throw new Error("no");
          },
        },
      }),
    ],
    [
      "option that throws where it is looked at",
      () => ({
        get config(): string {
          throw new Error("no");
        },
      }),
    ],
  ])("after a %s: that is said, and nothing is thrown", async (_, getOptions) => {
    const said: string[] = [];
    const milepost = createMilepost(() => ({
      core: () => import("../../../src/sdk/runtime/core.ts"),
      fetch: () => Promise.reject(new Error("no network")),
      now: () => 0,
      createId: () => "id",
      pendingCalls: () => ({ allow() {}, forget() {}, drain: () => [], stop() {} }),
      warn: (line) => said.push(line),
    }));
    milepost.init(getOptions());
    const tracked = milepost.track("Invoice Sent");
    await expect.poll(() => said.length).toBe(1);
    milepost.destroy();
    expect(await tracked).toBeUndefined();
  });

  test("without consent", async () => {
    const { milepost } = await createVisitor({ config: acme(), consent: "none" });
    expect(await milepost.track("Invoice Sent")).toBeUndefined();
    await milepost.ready();
    const [tip, ...others] = await milepost.explain();
    expect(tip).toEqual({
      guide: "tip",
      show: false,
      reason: { code: "withheld", by: "consent" },
      text: "tip: not shown, nothing begins without consent: it is none, or no level",
    });
    expect(others.map(({ show }) => show)).toEqual([false, false, false]);
  });

  test("of somebody who has opted out, and is not asked again", async () => {
    const { milepost } = await createVisitor({ config: acme() });
    milepost.optOut();
    await milepost.ready();
    expect((await milepost.explain("tip"))[0]?.text).toBe("tip: not shown, this person has opted out");
    milepost.optIn();
    await milepost.ready();
    expect(milepost.progress()).toBeDefined();
  });
});

test("what keeps it from starting is said, and ready() and explain() answer", async () => {
  const said: string[] = [];
  const milepost = createMilepost(() => ({
    core: () => Promise.reject(new Error("blocked")),
    fetch: () => new Promise(() => {}),
    now: () => 0,
    createId: () => "id",
    pendingCalls: () => ({ allow() {}, forget() {}, drain: () => [], stop() {} }),
    warn: (line) => said.push(line),
  }));
  milepost.init({ config: "/milepost.json" });
  await milepost.ready();
  expect(await milepost.explain()).toEqual([]);
  expect(milepost.progress()).toBeUndefined();
  expect(said).toEqual(["what does the work did not load: blocked"]);
});
