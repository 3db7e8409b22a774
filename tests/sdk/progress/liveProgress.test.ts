import { describe, expect, test } from "vitest";
import type { ListenOptions } from "../../../src/sdk/ports.ts";
import { createStorage } from "../../../src/testing/createStorage.ts";
import { openPage } from "../../../src/testing/createVisitor.ts";
import { createMailbox } from "../../../src/testing/mailbox.ts";
import { createTestClock } from "../../../src/testing/testClock.ts";
import { makeToken } from "../../helpers/token.ts";

const AT = "2026-01-01T09:00:00.000Z";
const report = {
  endpoint: "https://in.example.com/v1/batch",
  progress: "https://in.example.com/v1/progress",
};
const milestones = {
  team: { title: "Team", level: "account", when: { event: "Member Joined" } },
  workspace: { title: "Workspace", when: { event: "Workspace Created" } },
};
const gaps = { alone: { to: "team", bridge: ["tip"] } };
const guides = { tip: { type: "banner", title: "Invite somebody" } };
const config = { version: 1, product: "acme", report, milestones, gaps, guides };

interface Stream extends ListenOptions {
  readonly bearer: string;
  /** The receiver ends it, with that status. */
  end(status: number): void;
}

/** Ana's page, and the streams that it has asked for. */
async function open() {
  const streams: Stream[] = [];
  const mailbox = {
    ...createMailbox(),
    get: async () => ({ status: 200, body: {} }),
    listen: (_: string, bearer: string, options: ListenOptions) =>
      new Promise<number>((resolve, reject) => {
        streams.push({ ...options, bearer, end: resolve });
        options.signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  };
  const token = makeToken("ana", undefined, { accounts: ["acme-inc"] });
  const clock = createTestClock();
  const given = { config, user: "ana", account: "acme-inc", token, clock, storage: createStorage() };
  const ana = await openPage(given, mailbox);
  await ana.clock.advance("1s");
  return { ana, streams, heard: () => streams.filter(({ signal }) => !signal.aborted).length };
}
const done = { accounts: { "acme-inc": { milestones: { team: AT } } } };

describe("while a gap is to be bridged, a page hears of what is done elsewhere", () => {
  test("what a colleague has done takes the guide away, and the page listens no longer", async () => {
    const { ana, streams, heard } = await open();
    expect(ana.shown()).toEqual(["tip"]);
    expect(heard()).toBe(1);
    streams[0]!.tell(done);
    await ana.clock.advance("1s");
    expect(ana.shown()).toEqual([]);
    expect(heard()).toBe(0);
  });

  test("a page that nobody sees listens to nothing, until it is seen again", async () => {
    const { ana, streams, heard } = await open();
    // It is hidden, and seen again.
    await ana.sent();
    expect(streams[0]!.signal.aborted).toBe(true);
    expect(heard()).toBe(1);
  });

  test("nothing is left of it after destroy", async () => {
    const { ana, heard } = await open();
    ana.milepost.destroy();
    await ana.clock.advance("1s");
    expect(heard()).toBe(0);
  });

  test("what has ended is asked for again within 8 s", async () => {
    const { ana, streams } = await open();
    streams[0]!.end(200);
    await ana.clock.advance("8s");
    expect(streams.length).toBe(2);
  });

  test("who has no stream is not asked again", async () => {
    const { ana, streams } = await open();
    streams[0]!.end(406);
    await ana.clock.advance("20m");
    expect(streams.length).toBe(1);
  });
});
