import { afterAll, describe, expect, test } from "vitest";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

const config = folder.write("config.json", {
  version: 1,
  product: "shop",
  milestones: {
    in: { title: "Signed up", when: { event: "Signed Up" } },
    sent: { title: "Sent", when: { event: "Invoice Sent" } },
  },
  segments: [
    { id: "free", when: { account: "plan", is: "free" } },
    { id: "paying", when: { account: "plan", is: "pro" } },
  ],
  gaps: {
    "no-invoice": { from: "in", to: "sent", opens: { after: "2d" }, bridge: ["tip"] },
  },
  guides: {
    tip: { type: "tooltip", target: "#send", title: "Send it", on: ["/invoices"] },
    tour: { type: "tour", steps: [{ title: "Welcome" }], if: { page: "/start" }, repeat: "once" },
  },
});

const at = (timestamp: string, more: object = {}) =>
  createEvent({ timestamp, context: { timezone: "Europe/Berlin" }, ...more });
const page = (timestamp: string, path: string) => at(timestamp, { type: "page", properties: { path } });
const log = folder.write("log.jsonl", [
  at("2026-03-27T09:00:00Z", { event: "Signed Up", properties: { plan: "free", seats: 3 } }),
  page("2026-03-27T09:00:10Z", "/start"),
  at("2026-03-27T09:01:00Z", { type: "group", groupId: "acme", traits: { plan: "free" } }),
  at("2026-03-27T09:02:00Z", { userId: "ben" }),
  at("2026-03-27T09:03:00Z", { event: "Looked\u001b[2J\u0007Around" }),
  page("2026-03-30T09:00:00Z", "/invoices"),
  // What delivery puts into each event is none of what somebody did.
  at("2026-03-30T09:05:00Z", { properties: { total: 40, event_id: "mp_1", schema: 1 } }),
]);

const tell = async (...words: string[]): Promise<string> =>
  (await milepost("simulate", config, log, "--user", ...words)).out;

describe("one person's way", () => {
  test("has each event, what it set off, and why each guide is or is not shown, in their own time", async () => {
    expect(await tell("ana")).toMatchInlineSnapshot(`
      "ana, times in Europe/Berlin

      2026-03-27 10:00:00  Signed Up  plan: "free", seats: 3
                           milestone in reached
                           tip: not shown, the gap no-invoice is not open (opens 2026-03-29 11:00:00)
                           tour: not shown, its condition does not hold: page: found /, expected /start
      2026-03-27 10:00:10  opens the page /start
                           tour: shown
      2026-03-27 10:01:00  is in the account acme  plan: "free"
                           segment free, was none
      2026-03-27 10:03:00  Looked [2J Around
      2026-03-29 11:00:00  gap no-invoice opened
      2026-03-30 11:00:00  opens the page /invoices
                           tip: shown, for the gap no-invoice
                           tour: not shown, it was shown 2026-03-27 10:00:10, and is not shown again
      2026-03-30 11:05:00  Invoice Sent  total: 40
                           milestone sent reached
                           gap no-invoice bridged, 1 d 5 min after it opened
                           tip: not shown, the gap no-invoice was crossed 2026-03-30 11:05:00
      "
    `);
  });

  test("has nothing in it that a terminal obeys", async () => {
    expect(await tell("ana")).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test("is in the time zone that was asked for, where events name none", async () => {
    const file = folder.write("zoneless.jsonl", [createEvent({ timestamp: "2026-06-01T20:00:00Z" })]);
    const { out } = await milepost("simulate", config, file, "--user", "ana", "--tz", "Asia/Tokyo");
    expect(out).toMatch(/^ana, times in Asia\/Tokyo\n\n2026-06-02 05:00:00 {2}Invoice Sent\n/);
  });

  test("says when the time zone is another one", async () => {
    const file = folder.write("travels.jsonl", [
      at("2026-06-01T20:00:00Z"),
      at("2026-06-01T21:00:00Z", { context: { timezone: "Asia/Tokyo" } }),
    ]);
    const { out } = await milepost("simulate", config, file, "--user", "ana");
    expect(out).toContain("ana, times in Europe/Berlin\n\n2026-06-01 22:00:00  Invoice Sent\n");
    expect(out).toContain("\n\ntimes in Asia/Tokyo\n\n2026-06-02 06:00:00  Invoice Sent\n");
  });

  test("ends where time ends", async () => {
    const out = await tell("ana", "--until", "2026-03-29T12:00:00Z");
    expect(out.trimEnd().split("\n").at(-1)).toBe("2026-03-29 11:00:00  gap no-invoice opened");
  });
});
