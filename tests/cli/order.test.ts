import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createEvent, createFolder, milepost } from "./command.ts";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const folder = createFolder();
afterAll(folder.remove);

const lines = readFileSync(LOG, "utf8").trim().split("\n");
const getDigit = (line: string): number => Number.parseInt(/"messageId":"(.)/.exec(line)![1]!, 16);
/** In an order that has nothing to do with time, the same one each time. */
const shuffled = lines.toSorted((a, b) => (a.slice(36) < b.slice(36) ? -1 : 1));
const simulate = async (...words: string[]): Promise<string> =>
  (await milepost("simulate", CONFIG, ...words, "--json")).out;
let whole: string;
beforeAll(async () => {
  whole = await simulate(LOG);
});

describe("a log counts the same", () => {
  test.each([
    ["backwards", () => [lines.toReversed()]],
    ["in no order", () => [shuffled]],
    ["with one line late", () => [[...lines.slice(1), lines[0]!]]],
    ["in two files, line by line", () => [0, 1].map((part) => lines.filter((_, i) => i % 2 === part))],
    ["in two files, one after the other", () => [lines.slice(2000), lines.slice(0, 2000)]],
    [
      "in three files, each in no order",
      () => [0, 1, 2].map((part) => shuffled.filter((_, i) => i % 3 === part)),
    ],
    ["with each line twice", () => [lines.flatMap((line) => [line, line])]],
    [
      "with a third of it twice, in another file",
      () => [lines, shuffled.filter((line) => getDigit(line) < 5)],
    ],
    [
      "with much of it again, and later",
      () => [[...lines, ...shuffled.map((line) => line.replace(/:(\d\d)\.000Z/, ":$1.001Z"))]],
    ],
  ])("%s", async (_, split) => {
    const files = split().map((part, i) => folder.write(`${i}.jsonl`, part));
    expect(await simulate(...files)).toBe(whole);
  });

  test.each([
    ["with CRLF at the ends of its lines", `${lines.join("\r\n")}\r\n`],
    ["with a byte order mark", `\uFEFF${lines.join("\n")}`],
    ["with empty lines", `\n\n${lines.join("\n\n  \n")}\n\n\n`],
    ["without a newline at its end", lines.join("\n")],
  ])("%s", async (_, text) => {
    expect(await simulate(folder.write("log.jsonl", text))).toBe(whole);
  });
});

describe("what happened at once", () => {
  const config = folder.write("config.json", {
    version: 1,
    product: "shop",
    milestones: {
      in: { title: "Signed up", when: { event: "Signed Up" } },
      sent: { title: "Sent", when: { event: "Invoice Sent" } },
    },
    gaps: { "no-invoice": { from: "in", to: "sent", bridge: [] } },
  });
  const signUp = (messageId: string) => createEvent({ event: "Signed Up", messageId });
  const send = (messageId: string) => createEvent({ event: "Invoice Sent", messageId });

  test.each([
    ["opens a gap and bridges it", signUp("1"), send("2"), 1],
    ["never opens the gap", signUp("2"), send("1"), 0],
  ])("happened in the order of its ids: %s", async (_, a, b, opened) => {
    for (const events of [
      [a, b],
      [b, a],
      [b, a, createEvent({ timestamp: "2026-05-01T00:00:00Z", event: "Seen" })],
    ]) {
      const { out } = await milepost("simulate", config, folder.write("log.jsonl", events), "--json");
      expect(JSON.parse(out).gaps).toEqual({ "no-invoice": { opened, bridged: opened, heldOut: 0 } });
    }
  });
});

describe("a large log", () => {
  const users = 8_000;
  const config = folder.write("large.json", {
    version: 1,
    product: "shop",
    milestones: Object.fromEntries(
      [1, 3, 7].map((count) => [`m${count}`, { title: "Sent", when: { event: "Invoice Sent", count } }]),
    ),
  });
  /** Of each seven people the first sends one invoice, the last seven; one a day. */
  const large: string[] = [];
  for (let day = 0; day < 7; day++) {
    for (let user = 0; user < users; user++) {
      if (user % 7 < day) continue;
      const timestamp = new Date(Date.UTC(2026, 5, 1 + day) + user * 1000).toISOString();
      large.push(
        JSON.stringify(
          createEvent({
            userId: `user ${user}`,
            messageId: `${day} ${user}`,
            timestamp,
            context: { note: "x".repeat(200) },
          }),
        ),
      );
    }
  }
  const wanted = (events: number) => ({
    users,
    events,
    rejected: 0,
    milestones: Object.fromEntries(
      [1, 3, 7].map((count) => [
        `m${count}`,
        {
          reached: Array.from({ length: users }).filter((_, user) => user % 7 >= count - 1).length,
          lapsed: 0,
        },
      ]),
    ),
    gaps: {},
    guides: {},
  });

  test.each([
    ["in order", large],
    ["backwards, and each line twice", [...large, ...large].reverse()],
  ])(
    "of more people than are held at once is counted whole, and leaves nothing on the disk: %s",
    async (name, some) => {
      const TMPDIR = folder.make(name);
      const log = folder.write("large.jsonl", some);
      vi.stubEnv("TMPDIR", TMPDIR);
      const { out } = await milepost("simulate", config, log, "--json");
      expect(JSON.parse(out)).toEqual(wanted(large.length));
      expect(readdirSync(TMPDIR)).toEqual([]);
    },
  );
});
