import { describe, expect, test } from "vitest";
import type { Reply } from "../../../src/sdk/ports.ts";
import { createStorage } from "../../../src/testing/createStorage.ts";
import { openPage } from "../../../src/testing/createVisitor.ts";
import { createMailbox } from "../../../src/testing/mailbox.ts";
import { createTestClock } from "../../../src/testing/testClock.ts";
import { acme } from "../../helpers/acme.ts";
import { makeToken } from "../../helpers/token.ts";

const AT = "2026-01-01T09:00:00.000Z";
const report = {
  endpoint: "https://in.example.com/v1/batch",
  writeKey: "wk",
  progress: "https://in.example.com/v1/progress",
};
const checklist = { type: "checklist", title: "List", if: { all: [] }, items: [{ milestone: "workspace" }] };
const config = acme({
  report,
  gaps: { start: { to: "workspace", bridge: ["tip"] } },
  guides: { ...acme().guides, list: checklist },
});

/** A device of Ana's, at which the receiver answers as `answer` says. */
async function open(answer: () => Reply | Promise<Reply>, given: object = {}) {
  const asked: Array<readonly [url: string, bearer: string]> = [];
  const mailbox = {
    ...createMailbox(),
    async get(url: string, bearer: string) {
      asked.push([url, bearer]);
      return answer();
    },
  };
  const base = {
    config,
    user: "ana",
    token: makeToken("ana"),
    clock: createTestClock(),
    storage: createStorage(),
  };
  const ana = await openPage({ ...base, ...given }, mailbox);
  return { ana, asked };
}

const knows = (body: unknown) => (): Reply => ({ status: 200, body });
const NEVER = (): Promise<Reply> => new Promise(() => {});

describe("a device that is new to a user", () => {
  test("goes on where the other one stopped: nothing is reported again, nothing shown that was dismissed", async () => {
    const { ana, asked } = await open(
      knows({ user: { milestones: { workspace: AT }, guides: { list: { ended: AT, as: "dismissed" } } } }),
    );
    expect(asked).toEqual([[report.progress, makeToken("ana")]]);
    expect(ana.progress()!.milestones.workspace).toBe(Date.parse(AT));
    expect(ana.shown()).toEqual([]);
    await ana.track("Workspace Created");
    expect(await ana.sent("Milestone Reached")).toEqual([]);
  });

  test.each(["held_out", "held-out"])("keeps the arm that the user had elsewhere: %s", async (arm) => {
    const { ana } = await open(knows({ arms: { start: { arm, at: AT } } }));
    expect(ana.shown()).toEqual(["list"]);
    expect(await ana.explain("tip")).toContain("held out");
  });

  test("opens nothing by itself until the answer is there", async () => {
    let say: (reply: Reply) => void = () => {};
    const { ana } = await open(() => new Promise((resolve) => (say = resolve)));
    expect(ana.shown()).toEqual([]);
    expect(await ana.explain("tip")).toContain("other devices");
    await ana.clock.advance("2s");
    expect(ana.shown()).toEqual([]);
    say({ status: 200, body: {} });
    await ana.clock.advance("1s");
    expect(ana.shown()).toEqual(["tip", "list"]);
  });

  test("waits for three seconds, and then shows what interrupts nobody for this session, over pages too", async () => {
    const { ana } = await open(NEVER);
    await ana.clock.advance("3s");
    expect(ana.shown()).toEqual(["list"]);
    const next = await ana.reload();
    expect(next.shown()).toEqual(["list"]);
    await next.clock.advance("1h");
    const later = await next.reload();
    expect(later.shown()).toEqual(["tip", "list"]);
  });

  test("shows what the user or the page asks for at any time", async () => {
    const { ana } = await open(NEVER);
    ana.milepost.start("tip");
    await ana.clock.advance("1s");
    expect(ana.shown()).toContain("tip");
  });

  test.each<[string, () => Reply]>([
    ["an error", () => ({ status: 500 })],
    ["a refusal", () => ({ status: 403 })],
    ["no JSON", () => ({ status: 200 })],
  ])("is as one without an answer where that is %s", async (_, answer) => {
    const { ana } = await open(answer);
    await ana.clock.advance("4s");
    expect(ana.shown()).toEqual(["list"]);
    expect(ana.said).toEqual([]);
  });

  test("asks for a fresh token once where the receiver wants one", async () => {
    const tokens = [makeToken("ana", 1), makeToken("ana", 2), makeToken("ana", 3)];
    const { asked } = await open(() => ({ status: 401 }), { token: () => tokens.shift() });
    expect(asked.map(([, bearer]) => bearer)).toEqual([makeToken("ana", 1), makeToken("ana", 2)]);
  });
});

describe("a device that knows the user", () => {
  test("shows at once, and hears meanwhile what was done elsewhere", async () => {
    let answer: () => Reply | Promise<Reply> = knows({});
    const { ana } = await open(() => answer());
    expect(ana.shown()).toEqual(["tip", "list"]);
    answer = NEVER;
    const next = await ana.reload();
    expect(next.shown()).toEqual(["tip", "list"]);
    answer = knows({ user: { milestones: { workspace: AT } } });
    const last = await next.reload();
    expect(last.progress()!.milestones.workspace).toBe(Date.parse(AT));
  });
});

describe("nobody is asked", () => {
  test.each([
    ["for somebody whom the page has not named", { user: undefined }],
    ["without a token", { token: undefined }],
    ["with a token of somebody else's", { token: makeToken("bo") }],
    ["without consent to send", { consent: "guide-only" }],
  ])("%s", async (_, given) => {
    const { ana, asked } = await open(knows({}), given);
    await ana.clock.advance("4s");
    expect(asked).toEqual([]);
    expect(ana.shown()).toContain("list");
  });
});
